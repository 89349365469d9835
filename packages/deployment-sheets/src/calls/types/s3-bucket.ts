// terraform-provider-aws, internal/service/s3: bucket.go. Tags go through the S3 Control API since provider 6.23
// (hashicorp/terraform-provider-aws#45251), where an ARN of a bucket is what the request names.
import { isTagged, isTrue, text } from "../../stack/stack-resource";
import { type CallRule, on, when } from "../call";

/** A refresh reads all settings of a bucket, those too that have resources of their own. */
const READ = [
    // HeadBucket
    "ListBucket",
    "GetBucketPolicy GetBucketAcl GetBucketCORS GetBucketWebsite GetBucketVersioning GetAccelerateConfiguration",
    "GetBucketRequestPayment GetBucketLogging GetLifecycleConfiguration GetReplicationConfiguration",
    "GetEncryptionConfiguration GetBucketObjectLockConfiguration ListTagsForResource",
].join(" ");

export const bucket: CallRule = (resource) => {
    const arn = text(resource, "arn");
    const tagged = isTagged(resource);
    const locked = isTrue(resource, "objectLockEnabled");
    return {
        create: [
            ...on("s3", "CreateBucket", arn),
            ...when(locked, on("s3", "PutBucketObjectLockConfiguration PutBucketVersioning", arn)),
            ...when(tagged, on("s3", "TagResource", arn)),
        ],
        read: on("s3", READ, arn),
        update: when(tagged, on("s3", "TagResource UntagResource", arn)),
        delete: [
            ...on("s3", "DeleteBucket", arn),
            // Every version of every object goes first.
            ...when(isTrue(resource, "forceDestroy"), [
                ...on("s3", "ListBucketVersions", arn),
                ...on("s3", "DeleteObject DeleteObjectVersion", `${arn}/*`),
            ]),
        ],
    };
};
