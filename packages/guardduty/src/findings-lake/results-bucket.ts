import * as s3 from "@pulumi/aws/s3/index.js";
import type * as pulumi from "@pulumi/pulumi";
import { createPrivateBucket } from "../aws/private-bucket";
import { definedTags } from "../aws/tags";
import { tlsOnlyBucketPolicy } from "../aws/tls-only-policy";
import { whenKnown } from "../validation/settled";
import type { FindingsLakePlan } from "./plan";

export interface ResultsBucket {
    readonly bucket: s3.Bucket;
    /** What must be set before any result comes. */
    readonly settings: pulumi.Resource[];
}

/**
 * Where Athena puts results: private, TLS only. They hold parts of findings, so they don't stay; and nothing that a query could not
 * find again, so the bucket may be emptied when it goes.
 */
export function createResultsBucket(
    name: string,
    { tags, region, resultsExpireAfterDays }: FindingsLakePlan,
    options: pulumi.CustomResourceOptions,
): ResultsBucket {
    const logicalName = `${name}-results-bucket`;
    const { bucket, ownership, publicAccess, versioning } = createPrivateBucket(
        logicalName,
        { forceDestroy: true, tags: definedTags(tags), ...region },
        options,
    );
    const shared = { bucket: bucket.id, ...region };
    const lifecycle = new s3.BucketLifecycleConfiguration(
        `${logicalName}-lifecycle`,
        { ...shared, rules: whenKnown(resultsExpireAfterDays, expiryRules) },
        { ...options, dependsOn: [versioning] },
    );
    const policy = new s3.BucketPolicy(
        `${logicalName}-policy`,
        { ...shared, policy: bucket.arn.apply(tlsOnlyBucketPolicy) },
        { ...options, dependsOn: [publicAccess] },
    );
    return { bucket, settings: [ownership, publicAccess, versioning, lifecycle, policy] };
}

/** An older version of a result is of no use to anybody. */
function expiryRules(days: number) {
    return [
        {
            id: "expire-results",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { days },
            noncurrentVersionExpiration: { noncurrentDays: 1 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
        },
        {
            id: "remove-delete-markers",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { expiredObjectDeleteMarker: true },
        },
    ];
}
