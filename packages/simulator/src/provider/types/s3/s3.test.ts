import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import {
    REGION,
    BUCKET,
    OBJECT,
    BUCKET_POLICY,
    account,
    provider,
    start,
    make,
    change,
    changes,
    listBucket,
} from "../../../../test/provider-fixture";
import type { PropertyMap } from "../../resource-provider";

describe("a bucket and what is in it", () => {
    it("is not deleted while something is in it, unless forced", async () => {
        for (const forceDestroy of [false, true]) {
            const bucket = await make(BUCKET, { bucket: `bucket-${String(forceDestroy)}`, forceDestroy });
            await account.s3(REGION).settings.putVersioning(bucket.id, "Enabled");
            await make(OBJECT, { bucket: bucket.id, key: "a", content: "x" });
            const deleting = provider.delete({ type: BUCKET, id: bucket.id, properties: bucket.properties });
            await (forceDestroy ? deleting : expect(deleting).rejects.toThrow("BucketNotEmpty"));
        }
    });

    it("reads an object's file, and sees a changed one by its hash", async () => {
        const directory = await mkdtemp(join(tmpdir(), "simulator-"));
        try {
            await listBucket();
            const path = join(directory, "list.txt");
            await writeFile(path, "198.51.100.7\n");
            const source = (hash: string): PropertyMap => ({ asset: "file", source: path, hash });
            const made = await make(OBJECT, { bucket: "lists", key: "f.txt", source: source("1") });
            expect(account.world.bucket("aws", "lists")?.objects.get("f.txt")?.[0]?.content.toString()).toBe(
                "198.51.100.7\n",
            );
            expect(await changes(made, { bucket: "lists", key: "f.txt", source: source("1") })).toEqual([]);
            expect(await changes(made, { bucket: "lists", key: "f.txt", source: source("2") })).toEqual([
                "update source",
            ]);
            expect(await changes(made, { bucket: "lists", key: "g.txt", source: source("1") })).toEqual([
                "update-replace key",
            ]);
        } finally {
            await rm(directory, { recursive: true });
        }
    });

    it("has a policy that is the same in other words", async () => {
        await listBucket();
        const policy = (Action: string | string[]): string =>
            JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                    {
                        Effect: "Deny",
                        Principal: "*",
                        Action,
                        Resource: "arn:aws:s3:::lists/*",
                        Condition: { Bool: { "aws:SecureTransport": "false" } },
                    },
                ],
            });
        const made = await make(BUCKET_POLICY, { bucket: "lists", policy: policy("s3:*") });
        expect(await changes(made, { bucket: "lists", policy: policy(["s3:*"]) })).toEqual([]);
        expect(await changes(made, { bucket: "lists", policy: policy("s3:GetObject") })).toEqual(["update policy"]);
    });

    it("is reached through its own Region only", async () => {
        const bucket = await make(BUCKET, { region: "us-east-1" });
        await expect(make(OBJECT, { bucket: bucket.id, key: "a", content: "" })).rejects.toThrow("PermanentRedirect");
        await make(OBJECT, { bucket: bucket.id, key: "a", content: "", region: "us-east-1" });
    });
});

describe("a bucket's tags", () => {
    const may = (...actions: string[]): string =>
        JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: ["s3:CreateBucket", ...actions], Resource: "*" }],
        });

    it.each([
        ["S3 Control", ["s3:TagResource", "s3:UntagResource"]],
        ["the bucket's own API, where the caller may use that alone", ["s3:PutBucketTagging"]],
    ])("are set and taken away by %s", async (_, actions) => {
        start({ deployerPolicies: [may(...actions)] });
        const bucket = await make(BUCKET, { bucket: "uploads", tags: { a: "1", b: "2" } });
        expect(account.world.bucket("aws", "uploads")?.tags).toEqual({ a: "1", b: "2" });
        await change(bucket, { bucket: "uploads", tags: { b: "3" } });
        expect(account.world.bucket("aws", "uploads")?.tags).toEqual({ b: "3" });
    });

    it("need one of the two", async () => {
        start({ deployerPolicies: [may()] });
        await expect(make(BUCKET, { bucket: "uploads", tags: { a: "1" } })).rejects.toThrow("s3:PutBucketTagging");
    });
});

describe("a bucket's settings", () => {
    const bucket = "lists";
    const rule = { id: "r", status: "Enabled", filter: {}, expiration: { days: 30 } };
    it.each<[string, PropertyMap]>([
        [
            "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
            { rule: { objectOwnership: "BucketOwnerEnforced" } },
        ],
        ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", { blockPublicAcls: true, blockPublicPolicy: true }],
        ["aws:s3/bucketVersioning:BucketVersioning", { versioningConfiguration: { status: "Enabled" } }],
        [
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            {
                rules: [
                    {
                        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "k" },
                        bucketKeyEnabled: true,
                    },
                ],
            },
        ],
        ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", { rules: [rule] }],
        ["aws:s3/bucketLogging:BucketLogging", { targetBucket: bucket, targetPrefix: "logs/" }],
        [
            "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
            { rule: { defaultRetention: { mode: "GOVERNANCE", days: 1 } } },
        ],
    ])("%s is set, differs in nothing afterwards, and is unset", async (type, settings) => {
        await listBucket();
        await account.s3(REGION).settings.putVersioning(bucket, "Enabled");
        const news = { bucket, ...settings };
        const made = await make(type, news);
        expect(made).toMatchObject({ id: bucket, properties: news });
        expect(await changes(made, news)).toEqual([]);
        await provider.delete({ type, id: bucket, properties: made.properties });
    });

    it("leaves versioning on where Object Lock keeps it on", async () => {
        const { id } = await make(BUCKET, { objectLockEnabled: true });
        const type = "aws:s3/bucketVersioning:BucketVersioning";
        const { properties } = await make(type, { bucket: id, versioningConfiguration: { status: "Enabled" } });
        await provider.delete({ type, id, properties });
        expect(account.world.bucket("aws", id)?.versioning).toBe("Enabled");
    });

    it("leaves off what is left out of a public access block", async () => {
        await listBucket();
        const made = await make("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", {
            bucket,
            blockPublicAcls: true,
        });
        expect(made.properties).toMatchObject({ blockPublicAcls: true, blockPublicPolicy: false });
    });
});
