import { object, oneOf, required } from "../../schema";
import { bucketSetting } from "./bucket-setting";

export const BUCKET_OWNERSHIP_CONTROLS = bucketSetting({
    token: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    title: "S3 Bucket Ownership Controls",
    inputs: {
        rule: required(
            object({
                objectOwnership: required(oneOf(["BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"])),
            }),
        ),
    },
    put: (settings, bucket, inputs) => settings.putOwnership(bucket, inputs.object("rule")?.string("objectOwnership")),
    read: ({ ownership }) => (ownership === undefined ? undefined : { rule: { objectOwnership: ownership } }),
    remove: (settings, bucket) => settings.putOwnership(bucket, undefined),
});
