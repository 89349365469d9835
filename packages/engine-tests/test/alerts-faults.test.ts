import { expect, test } from "vitest";
import { eachIn, halfMade, REFUSALS } from "../src/fault-plans";
import { repeatUntilWhole, startFaultyLife, struckNames, undisturbed } from "../src/faulty-life";
import { FINDING } from "../src/finding";
import { alertsProject } from "../src/program-project";
import { stepLines } from "../src/steps";

const REGION = "us-east-1";
const [DENIED = halfMade] = REFUSALS;

test(
    "alerts and scans: what is refused or half made is made by a later up, a finding arrives, and a destroy ends",
    { timeout: 600_000 },
    async () => {
        const directory = alertsProject();
        const expected = await undisturbed(directory);
        const faulty = await startFaultyLife({ directory });
        const { life, faults, deleted } = faulty;
        faults.plan(eachIn("create", [DENIED, halfMade]));
        const created = await repeatUntilWhole(faulty, "up");
        expect(struckNames(created)).toEqual(Object.keys(expected.declared));
        expect(created).toHaveLength(2 * Object.keys(expected.declared).length);
        expect(await faulty.view()).toEqual(expected);
        expect(deleted).toEqual([]);
        expect(stepLines(await life.up())).toEqual([]);

        const { account } = life;
        expect(await account.sns(REGION).subscriptions.confirm("security@example.com")).toBe(1);
        await account.guardDuty(REGION).findings.report(FINDING);
        expect(new Set(account.world.trail.map(({ outcome }) => outcome))).toEqual(new Set(["delivered"]));
        const targets = account.world.trail.map(({ target }) => target.split(":")[2] ?? target).sort();
        expect(targets).toEqual(["logs", "security@example.com", "sns", "sqs"]);

        faults.plan(eachIn("delete", [DENIED]));
        const removed = await repeatUntilWhole(faulty, "destroy");
        expect((await life.stack.exportState()).deployment.resources ?? []).toEqual([]);
        expect(account.events(REGION).rules).toEqual([]);
        expect(account.guardDuty(REGION).malwareProtection.list()).toEqual([]);
        expect((await faulty.view()).leftOver.filter((name) => !name.startsWith("scan-uploads-bucket"))).toEqual([]);
        console.log(
            `alerts: ${created.length} faults at ${struckNames(created).length} resources, refused and half made; ` +
                `${removed.length} deletions refused; all ended`,
        );
    },
);
