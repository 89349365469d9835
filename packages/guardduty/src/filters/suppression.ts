import type { Criterion } from "./criteria";

/**
 * Attributes that every finding of an account, or every finding of a type, shares: a condition on one of them narrows nothing.
 * The choice is ours; AWS's advice is to suppress by type plus a narrow attribute.
 */
const SHARED_ATTRIBUTES = new Set([
    "type",
    "severity",
    "accountId",
    "region",
    "partition",
    "schemaVersion",
    "confidence",
    "resource.resourceType",
    "service.archived",
    "service.count",
    "service.detectorId",
    "service.featureName",
    "service.serviceName",
]);

/** In what way an ARCHIVE filter hides too much, as the end of a sentence, or undefined. */
export function findBroadSuppression(criteria: readonly Criterion[]): string | undefined {
    const namesType = criteria.some((criterion) => criterion.field === "type" && narrows(criterion));
    const namesAttribute = criteria.some((criterion) => !SHARED_ATTRIBUTES.has(criterion.field) && narrows(criterion));
    if (!namesType && !namesAttribute) return "names neither";
    if (!namesType) return "names no finding type";
    return namesAttribute ? undefined : "names nothing narrower than a finding type";
}

/** Only what a field must be narrows; what it must not be leaves nearly everything. Values of one condition are alternatives. */
function narrows({ equals = [], matches = [] }: Criterion): boolean {
    return equals.length > 0 || (matches.length > 0 && !matches.some(matchesNearlyAll));
}

/** A pattern of wildcards and punctuation, with at most one letter or digit, such as `*`, `*:*` or `*.*`. */
function matchesNearlyAll(pattern: string): boolean {
    return pattern.includes("*") && pattern.replace(/[^A-Za-z0-9]/g, "").length < 2;
}
