import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
    createResourceGraph,
    type Deployment,
    type ProgramResult,
    readProject,
    runProgram,
    simulatedAws,
    SimulatedAccount,
    toMermaid,
    toSvg,
} from "../../src/index";

/** Seconds on a machine at rest. */
export const DEPLOYMENT_TIMEOUT_MS = 120_000;

export interface ExampleRun {
    readonly directory: string;
    readonly account: SimulatedAccount;
    readonly result: ProgramResult;
}

export interface ExampleOptions {
    readonly config?: Readonly<Record<string, string>>;
    /** An account of its own, unless this is given. */
    readonly account?: SimulatedAccount;
}

/** Deploys an example as it stands, with its own configuration and its types checked. */
export async function runExample(name: string, options: ExampleOptions = {}): Promise<ExampleRun> {
    const directory = join(__dirname, "../../../../examples", name);
    const { config = {}, account = new SimulatedAccount() } = options;
    const project = readProject(directory, { config });
    return {
        directory,
        account,
        result: await runProgram({ ...project, provider: simulatedAws(account), typeCheck: true }),
    };
}

/** Every resource with its type, by name. */
export function typesByName({ resources }: Pick<Deployment, "resources">): Record<string, string> {
    return Object.fromEntries(resources.filter(({ kind }) => kind !== "stack").map(({ name, type }) => [name, type]));
}

export function messagesOf({ diagnostics }: ProgramResult): string[] {
    return [...new Set(diagnostics.map(({ severity, message }) => `${severity}: ${message}`))];
}

/** The drawings of what was registered, in the order of names: that of registrations varies between runs. */
export function draw({ resources }: Pick<Deployment, "resources">): { readonly svg: string; readonly mermaid: string } {
    const graph = createResourceGraph({ resources: [...resources].sort((a, b) => (a.urn < b.urn ? -1 : 1)) });
    return { svg: toSvg(graph), mermaid: toMermaid(graph) };
}

/** The document with another block of Mermaid in place of its own. */
export function withMermaid(file: string, mermaid: string): string {
    const text = readFileSync(file, "utf8");
    const block = /^```mermaid\n[^]*?^```$/m;
    if (!block.test(text)) {
        throw new Error(`${file} has no block of Mermaid`);
    }
    return text.replace(block, () => `\`\`\`mermaid\n${mermaid}\`\`\``);
}
