import { join } from "node:path";
import { expect, test } from "vitest";
import { evidenceIn } from "../src/evidence";
import { startLife } from "../src/life";
import { stepLines } from "../src/steps";

const EXAMPLES = join(__dirname, "..", "..", "..", "examples");
const REGION = "us-east-1";

test.each(["ai-training-account", "walkthrough"])("%s: a second up and a refresh change nothing", async (example) => {
    const life = await startLife({ directory: join(EXAMPLES, example) });

    const first = await life.up();
    expect(stepLines(first)).not.toEqual([]);
    expect(new Set(first.steps.map(({ op }) => op))).toEqual(new Set(["create"]));

    expect(stepLines(await life.up())).toEqual([]);
    expect(stepLines(await life.refresh())).toEqual([]);
    expect(stepLines(await life.preview())).toEqual([]);

    // And a destroy leaves the evidence and the uploads, and no other bucket.
    const { resources = [] } = (await life.stack.exportState()).deployment;
    const buckets = resources.filter(({ type }) => type === "aws:s3/bucket:Bucket").map(({ id = "" }) => id);
    const evidence = buckets.find((name) => name.includes("findings-export")) ?? "";
    const before = await evidenceIn(life.account, evidence);
    await life.destroy();
    expect((await life.stack.exportState()).deployment.resources ?? []).toEqual([]);
    expect(life.account.guardDuty(REGION).detectors.list()).toEqual([]);
    for (const name of buckets.filter((bucket) => bucket !== evidence)) {
        // Uploaded datasets are the user's, so their bucket is kept as the evidence is.
        const kept = name.startsWith("uploads-");
        expect((await life.account.s3(REGION).settings.of(name)) !== undefined).toBe(kept);
    }
    expect(await evidenceIn(life.account, evidence)).toEqual(before);
});
