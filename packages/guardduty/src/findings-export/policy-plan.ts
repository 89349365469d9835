import { parseBucketArn, parseDetectorArn, parseKmsKeyArn, type Parsed } from "../aws/arns";
import { findExportRegionFault } from "../aws/export-regions";
import { partitionOf } from "../aws/partitions";
import { isPlainObject } from "../validation/deferred";
import type { Planned } from "../validation/gate";
import type { Problem } from "../validation/problem";
import { quoteText } from "../validation/quote";
import { findProblems } from "../validation/schema";
import { bucketPolicyDocument, keyPolicyDocument, type FindingsSource } from "./policies";
import { findingsBucketPolicySchema, findingsKeyPolicySchema } from "./policy-args";

/** The bucket's policy as JSON, from arguments whose values are all known. */
export function planBucketPolicy(known: unknown): Planned<string> {
    const problems = findProblems(findingsBucketPolicySchema, known, "");
    if (problems.length > 0) return { problems };
    const given = readTexts(known);
    const { bucketArn = "", kmsKeyArn = "", prefix } = given;
    const source = planSource(given);
    if ("problems" in source) return source;
    const placeProblems = [
        ...findBucketProblems(source.plan, bucketArn),
        ...findRegionProblems(source.plan, "kmsKeyArn", kmsKeyArn, valueOf(parseKmsKeyArn(kmsKeyArn))?.region),
    ];
    if (placeProblems.length > 0) return { problems: placeProblems };
    return { plan: JSON.stringify(bucketPolicyDocument({ source: source.plan, bucketArn, kmsKeyArn, prefix })) };
}

/** The key's policy as JSON, from arguments whose values are all known. */
export function planKeyPolicy(known: unknown): Planned<string> {
    const problems = findProblems(findingsKeyPolicySchema, known, "");
    if (problems.length > 0) return { problems };
    const given = readTexts(known);
    const { bucketArn = "" } = given;
    const source = planSource(given);
    if ("problems" in source) return source;
    const { bucketRegion = source.plan.region, keyAccountId = source.plan.accountId } = given;
    const { bucketAccountId = keyAccountId } = given;
    const placeProblems = [
        ...findBucketProblems(source.plan, bucketArn),
        ...findRegionProblems(source.plan, "bucketRegion", bucketRegion, bucketRegion),
    ];
    if (placeProblems.length > 0) return { problems: placeProblems };
    const request = { source: source.plan, bucketArn, bucketRegion, keyAccountId, bucketAccountId };
    return { plan: JSON.stringify(keyPolicyDocument(request)) };
}

type Texts = Readonly<Partial<Record<string, string>>>;

function readTexts(known: unknown): Texts {
    const entries = isPlainObject(known) ? Object.entries(known) : [];
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

const SOURCE_RULE = "give either detectorArn, or accountId and region";

function planSource({ detectorArn, accountId, region }: Texts): Planned<FindingsSource> {
    if (detectorArn !== undefined) {
        const extra = Object.entries({ accountId, region }).filter(([, value]) => value !== undefined);
        const problems = extra.map(([path, value = ""]) => ({
            path,
            got: `${quoteText(value)} besides detectorArn`,
            rule: SOURCE_RULE,
            hint: "The detector's ARN says it already.",
        }));
        const parsed = valueOf(parseDetectorArn(detectorArn));
        return problems.length > 0 || parsed === undefined ? { problems } : { plan: parsed };
    }
    if (accountId !== undefined && region !== undefined) {
        return { plan: { partition: partitionOf(region), region, accountId } };
    }
    const path = accountId === undefined ? (region === undefined ? "detectorArn" : "accountId") : "region";
    return { problems: [{ path, got: "nothing", rule: SOURCE_RULE }] };
}

function findBucketProblems({ partition }: FindingsSource, bucketArn: string): Problem[] {
    if (valueOf(parseBucketArn(bucketArn))?.partition === partition) return [];
    return [
        {
            path: "bucketArn",
            got: quoteText(bucketArn),
            rule: "must be a bucket in the partition of the findings",
            hint: `Those are in ${partition}.`,
        },
    ];
}

function findRegionProblems(
    source: FindingsSource,
    path: string,
    value: string,
    bucketRegion: string | undefined,
): Problem[] {
    const hint = bucketRegion === undefined ? undefined : findExportRegionFault(source.region, bucketRegion);
    if (hint === undefined) return [];
    const rule = "must be in a Region whose buckets may receive the findings, bucket and key in the same one";
    return [{ path, got: quoteText(value), rule, hint }];
}

function valueOf<T>(parsed: Parsed<T>): T | undefined {
    return "value" in parsed ? parsed.value : undefined;
}
