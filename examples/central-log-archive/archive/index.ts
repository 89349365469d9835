import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity.js";
import * as kms from "@pulumi/aws/kms/index.js";
import * as s3 from "@pulumi/aws/s3/index.js";
import * as pulumi from "@pulumi/pulumi";
import { findingsBucketPolicy, findingsKeyPolicy } from "pulumi-guardduty";
import { joinPolicies } from "./join-policies";

const sources = new pulumi.Config().requireObject<string[]>("sources").map((source) => {
    const [accountId = "", region = ""] = source.split("/");
    return { accountId, region };
});
const archiveAccountId = getCallerIdentityOutput().accountId;
// Evidence outlives the stack: destroy leaves the bucket, its protection and its key. Take the option away to remove them.
const evidence: pulumi.CustomResourceOptions = { retainOnDelete: true };

const bucket = new s3.Bucket("findings-archive", {}, evidence);
const onBucket: pulumi.CustomResourceOptions = { ...evidence, deletedWith: bucket };
const ownership = new s3.BucketOwnershipControls(
    "findings-archive-ownership",
    { bucket: bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    onBucket,
);
const publicAccess = new s3.BucketPublicAccessBlock(
    "findings-archive-public-access",
    {
        bucket: bucket.bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
    },
    onBucket,
);
const versioning = new s3.BucketVersioning(
    "findings-archive-versioning",
    { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
    onBucket,
);
// GOVERNANCE: who has s3:BypassGovernanceRetention can still delete. COMPLIANCE lets nobody, not even the root user.
new s3.BucketObjectLockConfiguration(
    "findings-archive-object-lock",
    { bucket: bucket.bucket, rule: { defaultRetention: { mode: "GOVERNANCE", days: 365 } } },
    { ...onBucket, dependsOn: versioning },
);

const key = new kms.Key(
    "findings-archive-key",
    {
        description: "Encrypts the GuardDuty findings of several accounts",
        enableKeyRotation: true,
        policy: joinPolicies(
            sources.map((source) =>
                findingsKeyPolicy({
                    ...source,
                    bucketArn: bucket.arn,
                    bucketRegion: bucket.region,
                    keyAccountId: archiveAccountId,
                }),
            ),
        ),
    },
    evidence,
);
new s3.BucketServerSideEncryptionConfiguration(
    "findings-archive-encryption",
    {
        bucket: bucket.bucket,
        rules: [
            {
                applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
                bucketKeyEnabled: true,
            },
        ],
    },
    onBucket,
);
const policy = new s3.BucketPolicy(
    "findings-archive-policy",
    {
        bucket: bucket.bucket,
        policy: joinPolicies(
            sources.map((source) => findingsBucketPolicy({ ...source, bucketArn: bucket.arn, kmsKeyArn: key.arn })),
        ),
    },
    { ...onBucket, dependsOn: [ownership, publicAccess] },
);

// The members' configuration. The bucket's comes when its policy is there: before that, no export to it can be made.
export const archiveBucketArn = pulumi.all([bucket.arn, policy.id]).apply(([arn]) => arn);
export const archiveBucketRegion = bucket.region;
export const archiveKmsKeyArn = key.arn;
// The documents as they are, for whoever reviews them or writes them in another tool.
export const bucketPolicy = policy.policy;
export const keyPolicy = key.policy;
