import { expect, test } from "vitest";
import { detectorOf, planStatuses } from "../src/guardduty-account";
import { follow, guidePrograms } from "../src/guide";
import { startLife } from "../src/life";
import { stepLines } from "../src/steps";

const CREATED = `new GuardDutyMonitoring("training");`;
const PROTECTED = `new GuardDutyMonitoring("training", {}, { protect: true });`;

function adopted(id: string): string {
    return `
        new GuardDutyMonitoring("training", {
            detectorId: "${id}",
            protectionPlans: { s3DataEvents: "DISABLED" },
            filters: [{ name: "low", criteria: { severity: { lessThan: 4 } } }],
        });`;
}

test("an adopted detector is never changed or deleted, also on destroy", async () => {
    const life = await startLife();
    const { detectors } = life.account.guardDuty("us-east-1");
    const theirs = await detectors.create({ enable: true, tags: { owner: "security" } });
    const settings = async () => {
        const { id, enabled, findingPublishingFrequency, tags } = await detectorOf(life.account);
        return { id, enabled, findingPublishingFrequency, tags };
    };
    const before = await settings();

    const up = await life.up(adopted(theirs.id));
    expect(stepLines(up)).not.toContain("create training-detector");
    expect(stepLines(up)).toContain("create training-filter-low");
    expect(stepLines(await life.up())).toEqual([]);
    expect(await settings()).toEqual(before);

    // Its owner suspends it: that is nothing that this stack would mend.
    await detectors.update(theirs.id, { enable: false });
    await life.refresh();
    expect(stepLines(await life.up())).toEqual([]);
    expect(await settings()).toEqual({ ...before, enabled: false });

    await life.destroy();
    expect(await settings()).toEqual({ ...before, enabled: false });
    expect(life.account.guardDuty("us-east-1").filters.list(theirs.id)).toEqual([]);
    // The provider's delete of a feature does nothing: plans stay as the stack had them.
    expect(await planStatuses(life.account)).toMatchObject({ S3_DATA_EVENTS: "DISABLED" });
});

test("from created to adopted and back, the detector stays", async () => {
    const life = await startLife();
    await life.up(PROTECTED);
    const { id } = await detectorOf(life.account);

    const letGo = await life.up(`new GuardDutyMonitoring("training", { detectorId: "${id}" });`);
    expect(stepLines(letGo)).toEqual(["update training"]);
    expect(await managesDetector()).toBe(false);
    expect(stepLines(await life.up())).toEqual([]);

    const withoutMore = await life.failedUp(CREATED);
    expect(withoutMore.output).toContain("a detector already exists for the current account");
    expect((await detectorOf(life.account)).id).toBe(id);

    const [takeOver = ""] = guidePrograms("troubleshooting.md", "Take it over");
    follow(life, takeOver, { "12abc34d567e8fa901bc2d34e56789f0": id, SIX_HOURS: "FIFTEEN_MINUTES" });
    expect(stepLines(await life.up())).toEqual([
        "import-replacement training-detector",
        "discard-replaced training-detector",
    ]);
    expect(await managesDetector()).toBe(true);
    expect((await detectorOf(life.account)).id).toBe(id);
    expect(stepLines(await life.up(CREATED))).toEqual([]);

    await life.destroy();
    expect(life.account.guardDuty("us-east-1").detectors.list()).toEqual([]);

    async function managesDetector(): Promise<boolean> {
        const { deployment } = await life.stack.exportState();
        const detectors = (deployment.resources ?? []).filter(({ type }) => type === "aws:guardduty/detector:Detector");
        expect(detectors).toHaveLength(1);
        return detectors.every((detector) => !("external" in detector && detector.external === true));
    }
});
