import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidArgsError } from "../validation/invalid-args-error";
import { bucketPolicyDocument, keyPolicyDocument } from "./policies";
import { findingsBucketPolicy, findingsKeyPolicy } from "./policy-functions";
import { planBucketPolicy } from "./policy-plan";
import type { FindingsBucketPolicyArgs, FindingsKeyPolicyArgs } from "./policy-args";

const DETECTOR_ID = "12abc34d567e8fa901bc2d34e56789f0";
const SOURCE = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };
const BUCKET = {
    bucketArn: "arn:aws:s3:::findings-archive",
    kmsKeyArn: "arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    prefix: "logs",
};
const BY_DETECTOR = { detectorArn: `arn:aws:guardduty:eu-west-1:111122223333:detector/${DETECTOR_ID}` };
const BY_ACCOUNT = { accountId: SOURCE.accountId, region: SOURCE.region };

describe("findingsBucketPolicy", () => {
    it("is scoped to the detector where there is one", async () => {
        const policy = await valueOf(findingsBucketPolicy({ ...BUCKET, ...BY_DETECTOR }));
        expect(JSON.parse(policy)).toEqual(
            bucketPolicyDocument({ ...BUCKET, source: { ...SOURCE, detectorId: DETECTOR_ID } }),
        );
    });

    it("can be made before there is a detector", async () => {
        const policy = await valueOf(findingsBucketPolicy({ ...BUCKET, ...BY_ACCOUNT }));
        expect(JSON.parse(policy)).toEqual(bucketPolicyDocument({ ...BUCKET, source: SOURCE }));
        expect(policy).toContain("detector/*");
    });

    it("takes each argument as an Output and gives the same", async () => {
        const args = { ...BUCKET, ...BY_DETECTOR };
        const outputs = {
            bucketArn: pulumi.output(args.bucketArn),
            kmsKeyArn: pulumi.output(args.kmsKeyArn),
            prefix: pulumi.output(args.prefix),
            detectorArn: pulumi.output(args.detectorArn),
        };
        expect(await valueOf(findingsBucketPolicy(outputs))).toBe(await valueOf(findingsBucketPolicy(args)));
    });

    it("takes the partition from the Region", async () => {
        const policy = await valueOf(
            findingsBucketPolicy({
                bucketArn: "arn:aws-cn:s3:::findings-archive",
                kmsKeyArn: "arn:aws-cn:kms:cn-north-1:444455556666:key/mrk-1234abcd12ab34cd56ef1234567890ab",
                accountId: "111122223333",
                region: "cn-north-1",
            }),
        );
        expect(policy).toContain("arn:aws-cn:guardduty:cn-north-1:111122223333:detector/*");
    });

    it("keeps a secret secret", async () => {
        const policy = findingsBucketPolicy({ ...BUCKET, ...BY_DETECTOR, bucketArn: pulumi.secret(BUCKET.bucketArn) });
        expect(await pulumi.isSecret(policy)).toBe(true);
    });

    it.each<[string, Partial<FindingsBucketPolicyArgs>, RegExp]>([
        ["no source", {}, /^detectorArn: got nothing; give either detectorArn, or accountId and region\.$/],
        [
            "half a source",
            { accountId: "111122223333" },
            /^region: got nothing; give either detectorArn, or accountId and region/,
        ],
        [
            "two sources",
            { ...BY_DETECTOR, region: "eu-west-1" },
            /^region: got "eu-west-1" besides detectorArn; give either/,
        ],
        [
            "an account's id as a number would be",
            { ...BY_ACCOUNT, accountId: "1111222233" },
            /^accountId: got "1111222233"; must be .* 12 digits/,
        ],
        [
            "a key's alias",
            { ...BY_DETECTOR, kmsKeyArn: "arn:aws:kms:eu-west-1:444455556666:alias/x" },
            /^kmsKeyArn: .*It is an alias/,
        ],
        [
            "a bucket's name",
            { ...BY_DETECTOR, bucketArn: "findings-archive" },
            /^bucketArn: .*It looks like a bucket's name/,
        ],
        [
            "a bucket in another partition",
            { ...BY_DETECTOR, bucketArn: "arn:aws-cn:s3:::findings-archive" },
            /^bucketArn: .*Those are in aws\./,
        ],
        [
            "a key in an opt-in Region",
            { ...BY_DETECTOR, kmsKeyArn: BUCKET.kmsKeyArn.replace("eu-west-1", "me-south-1") },
            /^kmsKeyArn: .*me-south-1 is an opt-in Region/,
        ],
        ["a wildcard in the prefix", { ...BY_DETECTOR, prefix: "logs*" }, /^prefix: got "logs\*"; must be a folder/],
        ["a variable in the prefix", { ...BY_DETECTOR, prefix: "${aws:PrincipalAccount}" }, /^prefix: /],
    ])("refuses %s", (_, args, expected) => {
        const make = () => findingsBucketPolicy({ ...BUCKET, ...args });
        expect(problemsOf(make)[0]).toMatch(expected);
        expect(make).toThrow("; no policy was made.\n");
        // What comes as an Output goes through the plan alone, once it is known.
        expect(planBucketPolicy({ ...BUCKET, ...args })).toHaveProperty("problems.length", 1);
    });

    it.each([undefined, null, "findings", [], {}])("refuses %j for arguments", (args) => {
        const make = findingsBucketPolicy as (args: unknown) => unknown;
        expect(problemsOf(() => make(args))).not.toEqual([]);
    });

    it("names every argument that is missing", () => {
        const make = findingsBucketPolicy as (args: unknown) => unknown;
        const lines = problemsOf(() => make(BY_DETECTOR));
        expect(lines).toEqual([
            expect.stringMatching(/^bucketArn: got nothing; must be the ARN of an S3 bucket/),
            expect.stringMatching(/^kmsKeyArn: got nothing; must be the ARN of a KMS key/),
        ]);
    });

    it("refuses a misspelt argument and says which was meant", () => {
        const args = { ...BUCKET, ...BY_DETECTOR, kmsKeyARN: "x" };
        expect(problemsOf(() => findingsBucketPolicy(args))[0]).toMatch(/^kmsKeyARN: .*Did you mean "kmsKeyArn"\?/);
    });
});

