import { describe, expect, it } from "vitest";
import type { PolicyDocument } from "../../src/aws/policy-document";
import {
    LONGEST_ROLE_POLICY,
    reviewersBucketPolicyDocument,
    reviewersKeyPolicyDocument,
    reviewRolePolicyDocument,
    type FindingsPlace,
} from "../../src/findings-lake/policies";
import { isAllowed, mayRole } from "./judge";

const ACCOUNT = "111122223333";
const REGION = "eu-west-1";
const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const RESULTS_KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/99999999-12ab-34cd-56ef-1234567890ab`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/reviewers`;
const FINDINGS: FindingsPlace = {
    ...{ partition: "aws", bucketName: "findings", prefix: "logs", bucketRegion: "eu-central-1", kmsKeyArn: KEY },
    accountIds: [ACCOUNT, "444455556666"],
};
const REQUEST = {
    findings: FINDINGS,
    databaseArn: `arn:aws:glue:${REGION}:${ACCOUNT}:database/training`,
    workgroupArn: `arn:aws:athena:${REGION}:${ACCOUNT}:workgroup/reviews`,
    resultsBucketArn: "arn:aws:s3:::results",
    resultsKmsKeyArn: undefined,
    resultsRegion: REGION,
};
const POLICY = reviewRolePolicyDocument(REQUEST);
const FOLDER = `arn:aws:s3:::findings/logs/AWSLogs/${ACCOUNT}/GuardDuty/eu-west-1/2026/11/24`;
const GLUE = `arn:aws:glue:${REGION}:${ACCOUNT}`;
const VIA_S3 = { "kms:ViaService": "s3.eu-central-1.amazonaws.com" };

type Call = readonly [action: string, resource: string, context?: Readonly<Record<string, string>> | undefined];

/** What Athena's and S3's user guides say that a query takes, for these resources. */
const NEEDED: readonly Call[] = [
    ["athena:StartQueryExecution", REQUEST.workgroupArn],
    ["athena:GetQueryExecution", REQUEST.workgroupArn],
    ["athena:GetQueryResults", REQUEST.workgroupArn],
    ["athena:StopQueryExecution", REQUEST.workgroupArn],
    ["athena:GetWorkGroup", REQUEST.workgroupArn],
    ["athena:ListNamedQueries", REQUEST.workgroupArn],
    ["athena:GetNamedQuery", REQUEST.workgroupArn],
    ["athena:GetDataCatalog", `arn:aws:athena:${REGION}:${ACCOUNT}:datacatalog/AwsDataCatalog`],
    ["glue:GetDatabase", `${GLUE}:database/training`],
    ["glue:GetDatabase", `${GLUE}:database/default`],
    ["glue:GetTable", `${GLUE}:table/training/findings`],
    ["glue:GetTable", `${GLUE}:table/training/findings_raw`],
    ["glue:GetPartitions", `${GLUE}:table/training/findings_raw`],
    ["glue:GetTables", `${GLUE}:catalog`],
    ["s3:GetBucketLocation", "arn:aws:s3:::findings"],
    ["s3:ListBucket", "arn:aws:s3:::findings", { "s3:prefix": "logs/AWSLogs/444455556666/GuardDuty/us-east-1/2026/" }],
    ["s3:GetObject", `${FOLDER}/1.jsonl.gz`],
    ["s3:GetObject", "arn:aws:s3:::findings/logs/AWSLogs/444455556666/GuardDuty/us-east-1/2026/11/24/1.jsonl.gz"],
    ["kms:Decrypt", KEY, VIA_S3],
    ["s3:GetBucketLocation", "arn:aws:s3:::results"],
    ["s3:ListBucket", "arn:aws:s3:::results"],
    ["s3:PutObject", "arn:aws:s3:::results/results/1.csv"],
    ["s3:GetObject", "arn:aws:s3:::results/results/1.csv"],
    ["s3:AbortMultipartUpload", "arn:aws:s3:::results/results/1.csv"],
];

/** Near by, and not for reviewers. */
const REFUSED: readonly Call[] = [
    ["athena:StartQueryExecution", `arn:aws:athena:${REGION}:${ACCOUNT}:workgroup/primary`],
    ["athena:UpdateWorkGroup", REQUEST.workgroupArn],
    ["athena:DeleteWorkGroup", REQUEST.workgroupArn],
    ["athena:CreateNamedQuery", REQUEST.workgroupArn],
    ["athena:DeleteNamedQuery", REQUEST.workgroupArn],
    ["athena:GetTableMetadata", `arn:aws:athena:${REGION}:${ACCOUNT}:datacatalog/other`],
    ["glue:GetTable", `${GLUE}:table/training/other`],
    ["glue:GetTable", `${GLUE}:table/other/findings`],
    ["glue:UpdateTable", `${GLUE}:table/training/findings`],
    ["glue:CreateTable", `${GLUE}:database/training`],
    ["glue:DeleteDatabase", `${GLUE}:database/training`],
    ["s3:GetObject", "arn:aws:s3:::findings/logs/AWSLogs/999999999999/GuardDuty/eu-west-1/2026/11/24/1.jsonl.gz"],
    ["s3:GetObject", "arn:aws:s3:::findings/logs/AWSLogs/111122223333/CloudTrail/eu-west-1/1.gz"],
    ["s3:GetObject", "arn:aws:s3:::findings/secrets"],
    ["s3:PutObject", `${FOLDER}/1.jsonl.gz`],
    ["s3:DeleteObject", `${FOLDER}/1.jsonl.gz`],
    ["s3:ListBucket", "arn:aws:s3:::findings"],
    ["s3:ListBucket", "arn:aws:s3:::findings", { "s3:prefix": "other/" }],
    ["s3:GetObject", "arn:aws:s3:::others/results/1.csv"],
    ["s3:DeleteObject", "arn:aws:s3:::results/results/1.csv"],
    ["s3:PutBucketPolicy", "arn:aws:s3:::results"],
    ["kms:Decrypt", KEY],
    ["kms:Decrypt", KEY, { "kms:ViaService": "secretsmanager.eu-central-1.amazonaws.com" }],
    ["kms:Decrypt", RESULTS_KEY, { "kms:ViaService": `s3.${REGION}.amazonaws.com` }],
    ["kms:GenerateDataKey", KEY, VIA_S3],
    ["kms:CreateGrant", KEY, VIA_S3],
];

