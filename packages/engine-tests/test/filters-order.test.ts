import { expect, test } from "vitest";
import { filtersProgram, numbered, startFilterLife } from "../src/filter-life";
import { stepLines } from "../src/steps";

/** The two that have the least in common; packages/guardduty/test/filter-order.test.ts goes through all of them, and through more edits. */
const UNKNOWNS = [
    { takenFilterRank: "shift", filterRanksAfterDelete: "keepGaps", createFilterRankOutOfBounds: "refuse" },
    { takenFilterRank: "share", filterRanksAfterDelete: "closeUp", createFilterRankOutOfBounds: "clamp" },
] as const;

/** A life of one edit at a time, and what each does to the filters. The other resources have nothing to do. */
const EDITS: readonly (readonly [what: string, names: readonly string[], steps: readonly string[]])[] = [
    ["at first", ["aaa", "bbb", "ccc"], ["create aaa", "create bbb", "create ccc"]],
    ["inserted at the front", ["new", "aaa", "bbb", "ccc"], ["create new", "update aaa", "update bbb", "update ccc"]],
    ["inserted in the middle", ["new", "aaa", "mid", "bbb", "ccc"], ["create mid", "update bbb", "update ccc"]],
    ["removed in the middle", ["new", "aaa", "bbb", "ccc"], ["update bbb", "update ccc", "delete mid"]],
    ["moved to the front", ["ccc", "new", "aaa", "bbb"], ["update ccc", "update new", "update aaa", "update bbb"]],
    ["two exchanged", ["bbb", "new", "aaa", "ccc"], ["update bbb", "update ccc"]],
    ["removed at the front", ["new", "aaa", "ccc"], ["update new", "update aaa", "update ccc", "delete bbb"]],
    ["added at the end", ["new", "aaa", "ccc", "end"], ["create end"]],
];

test.each(UNKNOWNS)(
    "one edit at a time reaches the declared order: $takenFilterRank, $filterRanksAfterDelete",
    async (unknowns) => {
        const { life, ranks, gaps } = await startFilterLife(unknowns);
        for (const [what, names, steps] of EDITS) {
            const lines = stepLines(await life.up(filtersProgram(names)));
            const ofFilters = lines.filter((line) => line.includes("training-filter-"));
            expect(ofFilters, what).toEqual(steps.map((step) => step.replace(" ", " training-filter-")));
            expect(ranks(), what).toEqual(numbered(names));
            if (what !== "at first") {
                // The component's own inputs name the filters.
                expect(lines.filter((line) => !ofFilters.includes(line))).toEqual(["update training"]);
            }
        }
        expect(gaps).toEqual([]);
        expect(stepLines(await life.refresh())).toEqual([]);
        expect(stepLines(await life.preview())).toEqual([]);
    },
);
