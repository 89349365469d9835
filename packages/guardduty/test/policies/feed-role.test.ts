import { describe, expect, it } from "vitest";
import { feedPolicyDocument, schedulePolicyDocument, type FeedReach } from "../../src/threat-list-feed/policies";
import { mayRole } from "./judge";

const ACCOUNT = "111122223333";
const BUCKET = "arn:aws:s3:::feed";
const LIST = `arn:aws:guardduty:eu-west-1:${ACCOUNT}:detector/d1/threatintelset/l1`;
const LOGS = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/lambda/feed`;
const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:feed-dead-letters`;
const SECRET = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:feed-AbCdEf`;
const SERVICE_ROLE = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty`;
const REACH: FeedReach = {
    ...{ partition: "aws", accountId: ACCOUNT, isTrusted: false, listArn: LIST, bucketArn: BUCKET },
    ...{ logGroupArn: LOGS, deadLetterQueueArn: QUEUE, secretArns: [SECRET] },
};

/**
 * What the handler calls, and what AWS calls in the function's name. A write on a condition needs to read as well as to write (S3 User
 * Guide, "Conditional writes"); ListObjectVersions is s3:ListBucketVersions, DeleteObject with a version s3:DeleteObjectVersion.
 */
const CALLS: readonly (readonly [action: string, resource: string])[] = [
    ["s3:GetObject", `${BUCKET}/state.json`],
    ["s3:PutObject", `${BUCKET}/state.json`],
    ["s3:GetObject", `${BUCKET}/lists/abc.txt`],
    ["s3:PutObject", `${BUCKET}/lists/abc.txt`],
    ["s3:DeleteObjectVersion", `${BUCKET}/lists/abc.txt`],
    ["s3:GetObject", `${BUCKET}/sources/a/abc.txt`],
    ["s3:PutObject", `${BUCKET}/sources/a/abc.txt`],
    ["s3:DeleteObjectVersion", `${BUCKET}/sources/a/abc.txt`],
    ["s3:ListBucket", BUCKET],
    ["s3:ListBucketVersions", BUCKET],
    ["guardduty:GetThreatIntelSet", LIST],
    ["guardduty:UpdateThreatIntelSet", LIST],
    ["iam:PutRolePolicy", SERVICE_ROLE],
    ["iam:DeleteRolePolicy", SERVICE_ROLE],
    ["secretsmanager:GetSecretValue", SECRET],
    ["logs:CreateLogStream", `${LOGS}:log-stream:s`],
    ["logs:PutLogEvents", `${LOGS}:log-stream:s`],
    ["sqs:SendMessage", QUEUE],
];

const OTHERS: readonly (readonly [action: string, resource: string])[] = [
    ["s3:DeleteObject", `${BUCKET}/state.json`],
    ["s3:DeleteObjectVersion", `${BUCKET}/state.json`],
    ["s3:DeleteObjectVersion", `${BUCKET}/first/abc.txt`],
    ["s3:PutObject", `${BUCKET}/first/abc.txt`],
    ["s3:DeleteObject", `${BUCKET}/first/abc.txt`],
    ["s3:GetObject", "arn:aws:s3:::feed-of-another/lists/abc.txt"],
    ["s3:PutBucketPolicy", BUCKET],
    ["guardduty:UpdateThreatIntelSet", LIST.replace("/l1", "/l2")],
    ["guardduty:DeleteThreatIntelSet", LIST],
    ["iam:PutRolePolicy", `arn:aws:iam::${ACCOUNT}:role/admin`],
    ["secretsmanager:GetSecretValue", SECRET.replace("feed", "other")],
    ["secretsmanager:PutSecretValue", SECRET],
    ["sqs:SendMessage", QUEUE.replace("feed", "other")],
    ["sqs:ReceiveMessage", QUEUE],
];

const ask = (policy: ReturnType<typeof feedPolicyDocument>, action: string, resource: string) =>
    mayRole(policy, {
        roleArn: `arn:aws:iam::${ACCOUNT}:role/feed`,
        ...{ action, resource, resourceAccountId: ACCOUNT, context: {} },
    });

describe("the function's role", () => {
    it.each(CALLS)("may %s on %s", async (action, resource) => {
        expect(await ask(feedPolicyDocument(REACH), action, resource)).toBe(true);
    });

    it.each(OTHERS)("may not %s on %s", async (action, resource) => {
        expect(await ask(feedPolicyDocument(REACH), action, resource)).toBe(false);
    });

    it("has no statement that no call needs", async () => {
        const { Statement, Version } = feedPolicyDocument(REACH);
        for (const left of Statement) {
            const policy = { Version, Statement: Statement.filter((statement) => statement !== left) };
            const answers = await Promise.all(CALLS.map(([action, resource]) => ask(policy, action, resource)));
            expect(answers, left.Sid).toContain(false);
        }
    });

    it("moves a trusted list by the calls for one", async () => {
        const listArn = LIST.replace("threatintelset", "ipset");
        const policy = feedPolicyDocument({ ...REACH, listArn, isTrusted: true });
        expect(await ask(policy, "guardduty:UpdateIPSet", listArn)).toBe(true);
        expect(await ask(policy, "guardduty:GetIPSet", listArn)).toBe(true);
    });

    it("reads no secret where there is no token", () => {
        expect(JSON.stringify(feedPolicyDocument({ ...REACH, secretArns: [] }))).not.toContain("secretsmanager");
    });
});

describe("the schedule's role", () => {
    const policy = schedulePolicyDocument(`arn:aws:lambda:eu-west-1:${ACCOUNT}:function:feed`, QUEUE);

    it.each([
        ["lambda:InvokeFunction", `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:feed`, true],
        ["sqs:SendMessage", QUEUE, true],
        ["lambda:InvokeFunction", `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:feeder`, false],
        ["lambda:UpdateFunctionCode", `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:feed`, false],
    ])("%s on %s: %s", async (action, resource, expected) => {
        expect(await ask(policy, action, resource)).toBe(expected);
    });
});
