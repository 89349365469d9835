import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { CALL_RULES } from "../src/calls/table";
import { costPage } from "../src/cost/cost-page";
import { costSheet } from "../src/cost/cost-sheet";
import { costOf, priceOf } from "../src/cost/prices";
import { PRICED_TYPES } from "../src/cost/rules";
import type { Usage } from "../src/cost/usage";
import { findProjects, hasSettings, settingsOf } from "../src/examples";
import { deployedStack, prepare } from "../src/stack/deployed-example";
import { of } from "./resource-fixtures";

const EXAMPLES = join(__dirname, "../../../examples");

function usage(amounts: Usage["amounts"], buckets: Usage["buckets"] = {}): Usage {
    return { amounts, buckets };
}

function feature(name: string, status = "ENABLED") {
    return of("aws:guardduty/detectorFeature:DetectorFeature", { name, status }, `plan-${name}`);
}

// By hand, from the published tiers.
describe("tiers", () => {
    it.each([
        ["networkLogs", 0, 0],
        ["networkLogs", 500, 500],
        ["networkLogs", 500.5, 500.25],
        // 500 × 1.00 + 2,000 × 0.50
        ["networkLogs", 2500, 1500],
        // … + 500 × 0.25
        ["networkLogs", 3000, 1625],
        ["runtimeVcpus", 192, 288],
        // 500 × 1.50 + 268 × 0.75
        ["runtimeVcpus", 768, 951],
        ["managementEvents", 250_000, 1],
        ["s3DataEvents", 100_000_000, 80],
        ["eksAuditEvents", 10_000_000, 16],
        ["scannedUploadBytes", 1000, 90],
        ["scannedUploadObjects", 10_000, 2.15],
        ["snsEmails", 1000, 0.02],
        // 20 × 0.0065
        ["s3Tags", 200_000, 0.13],
        ["kmsRequests", 100_000, 0.3],
        // 730 hours
        ["publicAddress", 730, 3.65],
        // 51,200 × 0.023 + 100 × 0.022
        ["s3Storage", 51_300, 1179.8],
    ] as const)("%s: %d cost $%d", (id, quantity, usd) => {
        expect(costOf(priceOf(id), quantity)).toBeCloseTo(usd, 9);
    });

    it("has no number where AWS publishes none", () => {
        expect(costOf(priceOf("aiDataEvents"), 20)).toBeUndefined();
    });
});

describe("the sheet", () => {
    it("counts a plan that is on, and none that is off", () => {
        const stack = [feature("S3_DATA_EVENTS"), feature("EKS_AUDIT_LOGS", "DISABLED")];
        expect(costSheet(stack, usage({ s3DataEvents: 5_000_000 })).lines).toEqual([
            { resource: "plan-S3_DATA_EVENTS", price: "s3DataEvents", quantity: 5_000_000, usd: 4 },
        ]);
    });

    it("says of AI Protection that its price is not published, and does not call it free", () => {
        const sheet = costSheet([feature("AI_PROTECTION")], usage({ aiDataEventGB: 20 }));
        expect(sheet).toMatchObject({ total: 0, unpublished: [{ resource: "plan-AI_PROTECTION" }] });
        const page = costPage("x", sheet);
        expect(page).toContain("at a price that is not published: CloudTrail data events of AI services.");
        expect(page).toMatch(/\| 20 GB \| price not published \| not known \|/);
    });

    it("counts what S3 bills for a scan, and for its tag where there is one", () => {
        const plan = (status: string) =>
            of(
                "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan",
                { actions: [{ taggings: [{ status }] }] },
                "plan",
            );
        const amounts = { scannedUploadGB: 100, scannedUploads: 10_000 };
        const lines = (status: string, more = {}) =>
            costSheet([plan(status)], usage({ ...amounts, ...more })).lines.map(({ price, usd }) => [price, usd]);
        // 100 × $0.09; 10 × $0.215; 10 × $0.0004 for each time that an object or its tags are read.
        expect(lines("DISABLED")).toEqual([
            ["scannedUploadBytes", expect.closeTo(9, 9)],
            ["scannedUploadObjects", expect.closeTo(2.15, 9)],
            ["s3Reads", expect.closeTo(0.004, 9)],
        ]);
        // 10 × $0.005 for the tags' writing, 4 × $0.0065 for keeping them.
        expect(lines("ENABLED", { taggedUploads: 40_000 }).slice(2)).toEqual([
            ["s3Reads", expect.closeTo(0.008, 9)],
            ["s3Writes", expect.closeTo(0.05, 9)],
            ["s3Tags", expect.closeTo(0.026, 9)],
        ]);
    });

    it("bills a suspended detector for nothing, nor one that belongs to somebody else", () => {
        const detector = of("aws:guardduty/detector:Detector", { enable: false });
        expect(costSheet([detector], usage({})).lines).toEqual([]);
        const read = { ...of("aws:guardduty/detector:Detector", { enable: true }), onlyRead: true };
        expect(costSheet([read], usage({})).lines).toEqual([]);
    });

    it("counts a topic's messages and what its subscriptions send", () => {
        const subscription = (protocol: string) =>
            of("aws:sns/topicSubscription:TopicSubscription", { protocol }, protocol);
        const stack = [of("aws:sns/topic:Topic", {}, "topic"), subscription("email"), subscription("sqs")];
        // 2,000,000 at $0.50 a million; as many mails at $2 for 100,000.
        expect(costSheet(stack, usage({ notifications: 2_000_000 })).lines).toMatchObject([
            { resource: "email", usd: 40 },
            { resource: "topic", usd: 1 },
        ]);
    });

    it("names a type, a plan and a protocol that it has no price for", () => {
        expect(() => costSheet([of("aws:rds/cluster:Cluster", {}, "db")], usage({}))).toThrow(
            /'db' is of type aws:rds/,
        );
        expect(() => costSheet([feature("NEW_PLAN")], usage({}))).toThrow(
            /DetectorFeature NEW_PLAN, which the table of/,
        );
        const sms = of("aws:sns/topicSubscription:TopicSubscription", { protocol: "sms" });
        expect(() => costSheet([sms], usage({ notifications: 1 }))).toThrow(/TopicSubscription sms, which/);
    });

    it("says beyond which amount the price is not known", () => {
        const page = (events: number) =>
            costPage("x", costSheet([feature("S3_DATA_EVENTS")], usage({ s3DataEvents: events })));
        expect(page(500_000_000)).not.toContain("Beyond");
        expect(page(500_000_001)).toContain("Beyond 500,000,000, S3 data events are likely to cost less");
    });

    it("knows each type that the policy knows", () => {
        expect([...CALL_RULES.keys()].filter((type) => !PRICED_TYPES.has(type))).toEqual([]);
    });
});