describe("findingsKeyPolicy", () => {
    const { bucketArn } = BUCKET;

    it("takes account and Region of the findings where nothing else is said", async () => {
        const policy = await valueOf(findingsKeyPolicy({ bucketArn, ...BY_DETECTOR }));
        const own = { bucketRegion: "eu-west-1", keyAccountId: "111122223333", bucketAccountId: "111122223333" };
        expect(JSON.parse(policy)).toEqual(
            keyPolicyDocument({ ...own, bucketArn, source: { ...SOURCE, detectorId: DETECTOR_ID } }),
        );
    });

    it("can be made for an archive in another account and Region, before there is a detector", async () => {
        const policy = await valueOf(
            findingsKeyPolicy({ bucketArn, ...BY_ACCOUNT, keyAccountId: "444455556666", bucketRegion: "eu-central-1" }),
        );
        const archive = { bucketRegion: "eu-central-1", keyAccountId: "444455556666", bucketAccountId: "444455556666" };
        expect(JSON.parse(policy)).toEqual(keyPolicyDocument({ ...archive, bucketArn, source: SOURCE }));
    });

    it.each<[string, Partial<FindingsKeyPolicyArgs>, RegExp]>([
        [
            "a bucket in an opt-in Region",
            { bucketRegion: "me-south-1" },
            /^bucketRegion: got "me-south-1"; .*opt-in Region/,
        ],
        [
            "an account's name",
            { keyAccountId: "production" },
            /^keyAccountId: got "production"; must be the id of an account/,
        ],
        ["a bucket in GovCloud", { bucketArn: "arn:aws-us-gov:s3:::findings-archive" }, /^bucketArn: /],
    ])("refuses %s", (_, args, expected) => {
        expect(problemsOf(() => findingsKeyPolicy({ bucketArn, ...BY_DETECTOR, ...args }))[0]).toMatch(expected);
    });
});

describe("both functions", () => {
    it("answer anything with a policy or the one kind of error", () => {
        const someArgs = fc.oneof(
            fc.anything(),
            fc.record(
                {
                    bucketArn: fc.oneof(fc.constant(BUCKET.bucketArn), fc.anything()),
                    kmsKeyArn: fc.oneof(fc.constant(BUCKET.kmsKeyArn), fc.anything()),
                    detectorArn: fc.oneof(fc.constant(BY_DETECTOR.detectorArn), fc.anything()),
                    accountId: fc.anything(),
                    region: fc.oneof(fc.constant("eu-west-1"), fc.anything()),
                    prefix: fc.oneof(fc.string(), fc.anything()),
                },
                { requiredKeys: [] },
            ),
        );
        fc.assert(
            fc.property(someArgs, (args) => {
                for (const make of [findingsBucketPolicy, findingsKeyPolicy]) {
                    try {
                        expect(pulumi.Output.isInstance(make(args as never))).toBe(true);
                    } catch (error) {
                        expect(InvalidArgsError.isInstance(error)).toBe(true);
                    }
                }
            }),
            { numRuns: 500 },
        );
    });
});

function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) => output.apply(resolve));
}

function problemsOf(call: () => unknown): string[] {
    try {
        call();
    } catch (error) {
        if (!InvalidArgsError.isInstance(error)) throw error;
        return error.message
            .split("\n")
            .slice(1)
            .map((line) => line.replace("  - ", ""));
    }
    throw new Error("nothing was refused");
}
