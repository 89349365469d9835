import { expect, test } from "vitest";
import { detectorOf } from "../src/guardduty-account";
import { follow, guidePrograms } from "../src/guide";
import { startLife } from "../src/life";
import { stepLines } from "../src/steps";
import { startYamlLife } from "../src/yaml-life";

const SETTINGS = '{ findingPublishingFrequency: "SIX_HOURS" }';
const SETTINGS_WITH_TAGS = '{ findingPublishingFrequency: "SIX_HOURS", tags: { owner: "them" } }';

test("a detector that exists already is told of, and taken over as the guide says without a change to it", async () => {
    const life = await startLife();
    const theirs = await life.account
        .guardDuty("us-east-1")
        .detectors.create({ enable: true, tags: { owner: "them" } });
    const before = await detectorOf(life.account);

    const surprised = await life.failedUp(`new GuardDutyMonitoring("training");`);
    expect(surprised.diagnostics.map(({ message }) => message).join("\n")).toContain(
        "The request is rejected because a detector already exists for the current account.",
    );
    expect(await detectorOf(life.account)).toEqual(before);

    const [program = ""] = guidePrograms("troubleshooting.md", "Take it over");
    follow(life, program, { "12abc34d567e8fa901bc2d34e56789f0": theirs.id, [SETTINGS]: SETTINGS_WITH_TAGS });
    const preview = await life.preview();
    expect(stepLines(preview)).toContain("import training-detector");
    expect(stepLines(await life.up()).filter((line) => line.endsWith("-detector"))).toEqual([
        "import training-detector",
    ]);
    const { id, enabled, findingPublishingFrequency, tags } = before;
    expect(await detectorOf(life.account)).toMatchObject({ id, enabled, findingPublishingFrequency, tags });

    expect(stepLines(await life.up(`new GuardDutyMonitoring("training", ${SETTINGS_WITH_TAGS});`))).toEqual([]);
    expect(stepLines(await life.refresh())).toEqual([]);
});

test("from YAML, which has no transforms, a detector is taken over by `pulumi import`", async () => {
    const life = await startYamlLife();
    const theirs = await life.account.guardDuty("us-east-1").detectors.create({ enable: true });
    const program = `
resources:
    training:
        type: guardduty:index:GuardDutyMonitoring
        properties: { findingPublishingFrequency: SIX_HOURS }
`;
    await life.failedUp(program);

    // The command as the guide has it, after the sample's stack, project and id.
    const [command = ""] = guidePrograms("troubleshooting.md", "Take it over", "sh");
    const [pulumi, importing, ...args] = command
        .replaceAll(/\\?\n|"/g, " ")
        .replace("<stack>::<project>", "dev::yaml-life")
        .replace("12abc34d567e8fa901bc2d34e56789f0", theirs.id)
        .trim()
        .split(/\s+/);
    expect([pulumi, importing]).toEqual(["pulumi", "import"]);
    await life.stack.command("import", ...args, "--yes", "--skip-preview");

    expect(stepLines(await life.up()).filter((line) => line.includes("detector"))).toEqual([]);
    expect(stepLines(await life.up())).toEqual([]);
    expect((await detectorOf(life.account)).id).toBe(theirs.id);
    await life.destroy();
    expect(life.account.guardDuty("us-east-1").detectors.list()).toEqual([]);
});
