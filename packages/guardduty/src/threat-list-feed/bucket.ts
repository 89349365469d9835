import * as s3 from "@pulumi/aws/s3/index.js";
import type * as pulumi from "@pulumi/pulumi";
import { createPrivateBucket } from "../aws/private-bucket";
import { tlsOnlyBucketPolicy } from "../aws/tls-only-policy";
import type { FeedSite } from "./site";

export interface FeedBucket {
    readonly bucket: s3.Bucket;
    /** What must be set before any list is in it. */
    readonly settings: pulumi.Resource[];
}

/**
 * Where the feed keeps its lists: private, versioned, TLS only, and emptied when it goes, since it holds what publishers have. No KMS
 * key: GuardDuty's own role would need a grant on it.
 */
export function createBucket({ name, tagged, region, options }: FeedSite): FeedBucket {
    const logicalName = `${name}-bucket`;
    const made = createPrivateBucket(logicalName, { forceDestroy: true, ...tagged }, options);
    const { bucket, ownership, publicAccess, versioning } = made;
    const shared = { bucket: bucket.id, ...region };
    const lifecycle = new s3.BucketLifecycleConfiguration(
        `${logicalName}-lifecycle`,
        {
            ...shared,
            rules: [
                {
                    id: "expire-old-versions",
                    status: "Enabled",
                    filter: { prefix: "" },
                    noncurrentVersionExpiration: { noncurrentDays: 30 },
                    abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
                    expiration: { expiredObjectDeleteMarker: true },
                },
            ],
        },
        { ...options, dependsOn: [versioning] },
    );
    const policy = new s3.BucketPolicy(
        `${logicalName}-policy`,
        { ...shared, policy: bucket.arn.apply(tlsOnlyBucketPolicy) },
        { ...options, dependsOn: [publicAccess] },
    );
    return { bucket, settings: [ownership, publicAccess, versioning, lifecycle, policy] };
}
