import { required, STRING } from "../../schema";
import { bucketSetting } from "./bucket-setting";

export const BUCKET_LOGGING = bucketSetting({
    token: "aws:s3/bucketLogging:BucketLogging",
    title: "S3 Bucket Logging",
    inputs: { targetBucket: required(STRING), targetPrefix: required(STRING) },
    put: (settings, bucket, inputs) =>
        settings.putLogging(bucket, {
            targetBucket: inputs.string("targetBucket"),
            targetPrefix: inputs.string("targetPrefix"),
        }),
    read: ({ logging }) => (logging === undefined ? undefined : { ...logging }),
    remove: (settings, bucket) => settings.putLogging(bucket, undefined),
});
