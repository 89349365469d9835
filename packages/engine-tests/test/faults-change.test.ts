import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { evidenceIn, exportFinding, readAsAuditor } from "../src/evidence";
import { coreProject } from "../src/program-project";
import { answerLost, eachIn, halfMade, REFUSALS } from "../src/fault-plans";
import { failedNames, type FaultyLife, startFaultyLife, struckNames, undisturbed } from "../src/faulty-life";
import type { Struck } from "../src/faults";
import { forgetPending, freeStack } from "../src/recovery";
import { stepLines } from "../src/steps";

const REGION = "us-east-1";

/** Runs a command of Pulumi's, the way the guide says, until nothing is struck any more. Whatever fails is what was struck. */
async function repeat(faulty: FaultyLife, command: "up" | "destroy"): Promise<readonly Struck[]> {
    const all: Struck[] = [];
    for (;;) {
        const operation = await faulty.life.stack[command]({ arguments: ["--refresh"] });
        const struck = faulty.faults.take();
        all.push(...struck);
        expect(failedNames(operation)).toEqual(struckNames(struck));
        expect(operation.exitCode === 0).toBe(struck.length === 0);
        if (struck.length === 0) {
            return all;
        }
    }
}

/** A command in which the engine dies right after the first change of one kind, and the guide's steps up to the next one. */
async function interrupt({ life, faults }: FaultyLife, command: "up" | "destroy", method: "update" | "delete") {
    const controller = new AbortController();
    const kill = () => controller.abort();
    faults.plan((change) => (change.method === method ? { kind: "killed", when: "after", kill } : undefined));
    expect((await life.stack[command]({ signal: controller.signal })).exitCode).toBeUndefined();
    faults.stop();
    await freeStack(life);
    await forgetPending(life);
    return faults.take();
}

function retag(directory: string, value: string): void {
    const program = join(directory, "index.js");
    writeFileSync(program, readFileSync(program, "utf8").replace(/Environment: "\w+"/, `Environment: "${value}"`));
}

test("what a change does not get through is changed by a later up", { timeout: 600_000 }, async () => {
    const directory = coreProject();
    const faulty = await startFaultyLife({ directory });
    await faulty.life.up();

    retag(directory, "research");
    const struck = [...(await interrupt(faulty, "up", "update"))];
    for (const way of [REFUSALS[0] ?? halfMade, halfMade, answerLost]) {
        faulty.faults.plan(eachIn("update", [way]));
        struck.push(...(await repeat(faulty, "up")));
        retag(directory, `after${struck.length}`);
    }
    faulty.faults.stop();
    await faulty.life.up();

    expect(await faulty.view()).toEqual(await undisturbed(directory));
    // Its tags can't be changed, so with each change the destination is another, after the one before went.
    const deleted = new Set(faulty.deleted.map((urn) => urn.split("::").at(-1)));
    expect(deleted).toEqual(new Set(["training-findings-export-destination"]));
    expect(stepLines(await faulty.life.up())).toEqual([]);
    // Detector, five filters, three lists, two buckets and the key, each thrice; one of them was changed when the engine died.
    expect(struckNames(struck)).toHaveLength(12);
    expect(struck).toHaveLength(1 + 3 * 12 - 1);
    console.log(
        `updates: ${struck.length} faults at ${struckNames(struck).length} resources, refused, half made, lost, killed; ` +
            `all converged`,
    );
});

test("after a refused change, only an up with --refresh is sure to make it", async () => {
    const { life, faults } = await startFaultyLife({});
    const { detectors } = life.account.guardDuty(REGION);
    const frequency = async () => (await detectors.get(detectors.list()[0] ?? "")).findingPublishingFrequency;
    const program = (value: string): string =>
        `new GuardDutyMonitoring("training", { findingPublishingFrequency: "${value}" });`;
    await life.up(program("ONE_HOUR"));
    faults.plan(eachIn("update", REFUSALS.slice(0, 1)));
    await life.failedUp(program("SIX_HOURS"));
    // The provider noted what was wanted: the next one finds nothing to do, and sees at its end that this was wrong.
    await life.up();
    expect(await frequency()).toBe("ONE_HOUR");
    await life.up();
    expect(await frequency()).toBe("SIX_HOURS");

    faults.plan(eachIn("update", REFUSALS.slice(0, 1)));
    await life.failedUp(program("ONE_HOUR"));
    expect((await life.stack.up({ arguments: ["--refresh"] })).exitCode).toBe(0);
    expect(await frequency()).toBe("ONE_HOUR");
});

test(
    "a destroy that does not get through is ended by a later one, and the evidence stays",
    { timeout: 600_000 },
    async () => {
        const directory = coreProject();
        const faulty = await startFaultyLife({ directory });
        const { life, faults, deleted } = faulty;
        await life.up();
        const { findingsLocation } = await life.stack.outputs();
        const bucketName = /^s3:\/\/([^/]+)\//.exec(String(findingsLocation))?.[1] ?? "";
        const finding = await exportFinding(life.account, bucketName, "guardduty/");
        const evidence = await evidenceIn(life.account, bucketName);

        const killed = await interrupt(faulty, "destroy", "delete");
        faults.plan(eachIn("delete", [...REFUSALS.slice(0, 1), answerLost]));
        const struck = await repeat(faulty, "destroy");

        expect((await life.stack.exportState()).deployment.resources ?? []).toEqual([]);
        expect(life.account.guardDuty(REGION).detectors.list()).toEqual([]);
        expect(await evidenceIn(life.account, bucketName)).toEqual(evidence);
        expect(await readAsAuditor(life.account, bucketName, finding)).toBe("a finding");
        expect(deleted.filter((urn) => /findings-export-(?:key|bucket|prefix-marker)$/.test(urn))).toEqual([]);
        console.log(
            `deletions: ${struck.length + killed.length} faults at ${struckNames([...killed, ...struck]).length} resources, ` +
                `refused, lost, killed; all gone, the evidence stays`,
        );
    },
);
