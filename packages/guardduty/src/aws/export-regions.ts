import { partitionOf } from "./partitions";
import { describeOptIn } from "./regions";

/**
 * Why findings of one Region cannot go to a bucket in another, or undefined (GuardDuty User Guide, "Exporting findings",
 * considerations): a bucket in an opt-in Region takes the findings of that Region only, one in a Region that is enabled by default
 * those of every Region of its partition.
 */
export function findExportRegionFault(findingsRegion: string, bucketRegion: string): string | undefined {
    if (findingsRegion === bucketRegion) return undefined;
    const partition = partitionOf(findingsRegion);
    if (partition !== partitionOf(bucketRegion)) {
        return `Findings of ${findingsRegion} stay in the partition ${partition}; ${bucketRegion} is in ${partitionOf(bucketRegion)}.`;
    }
    // AWS GovCloud (US) User Guide, Amazon GuardDuty: no cross-Region data transfer.
    if (partition === "aws-us-gov")
        return `In AWS GovCloud (US) the bucket must be in the Region of the findings, ${findingsRegion}.`;
    const optIn = describeOptIn(bucketRegion);
    if (optIn === undefined) return undefined;
    return `${optIn}: only its own findings can go to a bucket there. Use a bucket in ${suggest(findingsRegion)}.`;
}

function suggest(findingsRegion: string): string {
    return describeOptIn(findingsRegion) === undefined
        ? `${findingsRegion} or another Region that is enabled by default`
        : `${findingsRegion}, or in a Region that is enabled by default`;
}

/** Why a key cannot encrypt the findings in a bucket, or undefined: S3 uses keys of the bucket's Region only. */
export function findKeyRegionFault(bucketRegion: string, keyRegion: string): string | undefined {
    if (bucketRegion === keyRegion) return undefined;
    return `The key is in ${keyRegion} and the bucket in ${bucketRegion}: both must be in one Region.`;
}
