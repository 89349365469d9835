import { expect, test } from "vitest";
import { eachIn, halfMade, REFUSALS } from "../src/fault-plans";
import { failedNames, type FaultyLife, startFaultyLife, struckNames, undisturbed } from "../src/faulty-life";
import type { Struck } from "../src/faults";
import { alertsProject } from "../src/program-project";
import { stepLines } from "../src/steps";

const REGION = "us-east-1";
const [DENIED = halfMade] = REFUSALS;

/** Runs a command until nothing is struck any more. Whatever fails is what was struck. */
async function repeat({ life, faults }: FaultyLife, command: "up" | "destroy"): Promise<readonly Struck[]> {
    const all: Struck[] = [];
    for (;;) {
        const operation = await life.stack[command]();
        const struck = faults.take();
        all.push(...struck);
        expect(failedNames(operation)).toEqual(struckNames(struck));
        expect(operation.exitCode === 0).toBe(struck.length === 0);
        if (struck.length === 0) {
            return all;
        }
    }
}

/** A finding of severity High, in the event's shape. */
const FINDING = {
    schemaVersion: "2.0",
    ...{ accountId: "123456789012", region: REGION, partition: "aws", id: "16afba5c5c43e07c9e3e5e2e544e95df" },
    ...{ type: "CryptoCurrency:EC2/BitcoinTool.B!DNS", severity: 8, title: "Mining", description: "Mining" },
    resource: { resourceType: "Instance", instanceDetails: { instanceId: "i-0abc" } },
    service: {
        ...{ serviceName: "guardduty", archived: false, count: 1, additionalInfo: { type: "default" } },
        ...{ eventFirstSeen: "2026-11-24T08:00:00.000Z", eventLastSeen: "2026-11-24T09:30:00.000Z" },
    },
};

test(
    "alerts and scans: what is refused or half made is made by a later up, a finding arrives, and a destroy ends",
    { timeout: 600_000 },
    async () => {
        const directory = alertsProject();
        const expected = await undisturbed(directory);
        const faulty = await startFaultyLife({ directory });
        const { life, faults, deleted } = faulty;
        faults.plan(eachIn("create", [DENIED, halfMade]));
        const created = await repeat(faulty, "up");
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
        const removed = await repeat(faulty, "destroy");
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
