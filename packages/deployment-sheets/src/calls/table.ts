import { accountOf, type Place, placeOf, type StackResource, UnknownTypeError } from "../stack/stack-resource";
import type { CallRule, ResourceCalls } from "./call";
import { namedQuery, workgroup } from "./types/athena";
import { slackChannel, teamsChannel } from "./types/chatbot";
import { eip } from "./types/ec2";
import { eventRule, eventTarget } from "./types/events";
import { catalogDatabase, catalogTable } from "./types/glue";
import * as guardduty from "./types/guardduty";
import { role, rolePolicy, rolePolicyAttachment } from "./types/iam";
import { alias, key, keyPolicy } from "./types/kms";
import { lambdaFunction, permission } from "./types/lambda";
import { logGroup, logResourcePolicy, metricAlarm } from "./types/logs";
import { bucket } from "./types/s3-bucket";
import * as settings from "./types/s3-bucket-settings";
import { bucketObject } from "./types/s3-object";
import { schedule } from "./types/scheduler";
import { topic, topicPolicy, topicSubscription } from "./types/sns";
import { queue, queuePolicy } from "./types/sqs";

/**
 * What the AWS provider calls for each type. It rests on reading the provider's source and AWS's authorization reference,
 * and on nothing that ran against AWS. Kept apart from what makes a policy of it, so that the one can check the other.
 */
export const CALL_RULES: ReadonlyMap<string, CallRule> = new Map<string, CallRule>([
    ["aws:guardduty/detector:Detector", guardduty.detector],
    ["aws:guardduty/detectorFeature:DetectorFeature", guardduty.detectorFeature],
    ["aws:guardduty/filter:Filter", guardduty.filter],
    ["aws:guardduty/iPSet:IPSet", guardduty.ipSet],
    ["aws:guardduty/threatIntelSet:ThreatIntelSet", guardduty.threatIntelSet],
    ["aws:guardduty/publishingDestination:PublishingDestination", guardduty.publishingDestination],
    ["aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan", guardduty.malwareProtectionPlan],
    ["aws:s3/bucket:Bucket", bucket],
    ["aws:s3/bucketOwnershipControls:BucketOwnershipControls", settings.ownershipControls],
    ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", settings.publicAccessBlock],
    ["aws:s3/bucketVersioning:BucketVersioning", settings.versioning],
    ["aws:s3/bucketPolicy:BucketPolicy", settings.bucketPolicy],
    ["aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", settings.encryption],
    ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", settings.lifecycle],
    ["aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", settings.objectLock],
    ["aws:s3/bucketLogging:BucketLogging", settings.logging],
    ["aws:s3/bucketNotification:BucketNotification", settings.notification],
    ["aws:s3/bucketObjectv2:BucketObjectv2", bucketObject],
    ["aws:s3/bucketObject:BucketObject", bucketObject],
    ["aws:kms/key:Key", key],
    ["aws:kms/keyPolicy:KeyPolicy", keyPolicy],
    ["aws:kms/alias:Alias", alias],
    ["aws:ec2/eip:Eip", eip],
    ["aws:sns/topic:Topic", topic],
    ["aws:sns/topicPolicy:TopicPolicy", topicPolicy],
    ["aws:sns/topicSubscription:TopicSubscription", topicSubscription],
    ["aws:sqs/queue:Queue", queue],
    ["aws:sqs/queuePolicy:QueuePolicy", queuePolicy],
    ["aws:cloudwatch/eventRule:EventRule", eventRule],
    ["aws:cloudwatch/eventTarget:EventTarget", eventTarget],
    ["aws:cloudwatch/logGroup:LogGroup", logGroup],
    ["aws:cloudwatch/logResourcePolicy:LogResourcePolicy", logResourcePolicy],
    ["aws:cloudwatch/metricAlarm:MetricAlarm", metricAlarm],
    ["aws:lambda/function:Function", lambdaFunction],
    ["aws:lambda/permission:Permission", permission],
    ["aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration", slackChannel],
    ["aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration", teamsChannel],
    ["aws:iam/role:Role", role],
    ["aws:iam/rolePolicy:RolePolicy", rolePolicy],
    ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", rolePolicyAttachment],
    ["aws:glue/catalogDatabase:CatalogDatabase", catalogDatabase],
    ["aws:glue/catalogTable:CatalogTable", catalogTable],
    ["aws:athena/workgroup:Workgroup", workgroup],
    ["aws:athena/namedQuery:NamedQuery", namedQuery],
    ["aws:scheduler/schedule:Schedule", schedule],
]);

/** What a whole life of the resource in the stack calls: of one that is only looked at, the reads. */
export function callsOf(resource: StackResource, place: Place): ResourceCalls {
    const rule = CALL_RULES.get(resource.type);
    if (rule === undefined) {
        throw new UnknownTypeError(resource, "the table of calls (packages/deployment-sheets/src/calls/table.ts)");
    }
    const calls = rule(resource, place);
    if (resource.onlyRead) {
        return { create: [], read: calls.read, update: [], delete: [] };
    }
    return resource.retained ? { ...calls, delete: [] } : calls;
}

export function callsOfStack(resources: readonly StackResource[], defaultRegion: string): ResourceCalls[] {
    const account = accountOf(resources);
    return resources.map((resource) => callsOf(resource, placeOf(resource, account, defaultRegion)));
}
