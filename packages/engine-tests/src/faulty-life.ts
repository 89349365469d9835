import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Operation, SimulatedAccountOptions } from "pulumi-guardduty-simulator";
import { expect, onTestFinished } from "vitest";
import { AccountRecord, type AccountView, type Made } from "./account-view";
import { Faults, type Struck } from "./faults";
import { type Life, startLife } from "./life";

const REGION = "us-east-1";

/** A stack whose calls can be made to go wrong, and whose account can be compared with another's. */
export interface FaultyLife {
    readonly life: Life;
    readonly faults: Faults;
    /** Where the stack's state is: the backend's files. */
    readonly stateFolder: string;
    /** What the engine had deleted, as URNs. */
    readonly deleted: readonly string[];
    readonly view: () => Promise<AccountView>;
    /** What is in the account and not in the stack's state. */
    readonly unheard: () => Promise<readonly Made[]>;
}

export interface FaultyLifeOptions {
    readonly directory?: string;
    readonly accountOptions?: SimulatedAccountOptions;
}

export async function startFaultyLife(options: FaultyLifeOptions): Promise<FaultyLife> {
    const faults = new Faults();
    const record = new AccountRecord();
    // The record is next to the account: what was done counts, whoever heard of it.
    const stateFolder = mkdtempSync(join(tmpdir(), "pulumi-state-"));
    onTestFinished(() => rmSync(stateFolder, { recursive: true, force: true }));
    const life = await startLife({
        ...options,
        wrap: (provider) => faults.wrap(record.wrap(provider)),
        environment: { PULUMI_BACKEND_URL: pathToFileURL(stateFolder).href },
    });
    return {
        life,
        faults,
        stateFolder,
        deleted: record.deleted,
        view: async () => record.view(life.account, REGION, await life.stack.exportState()),
        unheard: async () => record.unheard(life.account, REGION, await life.stack.exportState()),
    };
}

/** The account of a project's first deployment in which nothing goes wrong. */
export async function undisturbed(directory: string): Promise<AccountView> {
    const { life, view } = await startFaultyLife({ directory });
    await life.up();
    return view();
}

/** Runs a command until nothing is struck any more, letting something happen after each run. Whatever fails is what was struck. */
export async function repeatUntilWhole(
    { life, faults }: FaultyLife,
    command: "up" | "destroy",
    afterEach: () => void = () => undefined,
): Promise<readonly Struck[]> {
    const all: Struck[] = [];
    for (;;) {
        const operation = await life.stack[command]();
        const struck = faults.take();
        all.push(...struck);
        expect(failedNames(operation)).toEqual(struckNames(struck));
        expect(operation.exitCode === 0).toBe(struck.length === 0);
        afterEach();
        if (struck.length === 0) {
            return all;
        }
    }
}

/** The logical names of the resources whose steps failed. */
export function failedNames(operation: Operation): string[] {
    const failed = operation.steps.filter((step) => step.failed);
    return [...new Set(failed.map(({ name }) => name))].sort();
}

export function struckNames(struck: readonly Struck[]): string[] {
    return [...new Set(struck.map(({ change }) => change.name))].sort();
}

/** What the operation says about a resource. */
export function messagesAbout(operation: Operation, name: string): string {
    return operation.diagnostics
        .filter(({ urn }) => urn.endsWith(`::${name}`))
        .map(({ message }) => message)
        .join("\n");
}
