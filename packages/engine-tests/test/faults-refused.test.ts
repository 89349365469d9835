import { expect, test } from "vitest";
import { coreProject } from "../src/program-project";
import { eachIn, halfMade, REFUSALS } from "../src/fault-plans";
import {
    failedNames,
    type FaultyLife,
    messagesAbout,
    startFaultyLife,
    struckNames,
    undisturbed,
} from "../src/faulty-life";
import type { Change, Fault, Struck } from "../src/faults";
import { stepLines } from "../src/steps";

const RESOURCES = 37;

/** Runs `pulumi up` until it succeeds. Whatever fails is what was struck, and says why. */
async function upUntilDone({ life, faults }: FaultyLife): Promise<readonly Struck[]> {
    const all: Struck[] = [];
    for (;;) {
        const operation = await life.stack.up();
        const struck = faults.take();
        all.push(...struck);
        expect(failedNames(operation)).toEqual(struckNames(struck));
        for (const { change, fault } of struck) {
            expect(messagesAbout(operation, change.name)).toContain("message" in fault ? fault.message : "");
        }
        if (struck.length === 0) {
            expect(operation.exitCode).toBe(0);
            return all;
        }
        expect(operation.exitCode).not.toBe(0);
    }
}

async function converges(ways: readonly ((change: Change) => Fault)[], what: string): Promise<void> {
    const directory = coreProject();
    const expected = await undisturbed(directory);
    expect(Object.keys(expected.declared)).toHaveLength(RESOURCES);

    const faulty = await startFaultyLife({ directory });
    faulty.faults.plan(eachIn("create", ways));
    const struck = await upUntilDone(faulty);

    expect(struckNames(struck)).toEqual(Object.keys(expected.declared));
    expect(struck).toHaveLength(RESOURCES * ways.length);
    expect(await faulty.view()).toEqual(expected);
    expect(faulty.deleted).toEqual([]);
    expect(stepLines(await faulty.life.up())).toEqual([]);
    console.log(`${what}: ${struck.length} faults at ${RESOURCES} resources, all converged`);
}

// A minute and more at rest: a busy machine may take several times that.
const PATIENT = { timeout: 600_000 };

test(
    "what AWS refuses is made by a later up: each resource thrice, denied, throttled and with an internal error",
    PATIENT,
    () => converges(REFUSALS, "refused"),
);

test("what was made but not finished is finished by the next up", PATIENT, () => converges([halfMade], "half made"));
