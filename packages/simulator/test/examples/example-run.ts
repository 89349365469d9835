import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ProgramResult, readProject, runProgram, simulatedAws, SimulatedAccount } from "../../src/index";

export const REGION = "us-east-1";

export interface ExampleRun {
    readonly directory: string;
    readonly account: SimulatedAccount;
    readonly result: ProgramResult;
    readonly lines: readonly string[];
}

/** Deploys an example as it stands, with its own configuration and types checked, to an account of its own. */
export async function runExample(name: string): Promise<ExampleRun> {
    const directory = join(__dirname, "../../../../examples", name);
    const account = new SimulatedAccount();
    const lines: string[] = [];
    const result = await runProgram({
        ...readProject(directory),
        provider: simulatedAws(account),
        typeCheck: true,
        onLine: (line) => lines.push(line),
    });
    return { directory, account, result, lines };
}

/** Each resource as `name: type`, in the order of the names. */
export function resourceList({ resources }: ProgramResult): string[] {
    return resources
        .filter(({ kind }) => kind !== "stack")
        .map(({ name, type }) => `${name}: ${type}`)
        .sort();
}

/** The document with what stands between the two markers replaced. */
export function withBlock(file: string, marker: string, block: string): string {
    const text = readFileSync(file, "utf8");
    const [start, end] = [`<!-- ${marker} -->\n`, `<!-- /${marker} -->`];
    const [from, to] = [text.indexOf(start), text.indexOf(end)];
    if (from < 0 || to < from) {
        throw new Error(`${file} has no ${start.trim()} … ${end}`);
    }
    return text.slice(0, from + start.length) + block + text.slice(to);
}
