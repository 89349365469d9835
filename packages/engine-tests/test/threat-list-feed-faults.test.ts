import { expect, test } from "vitest";
import { eachIn, halfMade, REFUSALS } from "../src/fault-plans";
import { repeatUntilWhole, startFaultyLife, struckNames, undisturbed } from "../src/faulty-life";
import { feedProject } from "../src/program-project";
import { stepLines } from "../src/steps";

const REGION = "us-east-1";
const [DENIED = halfMade] = REFUSALS;

test(
    "a feed: what is refused or half made is made by a later up, the schedule starts it, and a destroy ends",
    { timeout: 900_000 },
    async () => {
        const directory = feedProject();
        const expected = await undisturbed(directory);
        const faulty = await startFaultyLife({ directory });
        const { life, faults, deleted } = faulty;
        // GuardDuty takes no request about a list that it is reading.
        const read = (): void => life.account.clock.advance(60 * 60_000);
        faults.plan(eachIn("create", [DENIED, halfMade]));
        const created = await repeatUntilWhole(faulty, "up", read);
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
        const removed = await repeatUntilWhole(faulty, "destroy", read);
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
