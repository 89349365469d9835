import { describe } from "vitest";

import { REGION, withBucket } from "../../../test/bucket-fixture";
import { pair, testEachRule } from "../../../test/each-rule";
import type { LifecycleRule } from "./bucket";
import { BUCKET_SETTING_RULES } from "./bucket-setting-rules";

const LIFECYCLE: LifecycleRule = {
    id: "expire",
    status: "Enabled",
    filter: undefined,
    expirationDays: 1,
    expiredObjectDeleteMarker: undefined,
    noncurrentDays: undefined,
    newerNoncurrentVersions: undefined,
    abortMultipartDays: undefined,
    transitions: [],
};

const putLifecycle = async (rules: LifecycleRule[]): Promise<unknown> =>
    (await withBucket()).s3.settings.putLifecycle("bucket", rules);

describe("the rules of a bucket's settings", () => {
    testEachRule(BUCKET_SETTING_RULES, {
        versioningLocked: {
            accepted: async () => (await withBucket()).s3.settings.putVersioning("bucket", "Suspended"),
            refused: async () =>
                (await withBucket({ objectLock: true })).s3.settings.putVersioning("bucket", "Suspended"),
            answer: "InvalidBucketState: An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
        },
        lockNeedsVersioning: {
            accepted: async () => {
                const { s3 } = await withBucket();
                await s3.settings.putVersioning("bucket", "Enabled");
                await s3.settings.putObjectLock("bucket", { mode: "GOVERNANCE", days: 1 });
            },
            refused: async () =>
                (await withBucket()).s3.settings.putObjectLock("bucket", { mode: "GOVERNANCE", days: 1 }),
            answer: "InvalidBucketState",
        },
        lockDays: pair(
            async (days: number) =>
                (await withBucket({ objectLock: true })).s3.settings.putObjectLock("bucket", {
                    mode: "COMPLIANCE",
                    days,
                }),
            1,
            0,
            "InvalidArgument",
        ),
        lifecycleRules: pair(
            putLifecycle,
            [LIFECYCLE, { ...LIFECYCLE, id: "other" }],
            [LIFECYCLE, LIFECYCLE],
            "InvalidArgument",
        ),
        lifecycleDays: pair(putLifecycle, [LIFECYCLE], [{ ...LIFECYCLE, expirationDays: 0 }], "InvalidArgument"),
        lifecycleExpiration: pair(
            putLifecycle,
            [LIFECYCLE, { ...LIFECYCLE, id: "2", expirationDays: undefined, expiredObjectDeleteMarker: true }],
            [{ ...LIFECYCLE, expiredObjectDeleteMarker: true }],
            "MalformedXML",
        ),
        lifecycleAction: pair(
            putLifecycle,
            [LIFECYCLE],
            [{ ...LIFECYCLE, expirationDays: undefined }],
            "InvalidRequest",
        ),
        loggingTarget: [
            pair(
                async (targetBucket: string) =>
                    (await withBucket()).s3.settings.putLogging("bucket", { targetBucket, targetPrefix: "" }),
                "bucket",
                "missing",
                "InvalidTargetBucketForLogging: The target bucket for logging does not exist",
            ),
            pair(
                async (region: string) => {
                    const { s3, account } = await withBucket();
                    await account.s3(region).buckets.create("logs", { objectLock: false });
                    await s3.settings.putLogging("bucket", { targetBucket: "logs", targetPrefix: "" });
                },
                REGION,
                "us-east-1",
                "InvalidTargetBucketForLogging",
            ),
        ],
    });
});
