import * as s3 from "@pulumi/aws/s3/index.js";
import * as pulumi from "@pulumi/pulumi";
import { createPrivateBucket } from "../aws/private-bucket";
import { definedTags, type Tags } from "../aws/tags";
import { whenKnown, type Settled } from "../validation/settled";
import type { FindingsExportPlan, Retention } from "./plan";

export interface BucketRequest {
    readonly name: string;
    readonly region: { region?: pulumi.Input<string> };
    readonly tags: Settled<Tags>;
    /** Parent, and what protects the evidence. */
    readonly options: pulumi.CustomResourceOptions;
}

export interface ExportBucket {
    readonly name: pulumi.Output<string>;
    readonly arn: pulumi.Output<string>;
    /** What must be set before anything is put into it; nothing for a bucket of the user's own. */
    readonly settings: pulumi.Resource[];
}

/** The bucket of the findings, without what needs the key. */
export function createExportBucket(
    plan: FindingsExportPlan,
    { name, region, tags, options }: BucketRequest,
): ExportBucket {
    const { bucket, ownership, publicAccess, versioning } = createPrivateBucket(
        `${name}-bucket`,
        {
            tags: definedTags(tags),
            ...(plan.bucketName === undefined ? {} : { bucket: plan.bucketName.plan() }),
            // Can only be switched on with the bucket's creation.
            ...(plan.hasObjectLock ? { objectLockEnabled: true } : {}),
            ...region,
        },
        options,
    );
    return { name: bucket.id, arn: bucket.arn, settings: [ownership, publicAccess, versioning] };
}

/** Encryption, lifecycle, object lock and access log. Returns them: no finding should come before its bucket is set up. */
export function configureExportBucket(
    bucket: ExportBucket,
    kmsKeyArn: pulumi.Output<string>,
    plan: FindingsExportPlan,
    { name, region, options }: BucketRequest,
): pulumi.Resource[] {
    const shared = { bucket: bucket.name, ...region };
    const afterSettings = { ...options, dependsOn: bucket.settings };
    const retention = plan.retention.plan();
    const settings: pulumi.Resource[] = [
        new s3.BucketServerSideEncryptionConfiguration(
            `${name}-bucket-encryption`,
            { ...shared, rules: [encryptionRule(kmsKeyArn)] },
            options,
        ),
        new s3.BucketLifecycleConfiguration(
            `${name}-bucket-lifecycle`,
            { ...shared, rules: plan.hasExpiry ? whenKnown(retention, expiryRules) : [ABORT_UPLOADS] },
            afterSettings,
        ),
    ];
    if (plan.hasObjectLock) {
        const rule = { defaultRetention: whenKnown(retention, ({ objectLock }) => ({ ...objectLock })) };
        settings.push(
            new s3.BucketObjectLockConfiguration(`${name}-bucket-object-lock`, { ...shared, rule }, afterSettings),
        );
    }
    if (plan.accessLogBucketName !== undefined) {
        const target = {
            targetBucket: plan.accessLogBucketName.plan(),
            targetPrefix: pulumi.interpolate`${bucket.name}/`,
        };
        settings.push(new s3.BucketLogging(`${name}-bucket-logging`, { ...shared, ...target }, options));
    }
    return settings;
}

/** A bucket key makes one request to KMS serve many objects: requests are billed. */
function encryptionRule(kmsKeyArn: pulumi.Output<string>) {
    return {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn },
        bucketKeyEnabled: true,
    };
}

const ABORT_UPLOADS = {
    id: "abort-incomplete-uploads",
    status: "Enabled",
    filter: { prefix: "" },
    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
};

/**
 * Expiry of findings. Objects without content never expire: without the prefix's marker, and the one that GuardDuty writes itself,
 * the export stops. S3 does not combine a size with the removal of delete markers, hence the third rule.
 */
function expiryRules({ expireAfterDays = 0 }: Retention) {
    return [
        ABORT_UPLOADS,
        {
            id: "expire-findings",
            status: "Enabled",
            filter: { objectSizeGreaterThan: 1 },
            expiration: { days: expireAfterDays },
            noncurrentVersionExpiration: { noncurrentDays: expireAfterDays },
        },
        {
            id: "remove-delete-markers",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { expiredObjectDeleteMarker: true },
        },
    ];
}
