import { describe, expect, it } from "vitest";

import { ARN, policy, withBucket } from "../../../test/bucket-fixture";
import { pair, testEachRule } from "../../../test/each-rule";
import { BUCKET_POLICY_RULES } from "./bucket-policy-rules";

const SERVICE = { Service: "guardduty.amazonaws.com" };

const putPolicy = async (document: string): Promise<unknown> =>
    (await withBucket()).s3.settings.putPolicy("bucket", document);

describe("a bucket policy's rules", () => {
    const good = policy({ Principal: SERVICE });
    const syntax = "MalformedPolicy: Policy has invalid syntax";
    testEachRule(BUCKET_POLICY_RULES, {
        json: [
            pair(
                putPolicy,
                good,
                ` ${good}`,
                "MalformedPolicy: Policies must be valid JSON and the first byte must be '{'",
            ),
            pair(
                putPolicy,
                good,
                `${good},`,
                "MalformedPolicy: Policies must be valid JSON and the first byte must be '{'",
            ),
        ],
        syntax: [
            pair(putPolicy, good, JSON.stringify({ Version: "2012-10-17" }), syntax),
            pair(putPolicy, good, policy({ Principal: SERVICE, Effect: "Permit" }), syntax),
            pair(putPolicy, good, policy({ Principal: SERVICE, Actions: "s3:GetObject" }), syntax),
            pair(putPolicy, good, policy({ Principal: undefined }), syntax),
            pair(
                putPolicy,
                policy({ Principal: SERVICE, Sid: "a" }, { Principal: SERVICE, Sid: "b" }),
                policy({ Principal: SERVICE, Sid: "a" }, { Principal: SERVICE, Sid: "a" }),
                `${syntax}: Statement IDs (SID) in a single policy must be unique.`,
            ),
            pair(putPolicy, good, policy({ Principal: SERVICE, Resource: undefined }), syntax),
            pair(
                putPolicy,
                policy({ Principal: SERVICE, Condition: { Bool: { "aws:SecureTransport": "true" } } }),
                policy({ Principal: SERVICE, Condition: { IsTrue: { "aws:SecureTransport": "true" } } }),
                syntax,
            ),
        ],
        principal: [
            pair(
                putPolicy,
                policy({ Principal: { AWS: "arn:aws:iam::123456789012:root" } }),
                policy({ Principal: { AWS: "arn:aws:iam::123456789012:role/nobody" } }),
                "MalformedPolicy: Invalid principal in policy",
            ),
            pair(putPolicy, good, policy({ Principal: { Service: "guardduty" } }), "Invalid principal in policy"),
        ],
        action: pair(
            putPolicy,
            policy({ Principal: SERVICE, Action: "s3:*" }),
            policy({ Principal: SERVICE, Action: "kms:Decrypt" }),
            "MalformedPolicy: Policy has invalid action",
        ),
        resource: pair(
            putPolicy,
            policy({ Principal: SERVICE, Action: "s3:ListBucket", Resource: ARN }),
            policy({ Principal: SERVICE, Resource: "arn:aws:s3:::bucket2/*" }),
            "MalformedPolicy: Policy has invalid resource",
        ),
        actionResource: [
            pair(
                putPolicy,
                policy({ Principal: SERVICE, Action: "s3:PutObject", Resource: `${ARN}/*` }),
                policy({ Principal: SERVICE, Action: "s3:PutObject", Resource: ARN }),
                "MalformedPolicy: Action does not apply to any resource(s) in statement",
            ),
            pair(
                putPolicy,
                policy({
                    Principal: SERVICE,
                    Action: ["s3:GetBucketLocation", "s3:PutObject"],
                    Resource: [ARN, `${ARN}/*`],
                }),
                policy({ Principal: SERVICE, Action: ["s3:GetBucketLocation", "s3:PutObject"], Resource: `${ARN}/*` }),
                "Action does not apply",
            ),
        ],
        conditionKey: pair(
            putPolicy,
            policy({ Principal: SERVICE, Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } }),
            policy({ Principal: SERVICE, Condition: { StringEquals: { SourceAccount: "123456789012" } } }),
            "MalformedPolicy: Policy has an invalid condition key",
        ),
        size: pair(
            putPolicy,
            policy({ Principal: SERVICE, Sid: "x".repeat(20_000) }),
            policy({ Principal: SERVICE, Sid: "x".repeat(20_480) }),
            "MalformedPolicy: Policy exceeds the maximum allowed document size.",
        ),
        public: [
            pair(
                putPolicy,
                policy({ Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } }),
                policy({}),
                "AccessDenied: User: arn:aws:iam::123456789012:user/deployer is not authorized to perform: s3:PutBucketPolicy",
            ),
            pair(putPolicy, policy({ Effect: "Deny" }), policy({ Principal: { AWS: "*" } }), "BlockPublicPolicy"),
            // A condition that does not say who.
            pair(
                putPolicy,
                policy({ Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } }),
                policy({ Condition: { Bool: { "aws:SecureTransport": "true" } } }),
                "BlockPublicPolicy",
            ),
            pair(
                putPolicy,
                policy({
                    Condition: { ArnLike: { "aws:SourceArn": "arn:aws:guardduty:eu-west-1:123456789012:detector/a" } },
                }),
                policy({ Condition: { ArnLike: { "aws:SourceArn": "arn:aws:guardduty:*:123456789012:detector/a" } } }),
                "BlockPublicPolicy",
            ),
        ],
    });

    it("lets a public policy pass once its being blocked was switched off", async () => {
        const { s3 } = await withBucket();
        await s3.settings.putPublicAccessBlock("bucket", undefined);
        await s3.settings.putPolicy("bucket", policy({}));
    });

    it("knows GuardDuty's role as soon as GuardDuty was enabled", async () => {
        const { s3, account } = await withBucket();
        const document = policy({ Principal: { AWS: account.guardDutyRoleArn("aws") } });
        await expect(s3.settings.putPolicy("bucket", document)).rejects.toMatchObject({ code: "MalformedPolicy" });
        await account.guardDuty("us-east-1").detectors.create({ enable: true });
        await s3.settings.putPolicy("bucket", document);
    });
});
