import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Operation } from "pulumi-guardduty-simulator";
import type { Life } from "./life";

const GUIDE = join(__dirname, "..", "..", "..", "docs", "recovery.md");

/**
 * The guide's way to give a stack what was made without its knowledge, step by step: let Pulumi list what it would create, keep
 * of that what exists, put in the ids, import. The last step, another `pulumi up`, is left to the caller.
 */
export async function giveToStack(life: Life, ids: ReadonlyMap<string, string>): Promise<void> {
    const [list, take, ...rest] = pulumiCommands("Give the stack what exists");
    if (list === undefined || take === undefined || rest.join() !== "pulumi up") {
        throw new Error(`${GUIDE} has other steps now.`);
    }
    await run(life, list);
    fillIn(join(life.directory, "import.json"), ids);
    await run(life, take);
}

/** The guide's steps around an interruption: first these, then what was found is imported, then `afterInterruption`. */
export async function freeStack(life: Life): Promise<void> {
    const [cancel = "", inspect = ""] = pulumiCommands("After an interruption");
    await run(life, cancel);
    await run(life, inspect);
}

/** What the guide has of a state that can't be read: files beside it that were begun and never written go. */
export function removeUnwritten(stateFolder: string): void {
    for (const entry of readdirSync(stateFolder, { recursive: true, encoding: "utf8" })) {
        const file = join(stateFolder, entry);
        if (file.endsWith(".attrs") && statSync(file).size === 0) {
            rmSync(file);
        }
    }
}

export async function forgetPending(life: Life): Promise<void> {
    const [, , clear = "", again] = pulumiCommands("After an interruption");
    if (again !== "pulumi up") {
        throw new Error(`${GUIDE} has other steps now.`);
    }
    await run(life, clear);
}

/** The commands that the guide has under a heading, in the order of its steps. */
function pulumiCommands(heading: string): string[] {
    const [, section = ""] = readFileSync(GUIDE, "utf8").split(`\n## ${heading}\n`);
    const [own = ""] = section.split("\n## ");
    return [...own.matchAll(/^ *(pulumi .+)$/gm)].map(([, command = ""]) => command);
}

/** Runs a command of the guide as a reader does, who answers its questions with yes. */
async function run({ stack, directory }: Life, line: string): Promise<void> {
    const [, command = "", ...words] = line.split(" ");
    const args = words.map((word) => (word.endsWith(".json") ? join(directory, word) : word));
    switch (command) {
        case "preview":
            return requireSuccess(line, await stack.preview({ arguments: args }));
        case "refresh":
            return requireSuccess(line, await stack.refresh({ arguments: args }));
        case "cancel":
            return stack.cancel();
        case "import":
            await stack.command(command, ...args, "--yes");
            return;
        default:
            await stack.command(command, ...args);
    }
}

function requireSuccess(command: string, { exitCode, output }: Operation): void {
    if (exitCode !== 0) {
        throw new Error(`${command} ended with ${exitCode}:\n${output}`);
    }
}

/** The part of Pulumi's import file that a reader of the guide edits. */
interface ImportFile {
    readonly resources: readonly { readonly name: string; readonly id?: string }[];
}

function fillIn(file: string, ids: ReadonlyMap<string, string>): void {
    const list: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (!isImportFile(list)) {
        throw new Error(`Pulumi wrote another import file:\n${JSON.stringify(list)}`);
    }
    const found = list.resources.filter(({ name }) => ids.has(name)).map((one) => ({ ...one, id: ids.get(one.name) }));
    if (found.length !== ids.size) {
        throw new Error(`Not all of ${[...ids.keys()].join(", ")} are in the import file: ${JSON.stringify(found)}`);
    }
    writeFileSync(file, JSON.stringify({ ...list, resources: found }));
}

function isImportFile(value: unknown): value is ImportFile {
    return typeof value === "object" && value !== null && "resources" in value && Array.isArray(value.resources);
}
