import * as s3 from "@pulumi/aws/s3/index.js";
import type * as pulumi from "@pulumi/pulumi";
import { FOLLOWS_PROGRAM } from "../aws/follows-program";
import { createPrivateBucket } from "../aws/private-bucket";
import { definedTags, type Tags } from "../aws/tags";
import { tlsOnlyBucketPolicy } from "../aws/tls-only-policy";
import type { Settled } from "../validation/settled";

/** Where the objects of lists go, and what must be there before. */
export interface ListBucket {
    readonly name: pulumi.Input<string>;
    readonly settings: pulumi.Resource[];
}

export interface ListBucketRequest {
    readonly name: string;
    readonly region: { region?: pulumi.Input<string> };
    readonly tags: Settled<Tags>;
    readonly parent: pulumi.Resource;
}

/**
 * The bucket of the lists' objects: private, versioned, TLS only. It holds nothing that cannot be made again, so it may be emptied
 * when it goes. No KMS key: GuardDuty's service-linked role would need a grant on it, and a key policy cannot name a role that does
 * not exist yet.
 */
export function createListBucket({ name, region, tags, parent }: ListBucketRequest): ListBucket {
    const options = { parent, ...FOLLOWS_PROGRAM };
    const bucketArgs = { forceDestroy: true, tags: definedTags(tags), ...region };
    const { bucket, ownership, publicAccess, versioning } = createPrivateBucket(
        `${name}-list-bucket`,
        bucketArgs,
        options,
    );
    const policy = new s3.BucketPolicy(
        `${name}-list-bucket-policy`,
        { bucket: bucket.id, policy: bucket.arn.apply(tlsOnlyBucketPolicy), ...region },
        { ...options, dependsOn: [publicAccess] },
    );
    return { name: bucket.id, settings: [ownership, publicAccess, versioning, policy] };
}
