import { expect, test } from "vitest";
import { detectorOf } from "../src/guardduty-account";
import { startLife } from "../src/life";
import { sortedStepLines, stepLines } from "../src/steps";

/** A detector that the same program makes: its id is not known in the first preview. */
const PROGRAM = `
const raw = new aws.guardduty.Detector("raw");
const monitoring = new GuardDutyMonitoring("training", {
    detectorId: SECRECY(raw.id),
    trustedIpList: { entries: ["8.8.8.0/24"] },
    filters: [{ name: "low", criteria: { severity: { lessThan: 4 } } }],
    findingsExport: { prefix: "guardduty" },
});
exports.detectorId = monitoring.detectorId;
`;

test("an adopted detector's id that only the deployment knows", async () => {
    const life = await startLife();
    const preview = await life.preview(PROGRAM.replace("SECRECY", "pulumi.output"));
    const up = await life.up();
    // The detector is only read, which is no step, and everything that the preview promised is made.
    expect(sortedStepLines(up)).toEqual(sortedStepLines(preview));
    expect(stepLines(up)).toContain("create training-findings-export-destination");
    const { id } = await detectorOf(life.account);
    expect(await life.stack.outputs()).toEqual({ detectorId: id });
    expect(stepLines(await life.up())).toEqual([]);

    // The same id as a secret: the lists' locations have it in them, and stay what they are.
    const secret = await life.up(PROGRAM.replace("SECRECY", "pulumi.secret"));
    expect(stepLines(secret)).toEqual([]);
    expect(stepLines(await life.refresh())).toEqual([]);

    await life.destroy();
    expect(life.account.guardDuty("us-east-1").detectors.list()).toEqual([]);
});
