import { consoleHostOf } from "../aws/console";
import { FindingSeverity } from "../filters/args";
import { NotificationEvent } from "./route-args";

/** What an input transformer of EventBridge is made of. */
export interface MessageTemplate {
    readonly inputPaths: Readonly<Record<string, string>>;
    readonly inputTemplate: string;
}

/** What a message is about: a finding of a band of severity, or another event. */
export type MessageSubject = FindingSeverity | Exclude<NotificationEvent, "FINDINGS">;

/**
 * What people read by mail or from a topic: one line of JSON with text under keys. A bare text, or several lines, would not survive a
 * control character in a value (GuardDuty User Guide, "EventBridge"), and the event would be lost.
 *
 * Values are identifiers, numbers and times that AWS makes or restricts to letters, digits and a few signs. Title, description, paths,
 * names of processes, objects and users are not among them: an attacker may choose those.
 */
export function textTemplate(subject: MessageSubject, partition: string): MessageTemplate {
    const { headline, fields, paths } = describe(subject, partition);
    return { inputPaths: paths, inputTemplate: JSON.stringify({ alert: headline, ...fields }) };
}

/** What Amazon Q Developer in chat applications shows: its schema of custom notifications. */
export function chatTemplate(subject: MessageSubject, partition: string): MessageTemplate {
    const { headline, fields, paths } = describe(subject, partition);
    const lines = Object.entries(fields).map(([key, value]) => `*${key}*: ${value}`);
    const content = { textType: "client-markdown", title: headline, description: lines.join("\n") };
    return { inputPaths: paths, inputTemplate: JSON.stringify({ version: "1.0", source: "custom", content }) };
}

interface Description {
    readonly headline: string;
    readonly fields: Readonly<Record<string, string>>;
    readonly paths: Readonly<Record<string, string>>;
}

function describe(subject: MessageSubject, partition: string): Description {
    const description = isSeverity(subject) ? describeFinding(subject) : OTHER_EVENTS[subject];
    const link = consoleLink(partition, isSeverity(subject) ? "#/findings?search=id%3D<id>" : "");
    return { ...description, fields: { ...description.fields, ...link } };
}

function isSeverity(subject: MessageSubject): subject is FindingSeverity {
    return Object.hasOwn(FindingSeverity, subject);
}

function consoleLink(partition: string, place: string): Readonly<Record<string, string>> {
    const host = consoleHostOf(partition);
    return host === undefined ? {} : { console: `https://${host}/guardduty/home?region=<region>${place}` };
}

/** Where the event was received, which is where the finding is to be looked up. */
const PLACE = { bus: "$.account", region: "$.region" };

/** The identifiers in what a finding may be about. All but those of one kind are missing, and come out empty. */
const RESOURCES: Readonly<Record<string, string>> = {
    instance: "$.detail.resource.instanceDetails.instanceId",
    accessKey: "$.detail.resource.accessKeyDetails.accessKeyId",
    bucket: "$.detail.resource.s3BucketDetails[0].arn",
    eksCluster: "$.detail.resource.eksClusterDetails.arn",
    ecsCluster: "$.detail.resource.ecsClusterDetails.arn",
    function: "$.detail.resource.lambdaDetails.functionArn",
    database: "$.detail.resource.rdsDbInstanceDetails.dbInstanceArn",
    shardGroup: "$.detail.resource.rdsLimitlessDbDetails.dbShardGroupArn",
    snapshot: "$.detail.resource.ebsSnapshotDetails.snapshotArn",
    image: "$.detail.resource.ec2ImageDetails.imageArn",
    recoveryPoint: "$.detail.resource.recoveryPointDetails.recoveryPointArn",
    model: "$.detail.resource.modelDetails[0].modelId",
    guardrail: "$.detail.resource.bedrockGuardrailDetails.guardrails[0].arn",
};

/**
 * An attack sequence has its resources elsewhere. Of them only the kind is AWS's own word in every case: a uid may hold an object's
 * key. The first tell enough to know what is at stake.
 */
const OF_SEQUENCE: Readonly<Record<string, string>> = Object.fromEntries(
    [0, 1, 2, 3].map((index) => [
        `involved${index}`,
        `$.detail.service.detection.sequence.resources[${index}].resourceType`,
    ]),
);

