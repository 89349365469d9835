import type { PropertyMap } from "pulumi-guardduty-simulator";
import type { StackResource } from "../src/stack/stack-resource";

const ACCOUNT = "123456789012";
const DETECTOR = "12abc34d567e8fa901bc2d34e56789f0";
const DETECTOR_ARN = `arn:aws:guardduty:us-east-1:${ACCOUNT}:detector/${DETECTOR}`;
const KEY_ARN = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const TOPIC_ARN = `arn:aws:sns:us-east-1:${ACCOUNT}:alerts-topic-0123abc`;
const CHAT = `arn:aws:chatbot::${ACCOUNT}:chat-configuration`;
const TAGS = { tagsAll: { Team: "ml" } };

/** One resource of every type, with all that makes the provider call more: tags, keys, roles. */
export const FIXTURES: readonly StackResource[] = [
    of("aws:guardduty/detector:Detector", { arn: DETECTOR_ARN, ...TAGS }),
    of("aws:guardduty/detectorFeature:DetectorFeature", {
        detectorId: DETECTOR,
        name: "EBS_MALWARE_PROTECTION",
        status: "ENABLED",
    }),
    of("aws:guardduty/filter:Filter", { arn: `${DETECTOR_ARN}/filter/pulls`, ...TAGS }),
    of("aws:guardduty/iPSet:IPSet", { arn: `${DETECTOR_ARN}/ipset/0cb0141ab9fbde177613ab9436212e90`, ...TAGS }),
    of("aws:guardduty/threatIntelSet:ThreatIntelSet", {
        arn: `${DETECTOR_ARN}/threatintelset/8cb094db7082fd0db09479755d215dba`,
        ...TAGS,
    }),
    of("aws:guardduty/publishingDestination:PublishingDestination", {
        arn: `${DETECTOR_ARN}/publishingdestination/4eb0141ab9fbde177613ab9436212e90`,
        destinationArn: "arn:aws:s3:::findings-0123abc/ml/",
        ...TAGS,
    }),
    of("aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan", {
        arn: `arn:aws:guardduty:us-east-1:${ACCOUNT}:malware-protection-plan/b7f8ec4e4a2d4b8f9a1c`,
        role: `arn:aws:iam::${ACCOUNT}:role/scan-0123abc`,
        ...TAGS,
    }),
    of("aws:s3/bucket:Bucket", { arn: "arn:aws:s3:::b-0123abc", forceDestroy: true, objectLockEnabled: true, ...TAGS }),
    ...[
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "aws:s3/bucketVersioning:BucketVersioning",
        "aws:s3/bucketPolicy:BucketPolicy",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
        "aws:s3/bucketLogging:BucketLogging",
        "aws:s3/bucketNotification:BucketNotification",
    ].map((type) => of(type, { bucket: "b-0123abc" })),
    ...["aws:s3/bucketObjectv2:BucketObjectv2", "aws:s3/bucketObject:BucketObject"].map((type) =>
        of(type, { bucket: "b-0123abc", key: "ml/", kmsKeyId: KEY_ARN, versionId: "v1", ...TAGS }),
    ),
    of("aws:kms/key:Key", { arn: KEY_ARN, enableKeyRotation: true, ...TAGS }),
    of("aws:kms/key:Key", { arn: KEY_ARN, isEnabled: false }),
    of("aws:kms/keyPolicy:KeyPolicy", { keyId: "1234abcd-12ab-34cd-56ef-1234567890ab" }),
    of("aws:kms/alias:Alias", { arn: `arn:aws:kms:us-east-1:${ACCOUNT}:alias/ml`, targetKeyArn: KEY_ARN }),
    of("aws:ec2/eip:Eip", { arn: `arn:aws:ec2:us-east-1:${ACCOUNT}:elastic-ip/eipalloc-0a1b2c`, ...TAGS }),
    of("aws:sns/topic:Topic", { arn: TOPIC_ARN, ...TAGS }),
    of("aws:sns/topicPolicy:TopicPolicy", { arn: TOPIC_ARN }),
    of("aws:sns/topicSubscription:TopicSubscription", { topic: TOPIC_ARN, protocol: "email" }),
    of("aws:sqs/queue:Queue", { arn: `arn:aws:sqs:us-east-1:${ACCOUNT}:dead`, ...TAGS }),
    of("aws:sqs/queuePolicy:QueuePolicy", { queueUrl: `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/dead` }),
    of("aws:cloudwatch/eventRule:EventRule", { arn: `arn:aws:events:us-east-1:${ACCOUNT}:rule/high`, ...TAGS }),
    of("aws:cloudwatch/eventTarget:EventTarget", {
        rule: "high",
        arn: TOPIC_ARN,
        roleArn: `arn:aws:iam::${ACCOUNT}:role/to-bus`,
    }),
    of("aws:cloudwatch/logGroup:LogGroup", {
        arn: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/aws/events/findings`,
        retentionInDays: 365,
        kmsKeyId: KEY_ARN,
        ...TAGS,
    }),
    of("aws:cloudwatch/logResourcePolicy:LogResourcePolicy", { policyName: "events" }),
    of("aws:cloudwatch/metricAlarm:MetricAlarm", {
        arn: `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:undelivered`,
        ...TAGS,
    }),
    of("aws:lambda/function:Function", {
        arn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:triage`,
        role: `arn:aws:iam::${ACCOUNT}:role/triage`,
        ...TAGS,
    }),
    of("aws:lambda/permission:Permission", { function: "triage", principal: "events.amazonaws.com" }),
    of("aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration", {
        chatConfigurationArn: `${CHAT}/slack-channel/alerts`,
        iamRoleArn: `arn:aws:iam::${ACCOUNT}:role/chat`,
        ...TAGS,
    }),
    of("aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration", {
        chatConfigurationArn: `${CHAT}/microsoft-teams-channel/alerts`,
        iamRoleArn: `arn:aws:iam::${ACCOUNT}:role/chat`,
        ...TAGS,
    }),
    of("aws:iam/role:Role", { arn: `arn:aws:iam::${ACCOUNT}:role/scan-0123abc`, forceDetachPolicies: true, ...TAGS }),
    of("aws:iam/rolePolicy:RolePolicy", { role: "scan-0123abc" }),
    of("aws:iam/rolePolicyAttachment:RolePolicyAttachment", {
        role: "scan-0123abc",
        policyArn: "arn:aws:iam::aws:policy/AWSDenyAll",
    }),
    of("aws:glue/catalogDatabase:CatalogDatabase", {
        arn: `arn:aws:glue:us-east-1:${ACCOUNT}:database/findings`,
        name: "findings",
        ...TAGS,
    }),
    of("aws:glue/catalogTable:CatalogTable", { databaseName: "findings", name: "exported" }),
    of("aws:athena/workgroup:Workgroup", { arn: `arn:aws:athena:us-east-1:${ACCOUNT}:workgroup/findings`, ...TAGS }),
    of("aws:athena/namedQuery:NamedQuery", { workgroup: "findings" }),
    of("aws:scheduler/schedule:Schedule", {
        arn: `arn:aws:scheduler:us-east-1:${ACCOUNT}:schedule/default/feed`,
        target: { roleArn: `arn:aws:iam::${ACCOUNT}:role/feed` },
    }),
];

export function of(type: string, properties: PropertyMap, name = type.split(":").at(-1) ?? type): StackResource {
    return {
        urn: `urn:pulumi:dev::sheets::${type}::${name}`,
        type,
        name,
        id: "id",
        properties,
        onlyRead: false,
        retained: false,
    };
}
