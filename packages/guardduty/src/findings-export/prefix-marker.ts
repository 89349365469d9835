import * as s3 from "@pulumi/aws/s3/index.js";
import * as pulumi from "@pulumi/pulumi";
import { UNTAGGED_OBJECT } from "../aws/untagged-object";
import type { Settled } from "../validation/settled";
import type { ExportBucket } from "./bucket";
import type { ExportSite } from "./site";

/** GuardDuty does not make the folder it is to write to: without an object for it, it refuses the destination. */
export function createPrefixMarker(
    bucket: ExportBucket,
    prefix: Settled<string>,
    dependsOn: pulumi.Resource[],
    { name, bucketRegion, evidence }: ExportSite,
): s3.BucketObjectv2 {
    return new s3.BucketObjectv2(
        `${name}-prefix-marker`,
        {
            bucket: bucket.name,
            key: pulumi.interpolate`${prefix}/`,
            content: "",
            ...UNTAGGED_OBJECT,
            ...bucketRegion,
        },
        { ...evidence, dependsOn },
    );
}
