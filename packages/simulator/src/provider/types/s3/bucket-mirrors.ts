import type { Bucket, LifecycleRule } from "../../../account/s3/bucket";
import type { PropertyMap } from "../../resource-provider";

/**
 * What a bucket's own resource tells of the settings that other resources make. The provider reads it all, and takes none
 * of it for a difference where the program says nothing (`Optional` and `Computed` in terraform-provider-aws,
 * internal/service/s3/bucket.go). So a refresh changes the outputs of a bucket that was made before its settings, and
 * the next update changes nothing (seen in pulumi/pulumi-aws#3166; what pulumi/pulumi-aws#6244 reports, rules that an
 * update deletes after a refresh, is closed as fixed).
 */
export const MIRRORS = [
    ...["lifecycleRules", "logging", "objectLockConfiguration", "policy", "serverSideEncryptionConfiguration"],
    "versioning",
];

export function mirrorsOf(bucket: Bucket): PropertyMap {
    const { encryption, defaultRetention } = bucket;
    return {
        lifecycleRules: (bucket.lifecycle ?? []).map(lifecycleRuleOf),
        logging: bucket.logging === undefined ? null : { ...bucket.logging },
        objectLockConfiguration: bucket.objectLock
            ? {
                  objectLockEnabled: "Enabled",
                  ...(defaultRetention === undefined ? {} : { rule: { defaultRetention: { ...defaultRetention } } }),
              }
            : null,
        policy: bucket.policy ?? "",
        serverSideEncryptionConfiguration: {
            rule: {
                applyServerSideEncryptionByDefault: {
                    kmsMasterKeyId: encryption.kmsKeyId ?? "",
                    sseAlgorithm: encryption.algorithm,
                },
                bucketKeyEnabled: encryption.bucketKeyEnabled,
            },
        },
        versioning: { enabled: bucket.versioning === "Enabled", mfaDelete: false },
    };
}

function lifecycleRuleOf(rule: LifecycleRule): PropertyMap {
    return {
        id: rule.id,
        enabled: rule.status === "Enabled",
        abortIncompleteMultipartUploadDays: rule.abortMultipartDays ?? 0,
        ...(rule.expirationDays === undefined ? {} : { expiration: { days: rule.expirationDays } }),
        ...(rule.noncurrentDays === undefined ? {} : { noncurrentVersionExpiration: { days: rule.noncurrentDays } }),
        ...(rule.transitions.length === 0 ? {} : { transitions: rule.transitions.map((one) => ({ ...one })) }),
    };
}
