import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Operation } from "pulumi-guardduty-simulator";
import { expect, test } from "vitest";
import { coreProject } from "../src/program-project";
import { failedNames, type FaultyLife, startFaultyLife, undisturbed } from "../src/faulty-life";
import type { Change, Fault, Struck } from "../src/faults";
import { forgetPending, freeStack, giveToStack, removeUnwritten } from "../src/recovery";
import { stepLines } from "../src/steps";

/** What the guide says to look for in AWS; the others are made once more, over the same. */
const LOOKED_FOR = new Set([
    "aws:ec2/eip:Eip",
    "aws:guardduty/detector:Detector",
    "aws:guardduty/filter:Filter",
    "aws:guardduty/iPSet:IPSet",
    "aws:guardduty/publishingDestination:PublishingDestination",
    "aws:guardduty/threatIntelSet:ThreatIntelSet",
    "aws:kms/alias:Alias",
    "aws:kms/key:Key",
    "aws:s3/bucket:Bucket",
]);

/** An `up` in which the engine dies at the first call that is chosen. */
async function killedUp({ life, faults }: FaultyLife, choose: (change: Change) => "before" | "after" | undefined) {
    const controller = new AbortController();
    faults.plan((change): Fault | undefined => {
        const when = controller.signal.aborted ? undefined : choose(change);
        return when && { kind: "killed", when, kill: () => controller.abort() };
    });
    const operation = await life.stack.up({ signal: controller.signal });
    faults.stop();
    return { operation, struck: faults.take() };
}

const UNREADABLE = "failed to load checkpoint: EOF";

/** The local backend does not write at once what it notes beside a state. */
async function upOnReadableState({ life, stateFolder }: FaultyLife): Promise<Operation> {
    const operation = await life.stack.up();
    if (!operation.output.includes(UNREADABLE)) {
        return operation;
    }
    removeUnwritten(stateFolder);
    return life.stack.up();
}

/** The guide's steps after an interruption, but for the last `pulumi up`. Returns what was found and imported. */
async function recover(faulty: FaultyLife): Promise<readonly string[]> {
    const { life, unheard } = faulty;
    expect((await upOnReadableState(faulty)).output).toContain("the stack is currently locked");
    await freeStack(life);
    const { deployment } = await life.stack.exportState();
    const pending = deployment.pending_operations ?? [];
    const made = (await unheard()).filter(({ type }) => LOOKED_FOR.has(type));
    const found = pending.flatMap(({ resource }) => {
        const one = made.find(({ urn }) => urn === resource.urn);
        return one === undefined ? [] : [{ ...one, inputs: resource.inputs ?? {} }];
    });
    // Nothing was made that is not among what was under way.
    expect(found).toHaveLength(made.length);
    for (const { type, id, inputs } of found) {
        if (type === "aws:s3/bucket:Bucket") {
            expect(inputs["bucket"]).toBe(id);
        }
    }
    const ids = new Map(found.map(({ urn, id }) => [urn.slice(urn.lastIndexOf("::") + 2), id]));
    if (ids.size > 0) {
        await giveToStack(life, ids);
    }
    await forgetPending(life);
    return [...ids.keys()];
}

test(
    "an engine that is killed at any creation leaves nothing behind that the guide does not find",
    { timeout: 900_000 },
    async () => {
        const directory = coreProject();
        const expected = await undisturbed(directory);
        const faulty = await startFaultyLife({ directory });
        const kills: Struck[] = [];
        const imported: string[] = [];
        const seen = { before: new Set<string>(), after: new Set<string>() };
        for (;;) {
            const { operation, struck } = await killedUp(faulty, ({ method, type, urn }) => {
                if (method !== "create" || seen.after.has(urn)) {
                    return undefined;
                }
                // Of each type one is killed before anything is done, too.
                const when = seen.before.has(type) ? "after" : "before";
                seen[when].add(when === "before" ? type : urn);
                return when;
            });
            if (struck.length === 0) {
                expect(failedNames(operation)).toEqual([]);
                expect(operation.exitCode).toBe(0);
                break;
            }
            expect(operation.exitCode).toBeUndefined();
            kills.push(...struck);
            imported.push(...(await recover(faulty)));
        }

        // What was not killed itself was under way beside something that was.
        const killed = [...seen.after].map((urn) => urn.slice(urn.lastIndexOf("::") + 2));
        expect(new Set([...killed, ...imported])).toEqual(new Set(Object.keys(expected.declared)));
        expect(await faulty.view()).toEqual(expected);
        expect(faulty.deleted).toEqual([]);
        expect(stepLines(await faulty.life.up())).toEqual([]);

        writeFileSync(join(faulty.stateFolder, ".pulumi/stacks/guardduty-core/dev.json.attrs"), "");
        expect((await faulty.life.stack.up()).output).toContain(UNREADABLE);
        expect(stepLines(await upOnReadableState(faulty))).toEqual([]);

        const before = kills.filter(({ fault }) => fault.kind === "killed" && fault.when === "before").length;
        console.log(
            `killed: ${before} times before and ${kills.length - before} times after a creation; ` +
                `${imported.length} resources found and imported, the others made over the same; all converged`,
        );
    },
);
