import { dnsSuffixOf } from "../core/regions";
import type { Bucket } from "./bucket";

/**
 * What KMS sees when S3 asks it for an object's key (AWS KMS Developer Guide, conditions-kms; Amazon S3 User Guide,
 * UsingKMSEncryption): that S3 asks, and the encryption context, which is the object, or the bucket where it has a
 * bucket key. For China the documentation does not say which suffix kms:ViaService has: S3's own host name.
 */
export function askedThroughS3(bucket: Bucket, key: string, bucketKeyEnabled: boolean): Record<string, string> {
    return {
        "kms:ViaService": `s3.${bucket.region}.${dnsSuffixOf(bucket.region)}`,
        "kms:EncryptionContext:aws:s3:arn": bucketKeyEnabled ? bucket.arn : `${bucket.arn}/${key}`,
    };
}
