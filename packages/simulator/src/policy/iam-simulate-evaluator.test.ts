import { describe, expect, it } from "vitest";

import { IamSimulateEvaluator } from "./iam-simulate-evaluator";
import { InvalidPolicyError, type AccessRequest, type Caller } from "./policy-evaluator";

const evaluator = new IamSimulateEvaluator();
const BUCKET = "arn:aws:s3:::bucket";
const KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const SERVICE: Caller = { kind: "service", principal: "guardduty.amazonaws.com" };
const ADMIN: Caller = {
    kind: "iam",
    arn: "arn:aws:iam::123456789012:user/admin",
    identityPolicies: [policy({ Effect: "Allow", Action: "*", Resource: "*" })],
};

function policy(...statements: object[]): string {
    return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

async function decide(request: Partial<AccessRequest>): Promise<string> {
    const { allowed, explicitlyDenied } = await evaluator.evaluate({
        caller: SERVICE,
        action: "s3:PutObject",
        resourceArn: `${BUCKET}/key`,
        resourceAccountId: "123456789012",
        context: {},
        ...request,
    });
    return allowed ? "allowed" : explicitlyDenied ? "denied" : "not allowed";
}

const ALLOW = {
    Effect: "Allow",
    Principal: { Service: "guardduty.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${BUCKET}/*`,
};

/** IAM User Guide, reference_policies_evaluation-logic: what AWS answers, not what this evaluator happens to. */
describe("the evaluator", () => {
    it.each<[string, Partial<AccessRequest>, string]>([
        ["lets a service do what the resource's policy allows", { resourcePolicy: policy(ALLOW) }, "allowed"],
        [
            "does not let it do anything else",
            { resourcePolicy: policy(ALLOW), action: "s3:DeleteObject" },
            "not allowed",
        ],
        ["does not let it without a policy", {}, "not allowed"],
        [
            "does not let another service",
            { resourcePolicy: policy(ALLOW), caller: { kind: "service", principal: "config.amazonaws.com" } },
            "not allowed",
        ],
        [
            "tells a Regional principal from the global one",
            {
                resourcePolicy: policy(ALLOW),
                caller: { kind: "service", principal: "guardduty.me-south-1.amazonaws.com" },
            },
            "not allowed",
        ],
        [
            "does not let an anonymous caller in a service's place",
            { resourcePolicy: policy(ALLOW), caller: { kind: "anonymous" } },
            "not allowed",
        ],
        [
            "lets an anonymous caller do what everybody may",
            { resourcePolicy: policy({ ...ALLOW, Principal: "*" }), caller: { kind: "anonymous" } },
            "allowed",
        ],
        [
            "puts a Deny over every Allow",
            { resourcePolicy: policy(ALLOW, { ...ALLOW, Effect: "Deny", Principal: "*" }) },
            "denied",
        ],
        [
            "denies an administrator, too",
            { resourcePolicy: policy({ ...ALLOW, Effect: "Deny", Principal: "*" }), caller: ADMIN },
            "denied",
        ],
        ["lets an administrator where nothing denies it", { caller: ADMIN }, "allowed"],
        [
            "needs both sides across accounts",
            { caller: ADMIN, resourceAccountId: "210987654321", resourcePolicy: policy(ALLOW) },
            "not allowed",
        ],
        [
            "takes both sides across accounts",
            {
                caller: ADMIN,
                resourceAccountId: "210987654321",
                resourcePolicy: policy({ ...ALLOW, Principal: { AWS: "123456789012" } }),
            },
            "allowed",
        ],
        [
            "takes a key with a wildcard in it for what it is",
            { resourcePolicy: policy({ ...ALLOW, Resource: `${BUCKET}/a` }), resourceArn: `${BUCKET}/*` },
            "not allowed",
        ],
    ])("%s", async (_, request, expected) => {
        expect(await decide(request)).toBe(expected);
    });

    const conditions: [string, object, Record<string, string>, string][] = [
        ["aws:SourceArn", { StringEquals: { "aws:SourceArn": "a" } }, { "aws:SourceArn": "a" }, "allowed"],
        ["aws:SourceArn", { StringEquals: { "aws:SourceArn": "a" } }, { "aws:SourceArn": "b" }, "not allowed"],
        ["aws:SourceArn, absent", { StringEquals: { "aws:SourceArn": "a" } }, {}, "not allowed"],
        [
            "aws:SourceAccount",
            { StringEquals: { "aws:SourceAccount": ["1", "2"] } },
            { "aws:SourceAccount": "2" },
            "allowed",
        ],
        [
            "aws:SecureTransport",
            { Bool: { "aws:SecureTransport": "true" } },
            { "aws:SecureTransport": "false" },
            "not allowed",
        ],
        [
            "s3:x-amz-server-side-encryption",
            { StringEquals: { "s3:x-amz-server-side-encryption": "aws:kms" } },
            { "s3:x-amz-server-side-encryption": "aws:kms" },
            "allowed",
        ],
        [
            "s3:x-amz-server-side-encryption-aws-kms-key-id, absent under a negated operator",
            { StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": KEY } },
            {},
            "allowed",
        ],
        [
            "a key that the action does not have",
            { StringEquals: { "kms:ViaService": "x" } },
            { "kms:ViaService": "x" },
            "not allowed",
        ],
    ];
    it.each(conditions)("weighs %s", async (_, condition, context, expected) => {
        expect(await decide({ resourcePolicy: policy({ ...ALLOW, Condition: condition }), context })).toBe(expected);
    });

    it.each<[string, string, string]>([
        ["does", "arn:aws:iam::123456789012:root", "allowed"],
        ["does not", "arn:aws:iam::123456789012:user/other", "not allowed"],
    ])("lets IAM policies speak for a key where its policy %s name the account", async (_, AWS, expected) => {
        const resourcePolicy = policy({ Effect: "Allow", Principal: { AWS }, Action: "kms:*", Resource: "*" });
        expect(await decide({ caller: ADMIN, action: "kms:PutKeyPolicy", resourceArn: KEY, resourcePolicy })).toBe(
            expected,
        );
    });

    it("weighs kms:ViaService", async () => {
        const grant = {
            ...{ Effect: "Allow", Principal: { Service: "guardduty.amazonaws.com" }, Action: "kms:GenerateDataKey" },
            ...{ Resource: "*", Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } } },
        };
        const ask = (via: string): Promise<string> =>
            decide({
                ...{ action: "kms:GenerateDataKey", resourceArn: KEY, resourcePolicy: policy(grant) },
                context: { "kms:ViaService": via },
            });
        expect(await ask("s3.eu-west-1.amazonaws.com")).toBe("allowed");
        expect(await ask("sqs.eu-west-1.amazonaws.com")).toBe("not allowed");
    });

    it.each([
        ["kms:EncryptionContext:aws:s3:arn", `${BUCKET}/a`, "allowed"],
        ["kms:encryptioncontext:aws:s3:arn", `${BUCKET}/a`, "allowed"],
        ["kms:EncryptionContext:aws:s3:arn", `${BUCKET}2/a`, "not allowed"],
        ["kms:EncryptionContext:aws:sns:arn", `${BUCKET}/a`, "not allowed"],
    ])("weighs a key's encryption context: %s", async (key, arn, expected) => {
        const grant = {
            ...{ Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:Decrypt", Resource: "*" },
            ...{ Condition: { StringLike: { [key]: `${BUCKET}/*` } } },
        };
        const context = { "kms:EncryptionContext:aws:s3:arn": arn };
        const request = {
            caller: ADMIN,
            action: "kms:Decrypt",
            resourceArn: KEY,
            resourcePolicy: policy(grant),
            context,
        };
        expect(await decide(request)).toBe(expected);
    });

    it("says so when a document is no policy", async () => {
        await expect(decide({ resourcePolicy: "{" })).rejects.toBeInstanceOf(InvalidPolicyError);
        await expect(decide({ resourcePolicy: policy({ Effect: "Allow" }) })).rejects.toBeInstanceOf(
            InvalidPolicyError,
        );
    });
});
