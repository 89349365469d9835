import { isJsonList, isJsonObject, type Json, type JsonObject } from "../events/event-fields";
import type { Condition, Criteria } from "./filters";

/**
 * Whether a finding is one that a filter is for: all its criteria are met (GuardDuty User Guide, guardduty_filter-findings).
 * Where a list lies on the way to a field, one of its elements is enough. That a field which is not there is unlike any
 * value, and so meets notEquals and notMatches, is inferred.
 */
export function meetsCriteria(finding: JsonObject, criteria: Criteria): boolean {
    return [...criteria].every(([field, condition]) => {
        const values = valuesAt(finding, field.split("."));
        return meetsTexts(values.map(String), condition) && meetsBounds(values.map(numberOf), condition);
    });
}

function valuesAt(value: Json | undefined, path: readonly string[]): (string | number | boolean)[] {
    if (isJsonList(value)) {
        return value.flatMap((one) => valuesAt(one, path));
    }
    const [name, ...rest] = path;
    if (name !== undefined) {
        return isJsonObject(value) && Object.hasOwn(value, name) ? valuesAt(value[name], rest) : [];
    }
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? [value] : [];
}

function meetsTexts(values: readonly string[], condition: Condition): boolean {
    const some = (wanted: readonly string[], is: (value: string, one: string) => boolean): boolean =>
        values.some((value) => wanted.some((one) => is(value, one)));
    const equal = (value: string, one: string): boolean => value === one;
    return (
        (condition.equals === undefined || some(condition.equals, equal)) &&
        (condition.notEquals === undefined || !some(condition.notEquals, equal)) &&
        (condition.matches === undefined || some(condition.matches, isLike)) &&
        (condition.notMatches === undefined || !some(condition.notMatches, isLike))
    );
}

/** `*` is any text or none, `?` any one character. */
function isLike(value: string, pattern: string): boolean {
    const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`^${escaped.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`).test(value);
}

function meetsBounds(values: readonly number[], condition: Condition): boolean {
    const { greaterThan, greaterThanOrEqual, lessThan, lessThanOrEqual } = condition;
    const meets = (bound: bigint | undefined, compare: (value: number, bound: number) => boolean): boolean =>
        bound === undefined || values.some((value) => compare(value, Number(bound)));
    return (
        meets(greaterThan, (value, bound) => value > bound) &&
        meets(greaterThanOrEqual, (value, bound) => value >= bound) &&
        meets(lessThan, (value, bound) => value < bound) &&
        meets(lessThanOrEqual, (value, bound) => value <= bound)
    );
}

/** A time counts in milliseconds since the epoch. */
function numberOf(value: string | number | boolean): number {
    return typeof value === "string" && !/^-?[\d.]+$/.test(value) ? Date.parse(value) : Number(value);
}