/** What is billed for each example, by a list of its own: types that the stack has exactly as many lines of. */
const LINES_BY_TYPE: Readonly<Record<string, number>> = {
    "aws:guardduty/detector:Detector": 2,
    "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan": 5,
    "aws:s3/bucket:Bucket": 3,
    "aws:kms/key:Key": 2,
    "aws:ec2/eip:Eip": 1,
    "aws:sns/topic:Topic": 1,
    "aws:sqs/queue:Queue": 1,
    "aws:cloudwatch/metricAlarm:MetricAlarm": 1,
    "aws:cloudwatch/logGroup:LogGroup": 2,
    "aws:lambda/function:Function": 2,
    "aws:athena/workgroup:Workgroup": 1,
    "aws:scheduler/schedule:Schedule": 1,
};

describe.each(
    findProjects(EXAMPLES)
        .filter(hasSettings)
        .map((path) => relative(EXAMPLES, path)),
)("examples/%s", (name) => {
    it("has a line for what each of its resources is billed by, and for nothing else", async () => {
        const directory = join(EXAMPLES, name);
        const settings = settingsOf(directory);
        const { resources } = await deployedStack(await prepare(directory, settings));
        const { lines } = costSheet(resources, settings.usage);
        const expected = new Map<string, number>();
        for (const { type, name: resource, properties } of resources) {
            const isOn = properties["status"] === "ENABLED";
            const isMail = ["email", "https"].includes(String(properties["protocol"]));
            const planLines = properties["name"] === "RDS_LOGIN_EVENTS" ? 2 : 1;
            const own =
                type === "aws:guardduty/detectorFeature:DetectorFeature"
                    ? Number(isOn) * planLines
                    : type === "aws:sns/topicSubscription:TopicSubscription"
                      ? Number(isMail)
                      : (LINES_BY_TYPE[type] ?? 0);
            // Resources of two types may have one name.
            expected.set(resource, (expected.get(resource) ?? 0) + own);
        }
        const counted = new Map([...expected.keys()].map((resource) => [resource, 0]));
        lines.forEach(({ resource }) => counted.set(resource, (counted.get(resource) ?? 0) + 1));
        expect(Object.fromEntries(counted)).toEqual(Object.fromEntries(expected));
    });
});

it("adds up: the training account, by hand", async () => {
    const directory = join(EXAMPLES, "ai-training-account");
    const settings = settingsOf(directory);
    const { resources } = await deployedStack(await prepare(directory, settings));
    const stated = { ...settings.usage.amounts };
    expect(stated).toMatchObject({
        managementEvents: 20_000_000,
        networkLogGB: 1200,
        s3DataEvents: 300_000_000,
        eksAuditEvents: 50_000_000,
        runtimeVcpus: 768,
    });
    const byHand = {
        // 20 × $4
        managementEvents: 80,
        // 500 × $1 + 700 × $0.50
        networkLogs: 850,
        // 300 × $0.80
        s3DataEvents: 240,
        // 50 × $1.60
        eksAuditEvents: 80,
        // 500 × $1.50 + 268 × $0.75
        runtimeVcpus: 951,
    };
    const { lines } = costSheet(resources, settings.usage);
    for (const [price, usd] of Object.entries(byHand)) {
        const found = lines.filter((line) => line.price === price);
        expect([price, found.map((line) => line.usd)]).toEqual([price, [expect.closeTo(usd, 9)]]);
    }
});
