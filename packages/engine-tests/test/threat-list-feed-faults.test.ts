import { expect, test } from "vitest";
import { eachIn, halfMade, REFUSALS } from "../src/fault-plans";
import { failedNames, type FaultyLife, startFaultyLife, struckNames, undisturbed } from "../src/faulty-life";
import type { Struck } from "../src/faults";
import { feedProject } from "../src/program-project";
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
        // GuardDuty takes no request about a list that it is reading.
        life.account.clock.advance(60 * 60_000);
        if (struck.length === 0) {
            return all;
        }
    }
}

test(
    "a feed: what is refused or half made is made by a later up, the schedule starts it, and a destroy ends",
    { timeout: 900_000 },
    async () => {
        const directory = feedProject();
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
        const [schedule] = account.scheduler(REGION).schedules;
        await account.scheduler(REGION).invoke(schedule?.name ?? "");
        // Besides, the alarm `stale` is in alarm until the first run is through.
        const started = account.world.trail.filter(({ rule }) => rule === schedule?.arn);
        expect(started.map(({ outcome }) => outcome)).toEqual(["delivered"]);

        faults.plan(eachIn("delete", [DENIED]));
        const removed = await repeat(faulty, "destroy");
        expect((await life.stack.exportState()).deployment.resources ?? []).toEqual([]);
        expect(account.scheduler(REGION).schedules).toEqual([]);
        expect(account.roles.all()).toEqual([]);
        expect((await faulty.view()).leftOver).toEqual([]);
        console.log(
            `feed: ${created.length} faults at ${struckNames(created).length} resources, refused and half made; ` +
                `${removed.length} deletions refused; all ended`,
        );
    },
);