const may = ([action, resource, context = {}]: Call): Promise<boolean | undefined> =>
    mayRole(POLICY, { roleArn: ROLE, action, resource, resourceAccountId: ACCOUNT, context });

const titled = (calls: readonly Call[]) =>
    calls.map((call) => {
        const [action, resource, context = {}] = call;
        return { call, title: [action, "on", resource, ...Object.values(context)].join(" ") };
    });

describe("the review role's policy, judged by an IAM evaluator", () => {
    it.each(titled(NEEDED))("allows $title", async ({ call }) => {
        expect(await may(call)).toBe(true);
    });

    it.each(titled(REFUSED))("does not allow $title", async ({ call }) => {
        expect(await may(call)).toBe(false);
    });

    it("has no statement to spare: without any of them a needed call fails", async () => {
        // Statements for the console only.
        const ofConsole = ["SeeWorkgroupsInConsole"];
        for (const { Sid } of POLICY.Statement.filter((one) => !ofConsole.includes(one.Sid))) {
            const rest = { ...POLICY, Statement: POLICY.Statement.filter((one) => one.Sid !== Sid) };
            const answers = await Promise.all(
                NEEDED.map(([action, resource, context = {}]) =>
                    mayRole(rest, { roleArn: ROLE, action, resource, resourceAccountId: ACCOUNT, context }),
                ),
            );
            expect(answers.every(Boolean), Sid).toBe(false);
        }
    });

    it("lets results be encrypted where they have a key", async () => {
        const policy = reviewRolePolicyDocument({ ...REQUEST, resultsKmsKeyArn: RESULTS_KEY });
        const call = { roleArn: ROLE, resource: RESULTS_KEY, resourceAccountId: ACCOUNT };
        const context = { "kms:ViaService": `s3.${REGION}.amazonaws.com` };
        for (const action of ["kms:GenerateDataKey", "kms:Decrypt"]) {
            expect(await mayRole(policy, { ...call, action, context })).toBe(true);
            expect(await mayRole(policy, { ...call, action, context: {} })).toBe(false);
        }
    });

    it("fits into IAM with fifty accounts", () => {
        const accountIds = Array.from({ length: 50 }, (_, index) => String(100_000_000_000 + index));
        const policy = reviewRolePolicyDocument({ ...REQUEST, findings: { ...FINDINGS, accountIds } });
        expect(JSON.stringify(policy).length).toBeLessThan(LONGEST_ROLE_POLICY);
    });
});

describe("what another account's key and bucket must say", () => {
    const OTHER = "999999999999";
    const decide = (policy: PolicyDocument, [action, resource, context = {}]: Call, principal = ROLE) =>
        isAllowed(policy, {
            ...{ principal, action, resource, resourceAccountId: OTHER, context, identityActions: [action] },
        });
    const key = KEY.replace(ACCOUNT, OTHER);

    it("lets the role decrypt the bucket's objects, through S3 only", async () => {
        const policy = reviewersKeyPolicyDocument(FINDINGS, ROLE);
        const context = { ...VIA_S3, "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::findings" };
        const ofObject = { ...VIA_S3, "kms:EncryptionContext:aws:s3:arn": `${FOLDER}/1.jsonl.gz` };
        expect(await decide(policy, ["kms:Decrypt", key, context])).toBe(true);
        expect(await decide(policy, ["kms:Decrypt", key, ofObject])).toBe(true);
        expect(await decide(policy, ["kms:Decrypt", key, VIA_S3])).toBe(false);
        expect(await decide(policy, ["kms:Decrypt", key, { ...context, "kms:ViaService": "x" }])).toBe(false);
        expect(await decide(policy, ["kms:Encrypt", key, context])).toBe(false);
        expect(await decide(policy, ["kms:Decrypt", key, context], `arn:aws:iam::${ACCOUNT}:role/others`)).toBe(false);
    });

    it("lets the role list and read the accounts' findings", async () => {
        const policy = reviewersBucketPolicyDocument(FINDINGS, ROLE);
        const list = { "s3:prefix": "logs/AWSLogs/" };
        expect(await decide(policy, ["s3:GetObject", `${FOLDER}/1.jsonl.gz`])).toBe(true);
        expect(await decide(policy, ["s3:ListBucket", "arn:aws:s3:::findings", list])).toBe(true);
        expect(await decide(policy, ["s3:GetBucketLocation", "arn:aws:s3:::findings"])).toBe(true);
        expect(await decide(policy, ["s3:ListBucket", "arn:aws:s3:::findings"])).toBe(false);
        expect(await decide(policy, ["s3:PutObject", `${FOLDER}/1.jsonl.gz`])).toBe(false);
        expect(
            await decide(policy, ["s3:GetObject", "arn:aws:s3:::findings/logs/AWSLogs/999999999999/GuardDuty/x"]),
        ).toBe(false);
        expect(await decide(policy, ["s3:GetObject", `${FOLDER}/1.jsonl.gz`], `arn:aws:iam::${ACCOUNT}:role/x`)).toBe(
            false,
        );
    });
});
