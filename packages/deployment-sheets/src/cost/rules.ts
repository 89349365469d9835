import { optionalText, type StackResource, text, UnknownTypeError } from "../stack/stack-resource";
import type { PriceId } from "./prices";
import type { UsageReader } from "./usage";

export interface Charge {
    readonly price: PriceId;
    readonly quantity: number;
}

type CostRule = (resource: StackResource, usage: UsageReader) => readonly Charge[];

/** A month as AWS's calculators have it. */
const HOURS_A_MONTH = 730;

const FEATURES: ReadonlyMap<string, (usage: UsageReader) => readonly Charge[]> = new Map<
    string,
    (usage: UsageReader) => readonly Charge[]
>([
    ["S3_DATA_EVENTS", (usage) => [{ price: "s3DataEvents", quantity: usage.amount("s3DataEvents") }]],
    ["EKS_AUDIT_LOGS", (usage) => [{ price: "eksAuditEvents", quantity: usage.amount("eksAuditEvents") }]],
    ["EBS_MALWARE_PROTECTION", (usage) => [{ price: "scannedVolumes", quantity: usage.amount("scannedVolumeGB") }]],
    [
        "RDS_LOGIN_EVENTS",
        (usage) => [
            { price: "rdsVcpus", quantity: usage.amount("rdsVcpus") },
            { price: "rdsServerlessAcus", quantity: usage.amount("rdsServerlessAcus") },
        ],
    ],
    ["LAMBDA_NETWORK_LOGS", (usage) => [{ price: "lambdaFlowLogs", quantity: usage.amount("lambdaFlowLogGB") }]],
    ["RUNTIME_MONITORING", (usage) => [{ price: "runtimeVcpus", quantity: usage.amount("runtimeVcpus") }]],
    ["EKS_RUNTIME_MONITORING", (usage) => [{ price: "runtimeVcpus", quantity: usage.amount("runtimeVcpus") }]],
    ["AI_PROTECTION", (usage) => [{ price: "aiDataEvents", quantity: usage.amount("aiDataEventGB") }]],
    ["AI_ANALYST", (usage) => [{ price: "investigations", quantity: usage.amount("investigations") }]],
]);

const BILLED: ReadonlyMap<string, CostRule> = new Map<string, CostRule>([
    ["aws:guardduty/detector:Detector", detector],
    ["aws:guardduty/detectorFeature:DetectorFeature", feature],
    ["aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan", malwareProtection],
    ["aws:s3/bucket:Bucket", bucket],
    [
        "aws:kms/key:Key",
        (_, usage) => [
            { price: "kmsKey", quantity: 1 },
            { price: "kmsRequests", quantity: usage.amount("kmsRequests") },
        ],
    ],
    ["aws:ec2/eip:Eip", () => [{ price: "publicAddress", quantity: HOURS_A_MONTH }]],
    ["aws:sns/topic:Topic", (_, usage) => [{ price: "snsPublishes", quantity: usage.amount("notifications") }]],
    ["aws:sns/topicSubscription:TopicSubscription", subscription],
    ["aws:sqs/queue:Queue", (_, usage) => [{ price: "sqsRequests", quantity: usage.amount("queueRequests") }]],
    ["aws:cloudwatch/metricAlarm:MetricAlarm", () => [{ price: "alarms", quantity: 1 }]],
    [
        "aws:cloudwatch/logGroup:LogGroup",
        (_, usage) => [
            { price: "logsIngested", quantity: usage.amount("logGB") },
            { price: "logsStored", quantity: usage.amount("keptLogGB") },
        ],
    ],
    [
        "aws:lambda/function:Function",
        (_, usage) => [
            { price: "functionCalls", quantity: usage.amount("functionCalls") },
            { price: "functionTime", quantity: usage.amount("functionGBSeconds") },
        ],
    ],
    ["aws:athena/workgroup:Workgroup", (_, usage) => [{ price: "athenaScans", quantity: usage.amount("queriedTB") }]],
    [
        "aws:scheduler/schedule:Schedule",
        (_, usage) => [{ price: "scheduleRuns", quantity: usage.amount("scheduleRuns") }],
    ],
]);

