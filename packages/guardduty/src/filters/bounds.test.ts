import { describe, expect, it } from "vitest";
import { planBound } from "./bounds";

const MILLISECONDS = "a date is given in milliseconds since 1970";

function problemOf(bound: unknown, field = "updatedAt") {
    const planned = planBound(bound, field, "date", "greaterThan");
    return "problem" in planned ? planned.problem : undefined;
}

describe("a bound on a date", () => {
    it("of zero is no date, rather than a number that is lost", () => {
        const problem = problemOf(0);
        expect(problem?.rule).toBe(MILLISECONDS);
        expect(problem?.hint).not.toContain("greaterThanOrEqual");
    });

    it.each([-1, 0, 1, 20_261_124])("of %s is in 1970 or before, but not in seconds", (bound) => {
        const problem = problemOf(bound);
        expect(problem?.rule).toBe(MILLISECONDS);
        expect(problem?.hint).toBe(
            'That is in 1970 or before: write what Date.parse("2026-11-24") gives, for example.',
        );
    });

    it("in seconds is recognised", () => {
        expect(problemOf(1_795_478_400)?.hint).toBe("It looks like seconds: multiply it by 1000.");
    });

    it("is one of which the provider can count the nanoseconds", () => {
        const last = Date.UTC(2261, 11, 31, 23, 59, 59);
        expect(planBound(last, "updatedAt", "date", "lessThan")).toEqual({ text: "2261-12-31T23:59:59Z" });
        const rule = "this is later than any date up to the year 2261";
        expect(problemOf(last + 1000)?.rule).toBe(rule);
        expect(problemOf(last + 1000, "createdAt")?.rule).toBe(rule);
    });
});

describe("a bound on a number", () => {
    // The provider's check is ^\d+$ (verify.ValidStringDateOrPositiveInt).
    it.each(["greaterThan", "greaterThanOrEqual", "lessThan", "lessThanOrEqual"] as const)(
        "of %s is not negative",
        (condition) => {
            expect(planBound(-1, "confidence", "number", condition)).toMatchObject({
                problem: { rule: "the AWS provider takes no negative bound" },
            });
            expect(JSON.stringify(planBound(0, "confidence", "number", condition))).not.toMatch(/-\d/);
            expect(planBound(1, "confidence", "number", condition)).toEqual({ text: "1" });
        },
    );
});
