import { factsOfField, type FieldKind } from "../catalog/finding-fields";
import { isDeferred } from "../validation/deferred";
import type { FindingCriterionArgs, FindingFilterArgs } from "./args";

const LATER = "known-later";
const SOME_DATE = 1_000_000_000_000;

/**
 * The filter with an acceptable value in place of each that is known later, and without the arguments that are broken already: the
 * rest can be checked at once, and what is found wrong is wrong whatever the missing parts turn out to be.
 */
export function withStandIns(filter: FindingFilterArgs, broken: readonly (string | undefined)[]): unknown {
    const sound: Partial<FindingFilterArgs> = Object.fromEntries(
        Object.entries(filter).filter(([argument]) => !broken.includes(argument)),
    );
    const { name = LATER, action, description, severities, findingTypes, criteria, tags, ...plain } = sound;
    const standIn: Record<string, unknown> = { ...plain, name };
    if (description !== undefined) standIn["description"] = isDeferred(description) ? LATER : description;
    if (severities !== undefined) standIn["severities"] = replaceTexts(severities, "LOW");
    if (findingTypes !== undefined) standIn["findingTypes"] = replaceTexts(findingTypes, LATER);
    if (criteria !== undefined)
        standIn["criteria"] = mapValues(criteria, (criterion, field) => replaceConditions(criterion, field));
    if (tags !== undefined && !isDeferred(tags))
        standIn["tags"] = mapValues(tags, (value) => (isDeferred(value) ? LATER : value));
    if (!isDeferred(action) && !broken.includes("action")) return { ...standIn, action };
    // With either action possible, only what both refuse is wrong.
    return { ...standIn, action: "ARCHIVE", description: LATER, allowBroadSuppression: true };
}

function replaceConditions(conditions: FindingCriterionArgs, field: string): Record<string, unknown> {
    const literal = literalOf(factsOfField(field)?.kind ?? "string");
    return mapValues({ ...conditions }, (value: unknown, condition) => {
        if (condition === "equals" || condition === "notEquals") return replaceTexts(value, literal);
        if (condition === "matches" || condition === "notMatches") return replaceTexts(value, LATER);
        return isDeferred(value) ? SOME_DATE : value;
    });
}

function literalOf(kind: FieldKind): string {
    if (kind === "boolean") return "true";
    return kind === "severity" ? "5" : LATER;
}

function replaceTexts(values: unknown, standIn: string): unknown {
    if (isDeferred(values)) return [standIn];
    return Array.isArray(values) ? values.map((value: unknown) => (isDeferred(value) ? standIn : value)) : values;
}

function mapValues<T>(
    record: Readonly<Record<string, T>>,
    transform: (value: T, key: string) => unknown,
): Record<string, unknown> {
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, transform(value, key)]));
}
