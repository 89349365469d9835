import { expect, test } from "vitest";
import { type FilterLife, filtersProgram, numbered, startFilterLife } from "../src/filter-life";
import { stepLines } from "../src/steps";

/** The guide: `pulumi up --refresh` until it changes nothing. How often that is. */
async function repeat({ life }: FilterLife): Promise<number> {
    for (let times = 0; ; times += 1) {
        const up = await life.stack.up({ arguments: ["--refresh"] });
        expect(up.exitCode, up.output).toBe(0);
        if (stepLines(up).length === 0) {
            return times;
        }
    }
}

test("several edits at once: one up may miss the order, which refresh sees and the next up mends", async () => {
    const filters = await startFilterLife({ takenFilterRank: "shift", filterRanksAfterDelete: "closeUp" });
    const { life, ranks, gaps } = filters;
    await life.up(filtersProgram(["aaa", "bbb", "ccc", "ddd", "eee"]));

    // bbb keeps its position in the program, so Pulumi leaves it alone; AWS moved it for ddd and eee.
    const wanted = ["ddd", "bbb", "eee", "aaa", "ccc"];
    await life.up(filtersProgram(wanted));
    expect(ranks()).toEqual(["1 ddd", "2 eee", "3 bbb", "4 aaa", "5 ccc"]);
    // Without a refresh nobody notices.
    expect(stepLines(await life.up())).toEqual([]);

    expect(stepLines(await life.refresh()).sort()).toEqual([
        "update training-filter-bbb",
        "update training-filter-eee",
    ]);
    const mended = await life.up();
    expect(stepLines(mended)).toEqual(["update training-filter-bbb", "update training-filter-eee"]);
    expect(ranks()).toEqual(numbered(wanted));
    expect(await repeat(filters)).toBe(0);
    expect(gaps).toEqual([]);
});

test("another name is another filter: the order is kept, and a gap in the ranks is closed by refresh and up", async () => {
    const filters = await startFilterLife({ takenFilterRank: "shift", filterRanksAfterDelete: "keepGaps" });
    const { life, ranks, gaps } = filters;
    await life.up(filtersProgram(["aaa", "old", "ccc"]));

    const renamed = await life.up(filtersProgram(["aaa", "new", "ccc"]));
    expect(stepLines(renamed).filter((line) => line.includes("-filter-"))).toEqual([
        "create training-filter-new",
        "delete training-filter-old",
    ]);
    expect(ranks()).toEqual(["1 aaa", "2 new", "4 ccc"]);

    expect(await repeat(filters)).toBe(1);
    expect(ranks()).toEqual(["1 aaa", "2 new", "3 ccc"]);

    // Everything at once: a rename, a filter less, one more in the middle and one moved.
    const wanted = ["ccc", "newer", "mid", "aaa"];
    await life.up(filtersProgram(wanted));
    await repeat(filters);
    expect(ranks()).toEqual(numbered(wanted));
    expect(gaps).toEqual([]);
});
