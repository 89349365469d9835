import { expect, test } from "vitest";
import { AccountRecord } from "../src/account-view";
import { detectorOf } from "../src/guardduty-account";
import { DRIFTS } from "../src/drifts";
import { startLife } from "../src/life";
import { sortedStepLines, stepLines } from "../src/steps";

const PROGRAM = `
new GuardDutyMonitoring("training", {
    profile: "AI_TRAINING",
    trustedIpList: { entries: ["8.8.8.0/24"] },
    filters: [
        { name: "low", criteria: { severity: { lessThan: 4 } } },
        { name: "high", criteria: { severity: { greaterThanOrEqual: 7 } } },
    ],
    findingsExport: { bucketName: "evidence", prefix: "guardduty", expireAfterDays: 400 },
});`;

/** Longer than GuardDuty takes for anything. */
const AN_HOUR = 60 * 60_000;
const SEEN = DRIFTS.flatMap(({ seen }) => seen).sort();
const MENDED = DRIFTS.flatMap(({ mended }) => mended).sort();

test("what somebody changes in the account, refresh sees and the next up mends", async () => {
    const record = new AccountRecord();
    const life = await startLife({ wrap: record.wrap });
    await life.up(PROGRAM);
    const view = async () => (await record.view(life.account, "us-east-1", await life.stack.exportState())).declared;
    const before = await view();

    for (const drift of DRIFTS) {
        await drift.make(life.account);
    }
    life.account.clock.advance(AN_HOUR);
    // Pulumi does not look at the account by itself.
    expect(stepLines(await life.preview())).toEqual([]);
    expect(sortedStepLines(await life.refresh())).toEqual(SEEN);
    expect(sortedStepLines(await life.up())).toEqual(MENDED);

    // The list is being activated: for the provider it is not active, and GuardDuty lets nobody at it meanwhile.
    const tooEarly = await life.failedUp();
    expect(tooEarly.steps.map(({ name, op, failed }) => ({ name, op, failed }))).toEqual([
        { name: "training-trusted-ip-list", op: "update", failed: true },
    ]);
    life.account.clock.advance(AN_HOUR);
    expect(await view()).toEqual(before);
    expect(stepLines(await life.refresh())).toEqual([]);
    expect(stepLines(await life.up())).toEqual([]);
});

test("`up --refresh` sees and mends at once", async () => {
    const life = await startLife();
    await life.up(PROGRAM);
    for (const drift of DRIFTS) {
        await drift.make(life.account);
    }
    life.account.clock.advance(AN_HOUR);

    const up = await life.stack.up({ arguments: ["--refresh"] });
    expect(up.exitCode).toBe(0);
    expect(sortedStepLines(up)).toEqual(MENDED);

    life.account.clock.advance(AN_HOUR);
    expect(stepLines(await life.stack.up({ arguments: ["--refresh"] }))).toEqual([]);
});

test("a detector that somebody deleted is made again, with what was on it; the evidence stays", async () => {
    const life = await startLife();
    await life.up(PROGRAM);
    const { id } = await detectorOf(life.account);
    const evidence = await life.account.s3("us-east-1").settings.of("evidence");
    const objects = [...(evidence?.objects.keys() ?? [])];

    await life.account.guardDuty("us-east-1").detectors.delete(id);
    const onIt = [
        "detector",
        ...["ai-protection", "ebs-malware-protection", "eks-audit-logs", "lambda-network-logs", "rds-login-events"].map(
            plan,
        ),
        ...["runtime-monitoring", "s3-data-events"].map(plan),
        ...["filter-high", "filter-low", "trusted-ip-list", "findings-export-destination"],
    ];
    const lines = (op: string, names: readonly string[]) => names.map((name) => `${op} training-${name}`);
    expect(sortedStepLines(await life.refresh())).toEqual(lines("delete", onIt).sort());

    // The policies name the detector, and so does the place of the list's file.
    expect(sortedStepLines(await life.up())).toEqual(
        [
            ...lines("create", onIt),
            ...lines("update", ["findings-export-bucket-policy", "findings-export-key"]),
            ...lines("create-replacement", ["trusted-ip-list-object"]),
            ...lines("delete-replaced", ["trusted-ip-list-object"]),
        ].sort(),
    );
    expect((await detectorOf(life.account)).id).not.toBe(id);
    expect(await life.account.s3("us-east-1").settings.of("evidence")).toBe(evidence);
    expect([...(evidence?.objects.keys() ?? [])]).toEqual(objects);
});

function plan(name: string): string {
    return `plan-${name}`;
}
