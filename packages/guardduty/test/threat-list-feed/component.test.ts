import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import type { ThreatListFeedArgs } from "../../src/threat-list-feed/args";
import { readSettings } from "../../src/threat-list-feed/handler/settings";
import { ThreatListFeed } from "../../src/threat-list-feed/threat-list-feed";
import { ACCOUNT_ID, DETECTOR_ID, REGION } from "../fake-aws";
import { deploy, find, UNKNOWN, valueOf, type Registered, type RecordOptions } from "../recorder";

const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT_ID}:alarms`;
const SECRET = `arn:aws:secretsmanager:${REGION}:${ACCOUNT_ID}:secret:feed-AbCdEf`;
const NEEDED: ThreatListFeedArgs = {
    detectorId: DETECTOR_ID,
    sources: { blocked: { url: "https://example.org/list.txt" } },
    alarmTopicArns: [TOPIC],
};
const REASONS = ["empty", "shrank", "grew", "not-a-list", "too-broad", "over-quota", "guardduty"];

async function make(args: Partial<ThreatListFeedArgs> = {}, options: RecordOptions = {}) {
    const recording = await deploy(() => new ThreatListFeed("f", { ...NEEDED, ...args }), options);
    return { ...recording, outputs: recording.result };
}

const typesOf = (resources: readonly Registered[]) =>
    Object.fromEntries(resources.map(({ name, type }) => [name, type.replace(/^aws:/, "")]));

function settingsOf(resources: readonly Registered[]) {
    const { environment } = find(resources, "f-function").inputs;
    const { variables } = environment as { variables: Record<string, string> };
    expect(Object.keys(variables)).toEqual(["FEED_SETTINGS"]);
    return readSettings(variables);
}

describe("ThreatListFeed", () => {
    it("makes exactly this", async () => {
        const { resources, warnings } = await make();
        expect(typesOf(resources)).toEqual({
            f: "guardduty:index:ThreatListFeed",
            "f-bucket": "s3/bucket:Bucket",
            "f-bucket-ownership": "s3/bucketOwnershipControls:BucketOwnershipControls",
            "f-bucket-public-access": "s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
            "f-bucket-versioning": "s3/bucketVersioning:BucketVersioning",
            "f-bucket-lifecycle": "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
            "f-bucket-policy": "s3/bucketPolicy:BucketPolicy",
            "f-first-list": "s3/bucketObjectv2:BucketObjectv2",
            "f-list": "guardduty/threatIntelSet:ThreatIntelSet",
            "f-dead-letters": "sqs/queue:Queue",
            "f-log-group": "cloudwatch/logGroup:LogGroup",
            "f-role": "iam/role:Role",
            "f-role-policy": "iam/rolePolicy:RolePolicy",
            "f-function": "lambda/function:Function",
            "f-schedule-role": "iam/role:Role",
            "f-schedule-role-policy": "iam/rolePolicy:RolePolicy",
            "f-schedule": "scheduler/schedule:Schedule",
            ...Object.fromEntries(
                [...REASONS.map((reason) => `refused-${reason}`), "stale", "failed", "dead-letters"].map((alarm) => [
                    `f-${alarm}-alarm`,
                    "cloudwatch/metricAlarm:MetricAlarm",
                ]),
            ),
        });
        expect(resources.filter(({ name }) => name !== "f").every(({ parent }) => parent === "f")).toBe(true);
        expect(warnings).toEqual([]);
    });

    it("leaves the list where the function has moved it", async () => {
        const { inputs, options } = find((await make()).resources, "f-list");
        expect(inputs).toMatchObject({
            detectorId: DETECTOR_ID,
            name: "project-stack-f",
            format: "TXT",
            activate: true,
            location: expect.stringMatching(/^s3:\/\/f-bucket-1a2b3c4\/first\/[0-9a-f]{64}\.txt$/) as unknown,
        });
        expect(options).toMatchObject({ ignoreChanges: ["location", "activate"], retainOnDelete: false });
    });

    it("tells the function what the handler reads, and no secret", async () => {
        const { resources } = await make({
            sources: {
                text: { url: "https://example.org/list.txt", maxAgeDays: 7 },
                csv: { url: "https://example.org/list.csv", format: "CSV", csvColumn: "ip", csvDelimiter: ";" },
                json: {
                    ...{ url: "https://example.org/list.json", format: "JSON", jsonPath: "$.prefixes[*].ip_prefix" },
                    ...{ tokenSecretArn: pulumi.output(SECRET), tokenHeader: "X-Key" },
                },
            },
            maxShrinkPercent: 10,
        });
        expect(settingsOf(resources)).toEqual({
            feed: "project-stack-f",
            listType: "THREAT",
            detectorId: DETECTOR_ID,
            listId: "id-of-f-list",
            bucket: "f-bucket-1a2b3c4",
            keepVersions: 5,
            limits: { maxShrinkPercent: 10, maxGrowthPercent: 200, maxInvalidPercent: 5, widestPrefix: 8 },
            sources: [
                { key: "text", url: "https://example.org/list.txt", format: { kind: "TEXT" }, maxAgeDays: 7 },
                {
                    ...{ key: "csv", url: "https://example.org/list.csv" },
                    format: { kind: "CSV", column: "ip", delimiter: ";" },
                },
                {
                    ...{ key: "json", url: "https://example.org/list.json" },
                    format: { kind: "JSON", path: "$.prefixes[*].ip_prefix" },
                    ...{ tokenSecretArn: SECRET, tokenHeader: "X-Key" },
                },
            ],
        });
        expect(find(resources, "f-function").inputs).toMatchObject({ memorySize: 1_024, timeout: 900 });
        expect(find(resources, "f-role-policy").inputs["policy"]).toContain(`"Resource":["${SECRET}"]`);
    });

    it("makes a trusted list, where narrower ranges are believed", async () => {
        const { resources } = await make({ listType: "TRUSTED" });
        expect(find(resources, "f-list").type).toBe("aws:guardduty/iPSet:IPSet");
        expect(settingsOf(resources)).toMatchObject({ listType: "TRUSTED", limits: { widestPrefix: 16 } });
    });

    it("makes the same of Outputs", async () => {
        const later = { detectorId: pulumi.output(DETECTOR_ID), alarmTopicArns: [pulumi.output(TOPIC)] };
        const [plain, deferred] = [await make(), await make(later)];
        const inputsOf = (resources: readonly Registered[]) => resources.map(({ name, inputs }) => [name, inputs]);
        expect(inputsOf(deferred.resources).sort()).toEqual(inputsOf(plain.resources).sort());
    });

    it("starts the function when it may do what it does, and keeps what could not be started", async () => {
        const { resources } = await make({ scheduleExpression: "rate(12 hours)" });
        const queue = `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:f-dead-letters-1a2b3c4`;
        expect(find(resources, "f-schedule")).toMatchObject({
            inputs: {
                scheduleExpression: "rate(12 hours)",
                target: {
                    arn: `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:f-function-1a2b3c4`,
                    deadLetterConfig: { arn: queue },
                },
            },
            dependencies: expect.arrayContaining(["f-function", "f-schedule-role-policy"]) as unknown,
        });
        const { dependencies, inputs } = find(resources, "f-function");
        expect(dependencies).toContain("f-role-policy");
        expect(inputs).toMatchObject({ deadLetterConfig: { targetArn: queue } });
    });

    it("alarms by the metrics that the handler writes", async () => {
        const { resources } = await make({ staleAfterDays: 2 });
        expect(find(resources, "f-stale-alarm").inputs).toMatchObject({
            ...{ namespace: "PulumiGuardDuty/ThreatListFeed", metricName: "Fresh", treatMissingData: "breaching" },
            ...{ period: 86_400, evaluationPeriods: 2, threshold: 1, comparisonOperator: "LessThanThreshold" },
            ...{ dimensions: { Feed: "project-stack-f" }, alarmActions: [TOPIC] },
        });
        expect(find(resources, "f-refused-not-a-list-alarm").inputs).toMatchObject({
            dimensions: { Feed: "project-stack-f", Reason: "NOT_A_LIST" },
        });
    });

    it("tells whom nobody is told", async () => {
        const { warnings } = await deploy(
            () => new ThreatListFeed("f", { detectorId: DETECTOR_ID, sources: NEEDED.sources }),
        );
        expect(warnings.join()).toContain("alarmTopicArns");
    });

    it("takes a Region for all but the roles, and tags", async () => {
        const { resources } = await make({ region: "eu-central-1", tags: { Team: "security" } });
        const children = resources.filter(({ type }) => type.startsWith("aws:"));
        const elsewhere = children.filter(({ inputs }) => inputs["region"] !== "eu-central-1");
        expect(elsewhere.map(({ type }) => type.split("/")[0])).toEqual(Array(4).fill("aws:iam"));
        const tagged = children.filter(({ inputs }) => inputs["tags"] !== undefined).map(({ name }) => name);
        const alarms = [...REASONS.map((reason) => `refused-${reason}`), "stale", "failed", "dead-letters"];
        expect(tagged.sort()).toEqual(
            [
                ...["f-bucket", "f-dead-letters", "f-function", "f-list", "f-log-group", "f-role", "f-schedule-role"],
                ...alarms.map((alarm) => `f-${alarm}-alarm`),
            ].sort(),
        );
    });

    it("shows in a preview what will be there", async () => {
        const [preview, update] = [await make({}, { preview: true }), await make()];
        expect(typesOf(preview.resources)).toEqual(typesOf(update.resources));
        expect(find(preview.resources, "f-list").inputs["location"]).toBe(UNKNOWN);
    });

    it("publishes what others need", async () => {
        const { outputs } = await make();
        expect(await valueOf(outputs.listId)).toBe("id-of-f-list");
        expect(await valueOf(outputs.functionName)).toBe("f-function-1a2b3c4");
        expect(Object.keys(await valueOf(outputs.alarmArns)).sort()).toEqual(
            [...REASONS.map((reason) => `refused-${reason}`), "dead-letters", "failed", "stale"].sort(),
        );
    });
});
