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

    it("has a year of four digits, as RFC 3339 wants it", () => {
        expect(planBound(253_402_300_799_000, "updatedAt", "date", "lessThan")).toEqual({
            text: "9999-12-31T23:59:59Z",
        });
        expect(problemOf(253_402_300_800_000)?.rule).toBe("this is later than any date up to the year 9999");
        expect(problemOf(253_402_300_800_000, "createdAt")?.rule).toBe(
            "this is later than any date up to the year 9999",
        );
    });
});
