import type { FieldKind } from "../catalog/finding-fields";
import type { Problem } from "../validation/problem";

type BoundProblem = Pick<Problem, "rule" | "hint">;
export type PlannedBound = { readonly text: string } | { readonly problem: BoundProblem };
type BoundName = "greaterThan" | "greaterThanOrEqual" | "lessThan" | "lessThanOrEqual";

/** Milliseconds of 1973-03-03: a smaller date was surely not given in milliseconds. */
const EARLIEST_MILLISECONDS = 100_000_000_000;
/** The provider counts the nanoseconds of a date, of which 64 bits hold those up to 2262-04-11. */
const LATEST_MILLISECONDS = Date.UTC(2261, 11, 31, 23, 59, 59);

/**
 * A bound as the provider takes it: whole numbers as text, from 1 on, for the field `updatedAt` alone as an RFC 3339 date, which the provider
 * turns into milliseconds and back without fractions of a second.
 */
export function planBound(bound: unknown, field: string, kind: FieldKind, condition: BoundName): PlannedBound {
    if (typeof bound !== "number") return { problem: describeWrongType(bound, kind) };
    if (!Number.isSafeInteger(bound))
        return { problem: { rule: "a bound must be a whole number, since GuardDuty takes integers only" } };
    if (kind === "date" && bound < EARLIEST_MILLISECONDS) return { problem: describeEarlyDate(bound) };
    if (kind === "date" && bound > LATEST_MILLISECONDS)
        return { problem: { rule: "this is later than any date up to the year 2261" } };
    if (bound === 0) return { problem: { rule: "the AWS provider loses a bound of zero", hint: mendZero(condition) } };
    if (bound < 0)
        return { problem: { rule: "the AWS provider takes no negative bound", hint: mendNegative(condition) } };
    if (field !== "updatedAt") return { text: String(bound) };
    if (bound % 1000 !== 0) {
        const rule = "a bound on updatedAt must be a whole second, since the AWS provider drops what is below";
        return { problem: { rule, hint: `Write ${bound - (bound % 1000)}.` } };
    }
    return { text: new Date(bound).toISOString().replace(".000Z", "Z") };
}

function describeEarlyDate(bound: number): BoundProblem {
    const hint =
        bound * 1000 < EARLIEST_MILLISECONDS
            ? 'That is in 1970 or before: write what Date.parse("2026-11-24") gives, for example.'
            : "It looks like seconds: multiply it by 1000.";
    return { rule: "a date is given in milliseconds since 1970", hint };
}

function describeWrongType(bound: unknown, kind: FieldKind): BoundProblem {
    const milliseconds =
        typeof bound === "string" ? Date.parse(bound) : bound instanceof Date ? bound.getTime() : Number.NaN;
    if (kind === "date") {
        const rule = "a date is given in milliseconds since 1970, as a number";
        return Number.isNaN(milliseconds) ? { rule } : { rule, hint: `Write ${milliseconds}.` };
    }
    const rule = "a bound must be a whole number";
    return typeof bound === "string" && /^-?\d{1,15}$/.test(bound)
        ? { rule, hint: `Write ${bound} without quotes.` }
        : { rule };
}

function mendZero(condition: BoundName): string {
    if (condition === "greaterThan") return "Write greaterThanOrEqual: 1.";
    if (condition === "lessThanOrEqual") return "Write lessThan: 1.";
    return mendNegative(condition);
}

function mendNegative(condition: BoundName): string {
    return condition === "greaterThan" || condition === "greaterThanOrEqual"
        ? "Leave it out where the field is never negative."
        : "Name the values themselves, with equals.";
}
