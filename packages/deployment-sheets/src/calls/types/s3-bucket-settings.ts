// terraform-provider-aws, internal/service/s3: bucket_ownership_controls.go, bucket_public_access_block.go,
// bucket_versioning.go, bucket_policy.go, bucket_server_side_encryption_configuration.go,
// bucket_lifecycle_configuration.go, bucket_object_lock_configuration.go, bucket_logging.go, bucket_notification.go.
import { text } from "../../stack/stack-resource";
import { type CallRule, on } from "../call";

/** IAM knows no action of its own for taking such a setting away: S3 asks for the one that puts it. */
function setting(get: string, put: string, remove = put): CallRule {
    return (resource, { partition }) => {
        const arn = `arn:${partition}:s3:::${text(resource, "bucket")}`;
        const write = on("s3", put, arn);
        return { create: write, read: on("s3", get, arn), update: write, delete: on("s3", remove, arn) };
    };
}

export const ownershipControls = setting("GetBucketOwnershipControls", "PutBucketOwnershipControls");
export const publicAccessBlock = setting("GetBucketPublicAccessBlock", "PutBucketPublicAccessBlock");
export const versioning = setting("GetBucketVersioning", "PutBucketVersioning");
export const bucketPolicy = setting("GetBucketPolicy", "PutBucketPolicy", "DeleteBucketPolicy");
export const encryption = setting("GetEncryptionConfiguration", "PutEncryptionConfiguration");
export const lifecycle = setting("GetLifecycleConfiguration", "PutLifecycleConfiguration");
export const objectLock = setting("GetBucketObjectLockConfiguration", "PutBucketObjectLockConfiguration");
export const logging = setting("GetBucketLogging", "PutBucketLogging");
export const notification = setting("GetBucketNotification", "PutBucketNotification");