const WORDS: Readonly<Record<FindingSeverity, string>> = {
    LOW: "Low",
    MEDIUM: "Medium",
    HIGH: "High",
    CRITICAL: "Critical",
};

function describeFinding(severity: FindingSeverity): Description {
    // With blanks between: a stolen access key comes with the instance that it was stolen from.
    const resources = Object.keys({ ...RESOURCES, ...OF_SEQUENCE }).map((name) => `<${name}>`);
    return {
        headline: `GuardDuty: ${WORDS[severity]} severity (<severity>) in account <account>, <region>`,
        fields: {
            type: "<type>",
            resource: `<resourceType> ${resources.join(" ")}`,
            seen: "<count> times, first <firstSeen>, last <lastSeen>",
            account: "<account>",
            region: "<findingRegion>",
            finding: "<id>",
            sample: "<sample>",
        },
        paths: {
            ...RESOURCES,
            ...OF_SEQUENCE,
            region: PLACE.region,
            severity: "$.detail.severity",
            account: "$.detail.accountId",
            findingRegion: "$.detail.region",
            type: "$.detail.type",
            resourceType: "$.detail.resource.resourceType",
            count: "$.detail.service.count",
            firstSeen: "$.detail.service.eventFirstSeen",
            lastSeen: "$.detail.service.eventLastSeen",
            id: "$.detail.id",
            sample: "$.detail.service.additionalInfo.sample",
        },
    };
}

/** The object's key is left out: whoever uploads chooses it. Its ETag and version tell which one it is. */
const SCAN: Description = {
    headline: "GuardDuty: malware scan of an S3 object in account <bus>, <region>: <result> <failure>",
    fields: {
        event: "<event>",
        bucket: "<bucket>",
        object: "ETag <eTag>, version <version>",
        result: "<result>",
        threat: "<threat>",
        reason: "<reason> <failure>",
        account: "<bus>",
        region: "<region>",
        time: "<time>",
    },
    paths: {
        ...PLACE,
        event: "$.detail-type",
        time: "$.time",
        bucket: "$.detail.s3ObjectDetails.bucketName",
        eTag: "$.detail.s3ObjectDetails.eTag",
        version: "$.detail.s3ObjectDetails.versionId",
        result: "$.detail.scanResultDetails.scanResultStatus",
        threat: "$.detail.scanResultDetails.threats[0].name",
        reason: "$.detail.scanResultDetails.statusReasons[0]",
        failure: "$.detail.postScanActions[0].failureReason",
    },
};

const OTHER_EVENTS: Readonly<Record<Exclude<NotificationEvent, "FINDINGS">, Description>> = {
    [NotificationEvent.MALWARE_SCAN_PROBLEMS]: SCAN,
    [NotificationEvent.MALWARE_SCAN_RESULTS]: SCAN,
    [NotificationEvent.MALWARE_PLAN_PROBLEMS]: {
        headline: "GuardDuty: a malware protection plan has a problem in account <bus>, <region>",
        fields: {
            event: "<event>",
            bucket: "<bucket>",
            status: "<status>",
            reason: "<reason>",
            plan: "<plan>",
            account: "<bus>",
            region: "<region>",
            time: "<time>",
        },
        paths: {
            ...PLACE,
            event: "$.detail-type",
            time: "$.time",
            bucket: "$.detail.s3BucketDetails.bucketName",
            status: "$.detail.resourceStatus",
            reason: "$.detail.statusReasons[0].code",
            plan: "$.resources[0]",
        },
    },
    [NotificationEvent.RUNTIME_COVERAGE_PROBLEMS]: {
        headline: "GuardDuty: runtime coverage turned unhealthy in account <account>, <region>",
        fields: {
            resource: "<resourceType> <instance> <eksCluster> <ecsCluster>",
            status: "<current>, before <previous>",
            account: "<account>",
            region: "<region>",
            time: "<time>",
        },
        paths: {
            region: PLACE.region,
            time: "$.time",
            account: "$.detail.resourceAccountId",
            resourceType: "$.detail.resourceDetails.resourceType",
            instance: "$.detail.resourceDetails.ec2InstanceDetails.instanceId",
            eksCluster: "$.detail.resourceDetails.eksClusterDetails.clusterName",
            ecsCluster: "$.detail.resourceDetails.ecsClusterDetails.clusterName",
            current: "$.detail.currentStatus",
            previous: "$.detail.previousStatus",
        },
    },
};
