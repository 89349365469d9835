import { runtime } from "@pulumi/pulumi";

export type Inputs = Record<string, unknown>;

export const DETECTOR_ID = "12abc34d567e8fa901bc2d34e56789f0";
export const ACCOUNT_ID = "111122223333";
export const REGION = "eu-west-1";
export const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT_ID}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** What AWS would answer, always the same: ids and ARNs as the provider has them. Checks nothing, which the simulator does. */
export function answer({ type, name, inputs, id, custom }: runtime.MockResourceArgs): runtime.MockResourceResult {
    // A preview knows what the program says, and nothing that AWS will answer; what is read is there already.
    if (custom === false || (runtime.isDryRun() && !id)) return { id: undefined, state: inputs };
    const given = (input: string): string | undefined => textIn((inputs as Inputs)[input]);
    const region = given("region") ?? REGION;
    const partition = region.startsWith("cn-") ? "aws-cn" : "aws";
    const arn = (service: string, resource: string): string =>
        `arn:${partition}:${service}:${region}:${ACCOUNT_ID}:${resource}`;
    switch (type) {
        case "aws:guardduty/detector:Detector": {
            const detectorId = id || DETECTOR_ID;
            return {
                id: detectorId,
                state: { ...inputs, arn: arn("guardduty", `detector/${detectorId}`), accountId: ACCOUNT_ID },
            };
        }
        case "aws:guardduty/filter:Filter":
            return {
                id: `${DETECTOR_ID}:${given("name")}`,
                state: { ...inputs, arn: arn("guardduty", `detector/${DETECTOR_ID}/filter/${given("name")}`) },
            };
        case "aws:guardduty/publishingDestination:PublishingDestination":
            return { id: `${DETECTOR_ID}:destination-id`, state: { ...inputs, destinationId: "destination-id" } };
        case "aws:guardduty/iPSet:IPSet":
        case "aws:guardduty/threatIntelSet:ThreatIntelSet":
            return { id: `${DETECTOR_ID}:id-of-${name}`, state: { ...inputs, arn: arn("guardduty", name) } };
        case "aws:s3/bucket:Bucket": {
            const bucket = given("bucket") ?? `${given("bucketPrefix") ?? `${name}-`}1a2b3c4`;
            return { id: bucket, state: { bucket, region, ...inputs, arn: `arn:${partition}:s3:::${bucket}` } };
        }
        case "aws:iam/role:Role": {
            const role = given("name") ?? `${given("namePrefix") ?? `${name}-`}1a2b3c4`;
            return {
                id: role,
                state: { name: role, ...inputs, arn: `arn:${partition}:iam::${ACCOUNT_ID}:role/${role}` },
            };
        }
        case "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan": {
            const planId = `id-of-${name}`;
            return { id: planId, state: { ...inputs, arn: arn("guardduty", `malware-protection-plan/${planId}`) } };
        }
        case "aws:kms/key:Key":
            return { id: KEY_ARN.split("/")[1]!, state: { ...inputs, keyId: KEY_ARN.split("/")[1], arn: KEY_ARN } };
        case "aws:sqs/queue:Queue": {
            const queue = given("name") ?? `${given("namePrefix") ?? `${name}-`}1a2b3c4`;
            const url = `https://sqs.${region}.amazonaws.com/${ACCOUNT_ID}/${queue}`;
            return { id: url, state: { name: queue, ...inputs, arn: arn("sqs", queue), url } };
        }
        case "aws:sns/topic:Topic": {
            const topic = given("name") ?? `${given("namePrefix") ?? `${name}-`}1a2b3c4`;
            return { id: arn("sns", topic), state: { name: topic, ...inputs, arn: arn("sns", topic) } };
        }
        case "aws:cloudwatch/eventRule:EventRule": {
            const rule = given("name") ?? `${given("namePrefix") ?? `${name}-`}1a2b3c4`;
            return { id: rule, state: { name: rule, ...inputs, arn: arn("events", `rule/${rule}`) } };
        }
        case "aws:cloudwatch/logGroup:LogGroup": {
            const group = given("name") ?? `${given("namePrefix") ?? `${name}-`}1a2b3c4`;
            return { id: group, state: { name: group, ...inputs, arn: arn("logs", `log-group:${group}`) } };
        }
        case "aws:cloudwatch/metricAlarm:MetricAlarm": {
            const alarm = given("name") ?? `${name}-1a2b3c4`;
            return { id: alarm, state: { name: alarm, ...inputs, arn: arn("cloudwatch", `alarm:${alarm}`) } };
        }
        case "aws:lambda/function:Function": {
            const lambda = given("name") ?? `${name}-1a2b3c4`;
            return { id: lambda, state: { name: lambda, ...inputs, arn: arn("lambda", `function:${lambda}`) } };
        }
        case "aws:glue/catalogDatabase:CatalogDatabase":
            return {
                id: `${ACCOUNT_ID}:${given("name")}`,
                state: { ...inputs, arn: arn("glue", `database/${given("name")}`) },
            };
        case "aws:athena/workgroup:Workgroup": {
            const workgroup = given("name") ?? `${name}-1a2b3c4`;
            return {
                id: workgroup,
                state: { name: workgroup, ...inputs, arn: arn("athena", `workgroup/${workgroup}`) },
            };
        }
        default:
            return { id: id || `id-of-${name}`, state: inputs };
    }
}

/** A text, or the one that a secret holds, as the SDK hands it to mocks. */
function textIn(value: unknown): string | undefined {
    if (typeof value === "string") return value;
    return typeof value === "object" && value !== null ? textIn(Reflect.get(value, "value")) : undefined;
}
