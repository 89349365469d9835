import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { isScheduleExpression } from "./schedule-expression";

describe("a schedule's expression", () => {
    // From AWS's guides (schedule-types; eb-scheduled-rule-pattern) and from localstack/localstack#13572, where AWS took them.
    it.each([
        ...["rate(1 hour)", "rate(1 hours)", "rate(5 minutes)", "rate(10 days)", "rate(1 day)", "rate(12 hours)"],
        ...["cron(15 10 * * ? *)", "cron(15 10 ? * * *)", "cron(0 18 ? * MON-FRI *)", "cron(0 8 1 * ? *)"],
        ...["cron(0/15 10-16 ? * MON-FRI *)", "cron(0 8 ? * 3#1 *)", "cron(15 10 ? * 6L 2022-2023)"],
        ...["cron(0-15/1 8-8 ? * 2,3,4,5,6,7 *)", "cron(1-31/30 1-1 ? * 1,7 *)", "cron(0 10 L JAN,feb ? *)"],
        ...["cron(0 10 3W * ? 1970,2199)", "cron(0 10 LW * ? *)", "cron(*/5 * * * ? *)"],
        ...["at(2026-11-20T13:00:00)", "at(2028-02-29T00:00:00)"],
    ])("may be %s", (expression) => {
        expect(isScheduleExpression(expression)).toBe(true);
    });

    it.each([
        ...["", "rate(1)", "rate(0 hours)", "rate(-1 hours)", "rate(1.5 hours)", "rate(2 weeks)", "rate( 1 hour)"],
        ...["rate(1 hour) ", "daily", "0 6 * * ? *", "Rate(1 hour)"],
        // Five fields; a day in both; a day in neither.
        ...["cron(0 6 * * ?)", "cron(7 20 * * 1-7 *)", "cron(0 6 ? * ? *)", "cron(0 6 * * * *)", "cron(0 6 * * ? * *)"],
        ...[
            "cron(60 6 * * ? *)",
            "cron(0 24 * * ? *)",
            "cron(0 0 32 * ? *)",
            "cron(0 0 0 * ? *)",
            "cron(0 0 1 13 ? *)",
        ],
        ...[
            "cron(0 0 ? * 8 *)",
            "cron(0 0 1 * ? 1969)",
            "cron(0 0 1 * ? 2200)",
            "cron(0 0 ? * 2#6 *)",
            "cron(0 0 32W * ? *)",
        ],
        ...[
            "cron(0/0 * * * ? *)",
            "cron(1/2/3 * * * ? *)",
            "cron(1-2-3 * * * ? *)",
            "cron(, * * * ? *)",
            "cron(? 6 * * ? *)",
        ],
        ...["cron(0  6 * * ? *)", "cron(x 6 * * ? *)", "cron(0 6 JAN * ? *)"],
        ...[
            "at(2026-02-29T00:00:00)",
            "at(2026-11-20 13:00:00)",
            "at(2026-11-20T24:00:00)",
            "at(2026-11-20T13:00:00Z)",
        ],
    ])("may not be %s", (expression) => {
        expect(isScheduleExpression(expression)).toBe(false);
    });

    it("is any rate of whole units, and nothing that is not exactly one", () => {
        const unit = fc.constantFrom("minute", "minutes", "hour", "hours", "day", "days");
        fc.assert(
            fc.property(fc.integer({ min: 1, max: 100_000 }), unit, fc.string({ minLength: 1 }), (count, one, junk) => {
                const rate = `rate(${count} ${one})`;
                return (
                    isScheduleExpression(rate) &&
                    !isScheduleExpression(rate + junk) &&
                    !isScheduleExpression(junk + rate)
                );
            }),
        );
    });

    it("is any cron expression of lists, ranges and steps inside of what each field has, and none outside", () => {
        const within = (least: number, most: number): fc.Arbitrary<string> => {
            const value = fc.integer({ min: least, max: most });
            const range = fc.tuple(value, value).map(([from, to]) => `${from}-${to}`);
            const base = fc.oneof(value.map(String), range, fc.constant("*"));
            const step = fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined });
            const element = fc.tuple(base, step).map(([one, by]) => (by === undefined ? one : `${one}/${by}`));
            return fc.array(element, { minLength: 1, maxLength: 3 }).map((elements) => elements.join(","));
        };
        const fields: [number, number][] = [
            [0, 59],
            [0, 23],
            [1, 31],
            [1, 12],
            [1970, 2199],
        ];
        fc.assert(
            fc.property(fc.tuple(...fields.map(([least, most]) => within(least, most))), fc.nat(4), (given, broken) => {
                const write = ([minutes, hours, day, month, year]: readonly string[]): string =>
                    `cron(${[minutes, hours, day, month, "?", year].join(" ")})`;
                const outside = given.map((field, index) =>
                    index === broken ? `${field},${(fields[index]?.[1] ?? 0) + 1}` : field,
                );
                return isScheduleExpression(write(given)) && !isScheduleExpression(write(outside));
            }),
        );
    });
});
