import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openAccountFile, type SimulatedAccount, type StackState } from "pulumi-guardduty-simulator";
import { type Life, startLife } from "./life";
import { makeTestFolder } from "./test-folder";

/** A stack as a version of the library left it: its program, what the program reads, the account and Pulumi's state. */
const RECORDED = join(__dirname, "..", "test", "recorded");
const [ACCOUNT, STATE, PROGRAM] = ["account.json", "state.json", "program.js"] as const;

export function recordedVersions(): string[] {
    return readdirSync(RECORDED, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name);
}

export function recordedProgram(version: string): string {
    return readFileSync(join(RECORDED, version, PROGRAM), "utf8");
}

/** Goes on with a recorded stack, in a copy of its account. */
export async function resumeLife(version: string): Promise<Life> {
    const folder = join(RECORDED, version);
    const life = await startLife({ account: openCopy(folder) });
    copyWhatIsRead(version, life);
    await life.stack.command("stack", "import", "--file", join(folder, STATE));
    return life;
}

/** Deploys a version's program with the library as it is, and keeps what comes of it. */
export async function recordState(version: string): Promise<void> {
    const folder = join(RECORDED, version);
    const file = join(makeTestFolder("account"), ACCOUNT);
    const life = await startLife({ account: openAccountFile(file) });
    copyWhatIsRead(version, life);
    await life.up(recordedProgram(version));
    life.account.clock.advance(60 * 60_000);
    await life.refresh();
    copyFileSync(file, join(folder, ACCOUNT));
    writeFileSync(join(folder, STATE), withoutMachine(await life.stack.exportState()));
}

function openCopy(folder: string): SimulatedAccount {
    const copy = join(makeTestFolder("account"), ACCOUNT);
    copyFileSync(join(folder, ACCOUNT), copy);
    return openAccountFile(copy);
}

function copyWhatIsRead(version: string, life: Life): void {
    for (const name of readdirSync(join(RECORDED, version))) {
        if (name !== ACCOUNT && name !== STATE && name !== PROGRAM) {
            copyFileSync(join(RECORDED, version, name), join(life.directory, name));
        }
    }
}

/**
 * Without what another machine, or another day, would have otherwise: an asset is told by its hash. A resource a line, so that
 * two versions can be compared.
 */
function withoutMachine({ deployment }: StackState): string {
    const { resources = [] } = deployment;
    const lines = resources.map((resource) =>
        JSON.stringify(resource, (name, value: unknown) => {
            switch (name) {
                case "created":
                case "modified":
                case "sourcePosition":
                case "stackTrace":
                    return undefined;
                case "path":
                    return typeof value === "string" ? value.replace(/^.*\//, "") : value;
                default:
                    return value;
            }
        }),
    );
    const manifest = JSON.stringify({ time: "2026-11-24T00:00:00Z", magic: "", version: "" });
    return `{"version":3,"deployment":{"manifest":${manifest},"resources":[\n${lines.join(",\n")}\n]}}\n`;
}
