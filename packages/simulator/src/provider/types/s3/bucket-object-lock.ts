import type { LockRetention } from "../../../account/s3/bucket";
import type { PropertyReader } from "../../property-reader";
import { INTEGER, object, oneOf, replacing, required } from "../../schema";
import { bucketSetting } from "./bucket-setting";

export const BUCKET_OBJECT_LOCK = bucketSetting({
    token: "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    title: "S3 Bucket Object Lock Configuration",
    inputs: {
        objectLockEnabled: replacing({ ...oneOf(["Enabled"]), default: "Enabled" }),
        rule: object({
            defaultRetention: required(
                object({ days: INTEGER, mode: oneOf(["GOVERNANCE", "COMPLIANCE"]), years: INTEGER }),
            ),
        }),
    },
    put: (settings, bucket, inputs) => settings.putObjectLock(bucket, retentionOf(inputs)),
    read: ({ objectLock, defaultRetention }) =>
        objectLock
            ? {
                  objectLockEnabled: "Enabled",
                  ...(defaultRetention === undefined ? {} : { rule: { defaultRetention: shown(defaultRetention) } }),
              }
            : undefined,
    remove: (settings, bucket) => settings.putObjectLock(bucket, undefined),
});

function shown({ mode, days }: LockRetention): { mode: string; days: number } {
    return { mode, days };
}

function retentionOf(inputs: PropertyReader): LockRetention | undefined {
    const retention = inputs.object("rule")?.object("defaultRetention");
    if (retention === undefined) {
        return undefined;
    }
    const years = retention.optionalNumber("years");
    return {
        mode: retention.optionalString("mode") === "COMPLIANCE" ? "COMPLIANCE" : "GOVERNANCE",
        days: years === undefined ? (retention.optionalNumber("days") ?? 0) : years * 365,
    };
}
