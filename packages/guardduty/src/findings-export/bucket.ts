import * as s3 from "@pulumi/aws/s3/index.js";
import * as pulumi from "@pulumi/pulumi";
import { createPrivateBucket } from "../aws/private-bucket";
import { definedTags } from "../aws/tags";
import { whenKnown, type Settled } from "../validation/settled";
import type { FindingsExportPlan, Retention } from "./plan";
import type { ExportSite } from "./site";

export interface ExportBucket {
    readonly name: pulumi.Output<string>;
    readonly arn: pulumi.Output<string>;
    /** Nothing for a bucket of the user's own. */
    readonly created: pulumi.Resource | undefined;
    /** What must be set before anything is put into it; nothing for a bucket of the user's own. */
    readonly settings: pulumi.Resource[];
}

/** The bucket of the findings, without what needs the key. */
export function findOrCreateBucket(
    plan: FindingsExportPlan,
    { name, region, tags, evidence }: ExportSite,
): ExportBucket {
    if (plan.existingBucketArn !== undefined) return describeExistingBucket(plan.existingBucketArn.plan());
    const { bucket, ownership, publicAccess, versioning } = createPrivateBucket(
        `${name}-bucket`,
        {
            tags: definedTags(tags),
            ...(plan.bucketName === undefined ? {} : { bucket: plan.bucketName.plan() }),
            ...region,
        },
        evidence,
    );
    return { name: bucket.id, arn: bucket.arn, created: bucket, settings: [ownership, publicAccess, versioning] };
}

function describeExistingBucket(given: Settled<string>): ExportBucket {
    const arn = pulumi.output(given);
    const name = arn.apply((known) => known.slice(known.lastIndexOf(":") + 1));
    return { arn, name, created: undefined, settings: [] };
}

/**
 * Everything that a created bucket is set up with, since no finding should come before; nothing for a bucket of the user's own,
 * which is left as it is.
 */
export function setUpBucket(
    bucket: ExportBucket,
    kmsKeyArn: pulumi.Output<string>,
    policy: pulumi.Output<string>,
    plan: FindingsExportPlan,
    { name, region, evidence }: ExportSite,
): pulumi.Resource[] {
    if (bucket.created === undefined) return [];
    const shared = { bucket: bucket.name, ...region };
    const ofBucket = { ...evidence, deletedWith: bucket.created };
    const afterSettings = { ...ofBucket, dependsOn: bucket.settings };
    const retention = plan.retention.plan();
    const set: pulumi.Resource[] = [
        ...bucket.settings,
        new s3.BucketServerSideEncryptionConfiguration(
            `${name}-bucket-encryption`,
            { ...shared, rules: [encryptionRule(kmsKeyArn)] },
            ofBucket,
        ),
        new s3.BucketLifecycleConfiguration(
            `${name}-bucket-lifecycle`,
            { ...shared, rules: plan.hasExpiry ? whenKnown(retention, expiryRules) : [ABORT_UPLOADS] },
            afterSettings,
        ),
        new s3.BucketPolicy(`${name}-bucket-policy`, { ...shared, policy }, afterSettings),
    ];
    if (plan.hasObjectLock) {
        // Switches the lock on, too: the bucket's own objectLockEnabled would replace a bucket that gets its lock later.
        const rule = { defaultRetention: whenKnown(retention, ({ objectLock }) => ({ ...objectLock })) };
        set.push(
            new s3.BucketObjectLockConfiguration(`${name}-bucket-object-lock`, { ...shared, rule }, afterSettings),
        );
    }
    if (plan.accessLogBucketName !== undefined) {
        const target = {
            targetBucket: plan.accessLogBucketName.plan(),
            targetPrefix: pulumi.interpolate`${bucket.name}/`,
        };
        set.push(new s3.BucketLogging(`${name}-bucket-logging`, { ...shared, ...target }, ofBucket));
    }
    return set;
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
 * the export stops. (The bound is 1, since the provider may lose a zero; no finding has a single byte.) S3 does not combine a size
 * with the removal of delete markers, hence the third rule.
 *
 * What is always there comes first: the provider mixes up rules that move up when an earlier one goes (terraform-provider-aws#41835).
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
