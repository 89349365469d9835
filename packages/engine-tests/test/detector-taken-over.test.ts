import { expect, test } from "vitest";
import { detectorOf } from "../src/guardduty-account";
import { follow, guidePrograms } from "../src/guide";
import { startLife } from "../src/life";
import { stepLines } from "../src/steps";

test("a detector that exists already is told of, and taken over as the guide says without a change to it", async () => {
    const life = await startLife();
    const theirs = await life.account.guardDuty("us-east-1").detectors.create({ enable: true });
    const before = await detectorOf(life.account);

    const surprised = await life.failedUp(`new GuardDutyMonitoring("training");`);
    expect(surprised.diagnostics.map(({ message }) => message).join("\n")).toContain(
        "The request is rejected because a detector already exists for the current account.",
    );
    expect(await detectorOf(life.account)).toEqual(before);

    const [program = ""] = guidePrograms("troubleshooting.md", "Take it over");
    follow(life, program, { "12abc34d567e8fa901bc2d34e56789f0": theirs.id });
    const preview = await life.preview();
    expect(stepLines(preview)).toContain("import training-detector");
    expect(stepLines(await life.up()).filter((line) => line.endsWith("-detector"))).toEqual([
        "import training-detector",
    ]);
    const { id, enabled, findingPublishingFrequency, tags } = before;
    expect(await detectorOf(life.account)).toMatchObject({ id, enabled, findingPublishingFrequency, tags });

    const withoutImport = `new GuardDutyMonitoring("training", { findingPublishingFrequency: "SIX_HOURS" });`;
    expect(stepLines(await life.up(withoutImport))).toEqual([]);
    expect(stepLines(await life.refresh())).toEqual([]);
});
