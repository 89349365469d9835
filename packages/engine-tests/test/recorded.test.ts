import { expect, test } from "vitest";
import { recordedProgram, recordedVersions, recordState, resumeLife } from "../src/recorded-state";

const { RECORD_VERSION } = process.env;

test.runIf(RECORD_VERSION)("records the version", () => recordState(RECORD_VERSION ?? ""));

test.each(recordedVersions())("a stack that version %s made sees no step in a preview today", async (version) => {
    const life = await resumeLife(version);
    const program = recordedProgram(version);
    const { steps } = await life.preview(program);
    // Another version of @pulumi/aws is another provider.
    expect(steps.filter(({ type }) => !type.startsWith("pulumi:providers:"))).toEqual([]);

    // That it would see one: something is changed.
    const changed = await life.preview(program.replace("expireAfterDays: 400", "expireAfterDays: 500"));
    const ours = changed.steps.filter(({ type }) => !type.startsWith("pulumi:providers:"));
    expect(ours.map(({ op, name, changes }) => ({ op, name, changes }))).toEqual([
        {
            op: "update",
            name: "training-findings-export-bucket-lifecycle",
            changes: ["rules[1].expiration.days", "rules[1].noncurrentVersionExpiration.noncurrentDays"],
        },
    ]);
});
