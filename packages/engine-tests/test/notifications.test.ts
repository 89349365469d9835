import { expect, test } from "vitest";
import { startLife } from "../src/life";
import { stepLines } from "../src/steps";

const REGION = "us-east-1";

const program = (targets: string, routes: string): string => `
new aws.guardduty.Detector("detector", { enable: true });
new FindingNotifications("alerts", { targets: { ${targets} }, routes: { ${routes} }, tags: { Team: "ml" } });`;

const TEAM = `team: { email: "security@example.com" }`;
const REST = `pager: { snsTopic: { displayName: "Alerts" } }, siem: { sqsQueue: {} }, logs: { logGroup: {} }`;
const ROUTE = `all: { targets: ["team", "pager", "siem", "logs"], events: ["FINDINGS", "MALWARE_PLAN_PROBLEMS"] }`;

test("notifications: a second up and a refresh change nothing, an edit what it is about, and a destroy leaves nothing", async () => {
    const life = await startLife();
    const first = await life.up(program(`${TEAM}, ${REST}`, ROUTE));
    expect(new Set(first.steps.map(({ op }) => op))).toEqual(new Set(["create"]));
    expect(stepLines(await life.up())).toEqual([]);
    expect(stepLines(await life.refresh())).toEqual([]);
    expect(stepLines(await life.preview())).toEqual([]);

    // A route that comes first changes no rule and no target that was there before.
    const urgent = `urgent: { targets: ["team"], severities: ["CRITICAL"], includeAiFindings: false }`;
    const added = await life.up(program(`${TEAM}, ${REST}`, `${urgent}, ${ROUTE}`));
    expect(stepLines(added).sort()).toEqual([
        "create alerts-rule-urgent-critical",
        "create alerts-target-urgent-critical.team",
        // Which has the keys of its rules among its inputs.
        "update alerts",
        "update alerts-dead-letters-policy",
        "update alerts-policy-team",
    ]);

    // Another band is another pattern of the same rule.
    const low = ROUTE.replace("events:", `severities: ["LOW", "MEDIUM", "HIGH", "CRITICAL"], events:`);
    expect(stepLines(await life.up(program(`${TEAM}, ${REST}`, `${urgent}, ${low}`)))).toEqual([
        "update alerts-rule-all-low",
    ]);

    // Another address is another subscription, and nothing else.
    const other = TEAM.replace("security", "operations");
    const moved = stepLines(await life.up(program(`${other}, ${REST}`, `${urgent}, ${low}`)));
    expect(new Set(moved.map((line) => line.split(" ").at(-1)))).toEqual(new Set(["alerts-subscription-team"]));

    expect(stepLines(await life.up())).toEqual([]);
    await life.destroy();
    expect((await life.stack.exportState()).deployment.resources ?? []).toEqual([]);
    expect(life.account.events(REGION).rules).toEqual([]);
});
