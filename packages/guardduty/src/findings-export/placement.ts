import { parseBucketArn, parseDetectorArn, parseKmsKeyArn, type Parsed } from "../aws/arns";
import { findExportRegionFault, findKeyRegionFault } from "../aws/export-regions";
import { partitionOf } from "../aws/partitions";
import type { Problem } from "../validation/problem";
import { quoteText } from "../validation/quote";

/** Where detector, bucket and key are, as far as it is known. */
export interface Placement {
    readonly detectorArn: string | undefined;
    readonly detectorRegion: string | undefined;
    readonly bucketArn: string | undefined;
    readonly bucketRegion: string | undefined;
    readonly keyArn: string | undefined;
}

/** Bucket and key must be in one Region, which may receive the detector's findings, and all three in one partition. */
export function findPlacementProblems(placement: Placement, at: (argument: string) => string): Problem[] {
    const detector = parsed(placement.detectorArn, parseDetectorArn);
    const bucket = parsed(placement.bucketArn, parseBucketArn);
    const key = parsed(placement.keyArn, parseKmsKeyArn);
    const findingsRegion = detector?.region ?? placement.detectorRegion;
    const bucketRegion = placement.bucketRegion ?? (placement.bucketArn === undefined ? findingsRegion : undefined);
    const problems: Problem[] = [];

    const partition = detector?.partition ?? (findingsRegion === undefined ? undefined : partitionOf(findingsRegion));
    if (bucket !== undefined && partition !== undefined && bucket.partition !== partition) {
        const rule = `must be a bucket in the detector's partition, ${partition}`;
        problems.push({ path: at("existingBucketArn"), got: quoteText(placement.bucketArn ?? ""), rule });
    }
    if (findingsRegion !== undefined && placement.bucketRegion !== undefined) {
        const hint = findExportRegionFault(findingsRegion, placement.bucketRegion);
        const rule = "must be a Region whose buckets may receive the detector's findings";
        if (hint !== undefined)
            problems.push({ path: at("existingBucketRegion"), got: quoteText(placement.bucketRegion), rule, hint });
    }
    if (key !== undefined && bucketRegion !== undefined) {
        const hint = findKeyRegionFault(bucketRegion, key.region);
        const rule = "must be a key in the bucket's Region";
        if (hint !== undefined)
            problems.push({ path: at("existingKmsKeyArn"), got: quoteText(placement.keyArn ?? ""), rule, hint });
    }
    return problems;
}

function parsed<T>(text: string | undefined, parse: (text: string) => Parsed<T>): T | undefined {
    const result = text === undefined ? undefined : parse(text);
    return result !== undefined && "value" in result ? result.value : undefined;
}
