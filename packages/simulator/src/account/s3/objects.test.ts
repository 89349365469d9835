import { describe, expect, it } from "vitest";

import { ARN, put, REGION, withBucket } from "../../../test/bucket-fixture";
import { manyTags, pair, testEachRule } from "../../../test/each-rule";
import { OBJECT_RULES } from "./objects";

describe("an object's rules", () => {
    const putLocked = async (mode: "GOVERNANCE" | "COMPLIANCE", bypass: boolean, advance = 0): Promise<void> => {
        const { s3, account } = await withBucket({ objectLock: true });
        await s3.settings.putObjectLock("bucket", { mode, days: 2 });
        await put(s3, "a");
        account.clock.advance(advance);
        await s3.objects.deleteAllVersions("bucket", "a", bypass);
    };
    const DAYS = 24 * 60 * 60_000;
    const locked = "AccessDenied: Access Denied because object protected by object lock.";

    testEachRule(OBJECT_RULES, {
        key: [
            pair(
                async (key: string) => put((await withBucket()).s3, key),
                "x".repeat(1024),
                "x".repeat(1025),
                "KeyTooLongError",
            ),
            pair(
                async (key: string) => put((await withBucket()).s3, key),
                "é".repeat(512),
                "é".repeat(513),
                "KeyTooLongError",
            ),
        ],
        tagCount: pair(
            async (count: number) =>
                (await withBucket()).s3.objects.put("bucket", {
                    key: "a",
                    content: Buffer.alloc(0),
                    tags: manyTags(count),
                }),
            10,
            11,
            "BadRequest: Object tags cannot be greater than 10",
        ),
        noSuchKey: pair(
            async (key: string) => {
                const { s3 } = await withBucket();
                await put(s3, "a");
                await s3.objects.putTags("bucket", key, { team: "x" });
            },
            "a",
            "b",
            "NoSuchKey: The specified key does not exist.",
        ),
        keyDenied: pair(
            async (enabled: boolean) => {
                const { s3, account } = await withBucket();
                const kms = account.kms(REGION);
                const key = await kms.create({ description: "", bypassPolicyLockoutSafetyCheck: false, tags: {} });
                await kms.enable(key.id, enabled);
                await s3.settings.putEncryption("bucket", {
                    algorithm: "aws:kms",
                    kmsKeyId: key.arn,
                    bucketKeyEnabled: true,
                });
                await put(s3, "a");
            },
            true,
            false,
            "AccessDenied",
        ),
        locked: [
            {
                accepted: () => putLocked("GOVERNANCE", true),
                refused: () => putLocked("GOVERNANCE", false),
                answer: locked,
            },
            {
                accepted: () => putLocked("COMPLIANCE", false, 2 * DAYS),
                refused: () => putLocked("COMPLIANCE", true, 2 * DAYS - 1),
                answer: locked,
            },
        ],
    });

    it.each([
        [false, `${ARN}/*`, true],
        [false, ARN, false],
        [true, ARN, true],
        [true, `${ARN}/*`, false],
    ])(
        "asks KMS for the object's key, or with a bucket key (%s) for the bucket's",
        async (bucketKeyEnabled, arn, lets) => {
            const { s3, account } = await withBucket();
            const kms = account.kms(REGION);
            const root = { Effect: "Allow", Principal: { AWS: "123456789012" }, Resource: "*" };
            const condition = {
                StringEquals: { "kms:ViaService": `s3.${REGION}.amazonaws.com`, "kms:CallerAccount": "123456789012" },
                StringLike: { "kms:EncryptionContext:aws:s3:arn": arn },
            };
            const document = JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                    { ...root, NotAction: "kms:GenerateDataKey", Action: undefined },
                    { ...root, Action: "kms:GenerateDataKey", Condition: condition },
                ],
            });
            const key = await kms.create({
                description: "",
                policy: document,
                bypassPolicyLockoutSafetyCheck: false,
                tags: {},
            });
            const encryption = { algorithm: "aws:kms", kmsKeyId: key.arn, bucketKeyEnabled } as const;
            const putting = s3.objects.put("bucket", { key: "a", content: Buffer.alloc(0), encryption });
            await (lets ? putting : expect(putting).rejects.toMatchObject({ rule: { id: "object.keyDenied" } }));
        },
    );

    it("puts a delete marker on a locked object, which hides it and deletes nothing", async () => {
        const { s3, account } = await withBucket({ objectLock: true });
        await s3.settings.putObjectLock("bucket", { mode: "COMPLIANCE", days: 1 });
        await put(s3, "a");
        await s3.objects.delete("bucket", "a");
        expect(await s3.objects.head("bucket", "a")).toBeUndefined();
        expect(account.world.bucket("aws", "bucket")?.objects.get("a")).toHaveLength(2);
    });

    it("keeps versions only where versioning is on", async () => {
        const { s3, account } = await withBucket();
        await put(s3, "a", "1");
        await put(s3, "a", "2");
        const bucket = account.world.bucket("aws", "bucket");
        expect(bucket?.objects.get("a")).toHaveLength(1);
        await s3.settings.putVersioning("bucket", "Enabled");
        await put(s3, "a", "3");
        expect(bucket?.objects.get("a")?.map(({ content }) => content.toString())).toEqual(["2", "3"]);
    });
});
