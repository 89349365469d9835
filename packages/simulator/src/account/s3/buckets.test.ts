import { describe, expect, it } from "vitest";

import { ARN, policy, put, REGION, withBucket } from "../../../test/bucket-fixture";
import { manyTags, pair, testEachRule } from "../../../test/each-rule";
import { SimulatedAccount } from "../account";
import { SimulatedWorld } from "../world";
import { BUCKET_RULES } from "./bucket-rules";
import { S3_ACCESS_RULES } from "./s3-access";

const createNamed = (name: string): Promise<unknown> =>
    new SimulatedAccount().s3(REGION).buckets.create(name, { objectLock: false });

describe("a bucket's rules", () => {
    testEachRule(BUCKET_RULES, {
        name: [
            ["abc", "ab"],
            ["x".repeat(63), "x".repeat(64)],
            ["a.b-c1", "a_b_c"],
            ["bucket", "Bucket"],
            ["a.b", "a..b"],
            ["1bucket", "-bucket"],
            ["bucket1", "bucket-"],
            ["192.168.5.x", "192.168.5.4"],
            ["xn-bucket", "xn--bucket"],
            ["s3alias", "a-s3alias"],
        ].map(([accepted = "", refused = ""]) =>
            pair(createNamed, accepted, refused, "InvalidBucketName: The specified bucket is not valid."),
        ),
        nameTakenByOther: {
            accepted: async () => {
                await new SimulatedAccount().s3(REGION).buckets.create("bucket", { objectLock: false });
            },
            refused: async () => {
                const world = new SimulatedWorld();
                for (const accountId of ["123456789012", "210987654321"]) {
                    await new SimulatedAccount({ accountId, world })
                        .s3(REGION)
                        .buckets.create("bucket", { objectLock: false });
                }
            },
            answer: "BucketAlreadyExists",
        },
        nameTakenBySelf: {
            accepted: () => withBucket(),
            refused: async () => {
                const { account } = await withBucket();
                await account.s3("us-east-1").buckets.create("bucket", { objectLock: false });
            },
            answer: "BucketAlreadyOwnedByYou: Your previous request to create the named bucket succeeded and you already own it.",
        },
        notEmpty: {
            accepted: async () => {
                const { s3 } = await withBucket();
                await put(s3, "a");
                await s3.objects.delete("bucket", "a");
                await s3.buckets.delete("bucket");
            },
            refused: async () => {
                const { s3 } = await withBucket();
                await put(s3, "a");
                await s3.buckets.delete("bucket");
            },
            answer: "BucketNotEmpty: The bucket you tried to delete is not empty",
        },
        notEmptyVersions: [
            {
                accepted: async () => {
                    const { s3 } = await withBucket();
                    await s3.settings.putVersioning("bucket", "Enabled");
                    await put(s3, "a");
                    await s3.objects.deleteAllVersions("bucket", "a", false);
                    await s3.buckets.delete("bucket");
                },
                // A delete marker and the version under it are still there.
                refused: async () => {
                    const { s3 } = await withBucket();
                    await s3.settings.putVersioning("bucket", "Enabled");
                    await put(s3, "a");
                    await s3.objects.delete("bucket", "a");
                    await s3.buckets.delete("bucket");
                },
                answer: "BucketNotEmpty: The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
            },
        ],
        tags: pair(
            async (count: number) => (await withBucket()).s3.buckets.setTags("bucket", manyTags(count)),
            50,
            51,
            "InvalidTag",
        ),
    });

    it("makes a new bucket private, with ACLs off and encrypted by S3", async () => {
        const { account } = await withBucket();
        expect(account.world.bucket("aws", "bucket")).toMatchObject({
            ownership: "BucketOwnerEnforced",
            publicAccessBlock: { blockPublicPolicy: true, restrictPublicBuckets: true },
            encryption: { algorithm: "AES256" },
            versioning: "Unversioned",
        });
    });
});

describe("who may use a bucket", () => {
    testEachRule(S3_ACCESS_RULES, {
        denied: {
            accepted: async () => {
                const { s3 } = await withBucket();
                await s3.settings.putPolicy(
                    "bucket",
                    policy({ Effect: "Deny", Action: "s3:PutObject", Resource: `${ARN}/a/*` }),
                );
                await put(s3, "b/x");
            },
            refused: async () => {
                const { s3 } = await withBucket();
                await s3.settings.putPolicy(
                    "bucket",
                    policy({ Effect: "Deny", Action: "s3:PutObject", Resource: `${ARN}/a/*` }),
                );
                await put(s3, "a/x");
            },
            answer: 'AccessDenied: User: arn:aws:iam::123456789012:user/deployer is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::bucket/a/x" with an explicit deny in a resource-based policy',
        },
        wrongRegion: {
            accepted: async () => put((await withBucket()).s3, "a"),
            refused: async () => put((await withBucket()).account.s3("us-east-1"), "a"),
            answer: "PermanentRedirect: The bucket you are attempting to access must be addressed using the specified endpoint.",
        },
        noSuchBucket: {
            accepted: async () => put((await withBucket()).s3, "a"),
            refused: () => put(new SimulatedAccount().s3(REGION), "a"),
            answer: "NoSuchBucket: The specified bucket does not exist",
        },
    });

    it("needs an Allow of the bucket's where it is another account's", async () => {
        const world = new SimulatedWorld();
        const owner = new SimulatedAccount({ accountId: "210987654321", world });
        const other = new SimulatedAccount({ world });
        await owner.s3(REGION).buckets.create("bucket", { objectLock: false });
        await expect(put(other.s3(REGION), "a")).rejects.toMatchObject({ code: "AccessDenied" });
        await owner
            .s3(REGION)
            .settings.putPolicy(
                "bucket",
                policy({ Principal: { AWS: "123456789012" }, Action: "s3:PutObject", Resource: `${ARN}/*` }),
            );
        await put(other.s3(REGION), "a");
    });
});