/** What AWS does not bill by itself: settings and policies of something else, and events that AWS's own services send. */
const NOT_BILLED: ReadonlySet<string> = new Set([
    "aws:guardduty/filter:Filter",
    "aws:guardduty/iPSet:IPSet",
    "aws:guardduty/threatIntelSet:ThreatIntelSet",
    "aws:guardduty/publishingDestination:PublishingDestination",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "aws:s3/bucketVersioning:BucketVersioning",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    "aws:s3/bucketLogging:BucketLogging",
    "aws:s3/bucketNotification:BucketNotification",
    // What they hold is part of their bucket's usage.
    "aws:s3/bucketObjectv2:BucketObjectv2",
    "aws:s3/bucketObject:BucketObject",
    "aws:kms/keyPolicy:KeyPolicy",
    "aws:kms/alias:Alias",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:sqs/queuePolicy:QueuePolicy",
    "aws:cloudwatch/eventRule:EventRule",
    "aws:cloudwatch/eventTarget:EventTarget",
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    "aws:lambda/permission:Permission",
    "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
    "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration",
    "aws:iam/role:Role",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    // The Data Catalog's first million tables are free.
    "aws:glue/catalogDatabase:CatalogDatabase",
    "aws:glue/catalogTable:CatalogTable",
    "aws:athena/namedQuery:NamedQuery",
]);

export const PRICED_TYPES: ReadonlySet<string> = new Set([...BILLED.keys(), ...NOT_BILLED]);

/** What a resource is billed by. Of what belongs to somebody else, nothing: their bill has it. */
export function chargesOf(resource: StackResource, usage: UsageReader): readonly Charge[] {
    const rule = BILLED.get(resource.type);
    if (rule === undefined && !NOT_BILLED.has(resource.type)) {
        throw new UnknownTypeError(resource, "the table of prices (packages/deployment-sheets/src/cost/rules.ts)");
    }
    return rule === undefined || resource.onlyRead ? [] : rule(resource, usage);
}

/** A suspended one analyzes nothing. */
function detector(resource: StackResource, usage: UsageReader): readonly Charge[] {
    return resource.properties["enable"] === false
        ? []
        : [
              { price: "managementEvents", quantity: usage.amount("managementEvents") },
              { price: "networkLogs", quantity: usage.amount("networkLogGB") },
          ];
}

function feature(resource: StackResource, usage: UsageReader): readonly Charge[] {
    const name = text(resource, "name");
    const charges = FEATURES.get(name);
    if (charges === undefined) {
        throw new UnknownTypeError({ type: `${resource.type} ${name}`, name: resource.name }, "the table of prices");
    }
    return text(resource, "status") === "ENABLED" ? charges(usage) : [];
}

/** S3 bills what GuardDuty does there: it reads an upload, and where it tags, it reads and writes its tags. */
function malwareProtection({ properties: { actions } }: StackResource, usage: UsageReader): readonly Charge[] {
    const uploads = usage.amount("scannedUploads");
    const scans: readonly Charge[] = [
        { price: "scannedUploadBytes", quantity: usage.amount("scannedUploadGB") },
        { price: "scannedUploadObjects", quantity: uploads },
    ];
    // The one action that there is.
    return JSON.stringify(actions ?? []).includes('"ENABLED"')
        ? [
              ...scans,
              { price: "s3Reads", quantity: 2 * uploads },
              { price: "s3Writes", quantity: uploads },
              { price: "s3Tags", quantity: usage.amount("taggedUploads") },
          ]
        : [...scans, { price: "s3Reads", quantity: uploads }];
}

function bucket({ name }: StackResource, usage: UsageReader): readonly Charge[] {
    const { storedGB, writes, reads } = usage.bucket(name);
    return [
        { price: "s3Storage", quantity: storedGB },
        { price: "s3Writes", quantity: writes },
        { price: "s3Reads", quantity: reads },
    ];
}

/** SNS delivers to queues and functions for nothing. */
function subscription(resource: StackResource, usage: UsageReader): readonly Charge[] {
    switch (optionalText(resource, "protocol")) {
        case "email":
        case "email-json":
            return [{ price: "snsEmails", quantity: usage.amount("notifications") }];
        case "http":
        case "https":
            return [{ price: "snsHttp", quantity: usage.amount("notifications") }];
        case "sqs":
        case "lambda":
            return [];
        default:
            throw new UnknownTypeError(
                { type: `${resource.type} ${optionalText(resource, "protocol") ?? ""}`, name: resource.name },
                "the table of prices",
            );
    }
}
