import { required } from "../../schema";
import { bucketSetting } from "./bucket-setting";

export const BUCKET_POLICY = bucketSetting({
    token: "aws:s3/bucketPolicy:BucketPolicy",
    title: "S3 Bucket Policy",
    inputs: { policy: required({ schema: { kind: "policy" } }) },
    put: (settings, bucket, inputs) => settings.putPolicy(bucket, inputs.string("policy")),
    read: ({ policy }) => (policy === undefined ? undefined : { policy }),
    remove: (settings, bucket) => settings.deletePolicy(bucket),
});
