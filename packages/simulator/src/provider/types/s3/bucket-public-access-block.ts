import { BOOLEAN, notRead } from "../../schema";
import { bucketSetting } from "./bucket-setting";

const OFF = { ...BOOLEAN, default: false };

/** What is left out is off, not as it was: the provider sends all four. */
export const BUCKET_PUBLIC_ACCESS_BLOCK = bucketSetting({
    token: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    title: "S3 Bucket Public Access Block",
    inputs: {
        blockPublicAcls: OFF,
        blockPublicPolicy: OFF,
        ignorePublicAcls: OFF,
        restrictPublicBuckets: OFF,
        skipDestroy: notRead(BOOLEAN),
    },
    put: (settings, bucket, inputs) =>
        settings.putPublicAccessBlock(bucket, {
            blockPublicAcls: inputs.boolean("blockPublicAcls"),
            blockPublicPolicy: inputs.boolean("blockPublicPolicy"),
            ignorePublicAcls: inputs.boolean("ignorePublicAcls"),
            restrictPublicBuckets: inputs.boolean("restrictPublicBuckets"),
        }),
    read: ({ publicAccessBlock }) => (publicAccessBlock === undefined ? undefined : { ...publicAccessBlock }),
    remove: async (settings, bucket, state) => {
        if (state.optionalBoolean("skipDestroy") !== true) {
            await settings.putPublicAccessBlock(bucket, undefined);
        }
    },
});
