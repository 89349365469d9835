import { factsOfField, FINDING_FIELDS, type FieldKind } from "../catalog/finding-fields";
import { didYouMean } from "../validation/nearest";
import type { Problem } from "../validation/problem";
import { quote, quoteText } from "../validation/quote";
import { LONGEST_PATTERN, MOST_PATTERNS, MOST_VALUES, MOST_WILDCARDS, type FilterAction } from "./args";
import { planBound } from "./bounds";

/** A criterion's conditions when everything in them is known. */
export interface PlainCriterion {
    readonly equals?: readonly string[];
    readonly notEquals?: readonly string[];
    readonly matches?: readonly string[];
    readonly notMatches?: readonly string[];
    readonly greaterThan?: unknown;
    readonly greaterThanOrEqual?: unknown;
    readonly lessThan?: unknown;
    readonly lessThanOrEqual?: unknown;
}

/** A criterion as the provider takes it: bounds as text. */
export interface Criterion {
    field: string;
    equals?: string[];
    notEquals?: string[];
    matches?: string[];
    notMatches?: string[];
    greaterThan?: string;
    greaterThanOrEqual?: string;
    lessThan?: string;
    lessThanOrEqual?: string;
}

export interface CriterionContext {
    readonly action: FilterAction;
    /** Where it is known. */
    readonly partition: string | undefined;
    readonly allowUnknownFields: boolean;
}

export interface PlannedCriterion {
    readonly criterion?: Criterion;
    readonly problems: readonly Problem[];
    readonly warnings: readonly string[];
}

const LITERALS = ["equals", "notEquals"] as const;
const PATTERNS = ["matches", "notMatches"] as const;
const BOUNDS = ["greaterThan", "greaterThanOrEqual", "lessThan", "lessThanOrEqual"] as const;

/** `path` is where the criterion stands in the arguments, `pathOf` where one of its conditions does. */
export function planCriterion(
    field: string,
    conditions: PlainCriterion,
    path: string,
    context: CriterionContext,
    pathOf: (condition: string) => string = (condition) => `${path}.${condition}`,
): PlannedCriterion {
    const facts = factsOfField(field);
    const kind = facts?.kind ?? "string";
    const criterion: Criterion = { field };
    const problems = [...findFieldProblems(field, path, context), ...findMissingConditions(conditions, path)];
    const warnings = facts === undefined && context.allowUnknownFields ? [`${path}: ${UNKNOWN_FIELD}`] : [];

    for (const condition of LITERALS) {
        const values = conditions[condition];
        if (values === undefined) continue;
        criterion[condition] = [...values];
        problems.push(...findLiteralProblems(values, kind, pathOf(condition)));
        warnings.push(...warnOfWildcards(values, pathOf(condition), condition));
        if (kind === "ip") warnings.push(...warnOfRanges(values, pathOf(condition)));
    }
    for (const condition of PATTERNS) {
        const values = conditions[condition];
        if (values === undefined) continue;
        criterion[condition] = [...values];
        problems.push(...findPatternProblems(values, pathOf(condition)));
        if (kind === "ip") warnings.push(...warnOfRanges(values, pathOf(condition)));
    }
    for (const condition of BOUNDS) {
        if (conditions[condition] === undefined) continue;
        const planned = planBound(conditions[condition], field, kind, condition);
        if ("problem" in planned)
            problems.push({ path: pathOf(condition), got: quote(conditions[condition]), ...planned.problem });
        else criterion[condition] = planned.text;
        if (kind === "string" || kind === "boolean" || kind === "ip")
            warnings.push(
                `${pathOf(condition)}: ${field} holds text, which GuardDuty is not known to compare with a number.`,
            );
    }
    return { criterion, problems, warnings };
}

const UNKNOWN_FIELD = "this version of the library does not know the field; GuardDuty decides whether it exists.";

function findMissingConditions(conditions: PlainCriterion, path: string): Problem[] {
    if (Object.values(conditions).some((condition) => condition !== undefined)) return [];
    const known = [...LITERALS, ...PATTERNS, ...BOUNDS].join(", ");
    return [{ path, rule: `must have at least one of the conditions ${known}` }];
}

/** Fields that AWS took from its list in 2026. */
const REMOVED_FIELDS = [
    "title",
    "description",
    "resource.rdsDbInstanceDetails.tags.key",
    "resource.rdsDbInstanceDetails.tags.value",
    "service.action.awsApiCallAction.affectedResources",
    "service.detection.anomaly.profiles",
    "service.detection.anomaly.unusual.behavior",
];

