import { join } from "node:path";
import { expect, test } from "vitest";
import { startLife } from "../src/life";
import { stepLines } from "../src/steps";

const EXAMPLES = join(__dirname, "..", "..", "..", "examples");

test.each(["ai-training-account", "walkthrough"])("%s: a second up and a refresh change nothing", async (example) => {
    const life = await startLife({ directory: join(EXAMPLES, example) });

    const first = await life.up();
    expect(stepLines(first)).not.toEqual([]);
    expect(new Set(first.steps.map(({ op }) => op))).toEqual(new Set(["create"]));

    expect(stepLines(await life.up())).toEqual([]);
    expect(stepLines(await life.refresh())).toEqual([]);
    expect(stepLines(await life.preview())).toEqual([]);
});
