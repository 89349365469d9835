import * as s3 from "@pulumi/aws/s3/index.js";
import type * as pulumi from "@pulumi/pulumi";
import { bucketNameFrom } from "./generated-names";

export interface PrivateBucket {
    readonly bucket: s3.Bucket;
    readonly ownership: s3.BucketOwnershipControls;
    readonly publicAccess: s3.BucketPublicAccessBlock;
    readonly versioning: s3.BucketVersioning;
}

/**
 * A bucket as every bucket of this library is: owned by its account alone (no ACLs), closed to the public, versioned. Its name is
 * generated unless the arguments give one.
 *
 * A bucket that is replaced is made before the old one goes, also under a name that it is given: where that is taken, by the old one
 * when only the Region changes, nothing has happened yet.
 */
export function createPrivateBucket(
    name: string,
    args: s3.BucketArgs,
    options: pulumi.CustomResourceOptions,
): PrivateBucket {
    const bucket = new s3.Bucket(
        name,
        { ...(args.bucket === undefined ? bucketNameFrom(name) : {}), ...args },
        { ...options, deleteBeforeReplace: false },
    );
    // It goes with the bucket, and not before: one that S3 does not delete, since it holds objects, stays as closed as it was.
    const ofBucket = { ...options, deletedWith: bucket };
    const shared = { bucket: bucket.id, ...(args.region === undefined ? {} : { region: args.region }) };
    return {
        bucket,
        ownership: new s3.BucketOwnershipControls(
            `${name}-ownership`,
            { ...shared, rule: { objectOwnership: "BucketOwnerEnforced" } },
            ofBucket,
        ),
        publicAccess: new s3.BucketPublicAccessBlock(
            `${name}-public-access`,
            {
                ...shared,
                blockPublicAcls: true,
                blockPublicPolicy: true,
                ignorePublicAcls: true,
                restrictPublicBuckets: true,
            },
            ofBucket,
        ),
        versioning: new s3.BucketVersioning(
            `${name}-versioning`,
            { ...shared, versioningConfiguration: { status: "Enabled" } },
            ofBucket,
        ),
    };
}