function findFieldProblems(field: string, path: string, context: CriterionContext): Problem[] {
    const facts = factsOfField(field);
    if (facts === undefined) return context.allowUnknownFields ? [] : [describeUnknownField(field, path)];
    if (!facts.archiveOnly) return [];
    if (context.action !== "ARCHIVE") {
        const rule = "this field works in filters with the action ARCHIVE only: GuardDuty refuses it with NOOP";
        return [{ path, rule, hint: 'Choose another field, or action: "ARCHIVE" if findings are to be suppressed.' }];
    }
    if (context.partition === undefined || context.partition === "aws") return [];
    return [{ path, rule: `this field exists in the aws partition only, and this account is in ${context.partition}` }];
}

function describeUnknownField(field: string, path: string): Problem {
    if (/^sample[-_ ]/i.test(field) || /placeholder|example|your[-_ ]/i.test(field)) {
        const hint = `Put a real field in its place, such as "resource.instanceDetails.imageId".`;
        return {
            path,
            got: quoteText(field),
            rule: "this is a placeholder from an example, not a field of a finding",
            hint,
        };
    }
    if (REMOVED_FIELDS.includes(field))
        return { path, got: quoteText(field), rule: "AWS removed this field from filters in 2026" };
    const hint = didYouMean(field, FINDING_FIELDS) ?? "FINDING_FIELDS lists them all.";
    return {
        path,
        got: quoteText(field),
        rule: "there is no such field in findings",
        hint: `${hint} Set allowUnknownFields: true for one that AWS added later.`,
    };
}

function findLiteralProblems(values: readonly string[], kind: FieldKind, path: string): Problem[] {
    const problems = findCountProblems(values, MOST_VALUES, path);
    values.forEach((value, index) => {
        const at = `${path}[${index}]`;
        if (kind === "boolean" && value !== "true" && value !== "false") {
            problems.push({ path: at, got: quoteText(value), rule: 'this field holds "true" or "false", as text' });
        }
        if (kind === "severity" && !/^(?:[1-9](?:\.\d)?|10(?:\.0)?)$/.test(value)) {
            const hint = "The argument severities takes LOW, MEDIUM, HIGH and CRITICAL.";
            problems.push({
                path: at,
                got: quoteText(value),
                rule: "a severity is a number from 1 to 10, as text",
                hint,
            });
        }
    });
    return problems;
}

function findPatternProblems(values: readonly string[], path: string): Problem[] {
    const problems = findCountProblems(values, MOST_PATTERNS, path);
    values.forEach((value, index) => {
        const at = `${path}[${index}]`;
        const wildcards = value.replace(/[^*?]/g, "").length;
        if (value.length === 0 || value.length > LONGEST_PATTERN) {
            problems.push({
                path: at,
                got: quoteText(value),
                rule: `a pattern has 1 to ${LONGEST_PATTERN} characters`,
            });
        }
        if (wildcards > MOST_WILDCARDS) {
            const rule = `a pattern has at most ${MOST_WILDCARDS} wildcards (* and ?)`;
            problems.push({ path: at, got: `${quoteText(value)} with ${wildcards} of them`, rule });
        }
    });
    return problems;
}

const PATTERNS_HINT = `GuardDuty takes ${MOST_PATTERNS} patterns for a field; one wildcard among findingTypes makes all of them patterns.`;

function findCountProblems(values: readonly string[], most: number, path: string): Problem[] {
    if (values.length === 0)
        return [
            {
                path,
                got: "[]",
                rule: `must be an array of 1 to ${most} texts`,
                hint: "Leave it out instead.",
            },
        ];
    if (values.length <= most) return [];
    const problem = { path, got: `${values.length} values`, rule: `must be an array of 1 to ${most} texts` };
    return [most === MOST_PATTERNS ? { ...problem, hint: PATTERNS_HINT } : problem];
}

function warnOfWildcards(values: readonly string[], path: string, condition: "equals" | "notEquals"): string[] {
    const pattern = condition === "equals" ? "matches" : "notMatches";
    return values
        .filter((value) => value.includes("*"))
        .map(
            (value) =>
                `${path}: ${quoteText(value)} is compared literally, * included; for a pattern write ${pattern}.`,
        );
}

/** The user guide speaks of ranges in one place, and of single addresses and patterns in another. */
function warnOfRanges(values: readonly string[], path: string): string[] {
    const why = "which AWS does not say it compares with an address; for a range write a pattern such as 198.51.100.*";
    return values
        .filter((value) => value.includes("/"))
        .map((value) => `${path}: ${quoteText(value)} is a range, ${why} in matches or notMatches.`);
}
