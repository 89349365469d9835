import { join, relative } from "node:path";
import { SimulatedAccount } from "../account/account";
import { createDisplay } from "../engine/display";
import { type Project, ProjectError, readProject } from "../engine/project";
import { runProgram } from "../engine/run-program";
import { simulatedAws } from "../engine/simulated-aws";
import { type Style, stylesFor } from "../engine/styles";
import { type Artifact, writeArtifacts } from "./artifacts";
import { type Example, findExample } from "./examples";
import { helpText } from "./help";
import { type DemoOptions, MISTAKE, parseOptions, UsageError } from "./options";
import { deployWithPulumi } from "./pulumi-engine";

export interface DemoEnvironment {
    /** The repository's folder. */
    readonly root: string;
    readonly write: (line: string) => void;
    readonly writeError: (line: string) => void;
    readonly color: boolean;
    /** The Pulumi CLI, where there is one: the demo gets none by itself. */
    readonly pulumi?: string | undefined;
    readonly signal?: AbortSignal;
}

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

const NO_PULUMI =
    "--engine pulumi needs the Pulumi CLI, and there is none on PATH. Install it (https://www.pulumi.com/docs/install/), " +
    "or run `npm run test:engine` once, which gets one; or leave --engine out: the embedded engine needs nothing.";

type Outcome = "succeeded" | "failed";

/** The demo: an example's preview and update on an account in memory, and files to look at. Returns the exit code. */
export async function runDemo(args: readonly string[], environment: DemoEnvironment): Promise<number> {
    try {
        const options = parseOptions(args);
        if (options.help) {
            environment.write(helpText(environment.root, stylesFor(environment.color)));
            return 0;
        }
        return await runExample(findExample(environment.root, options.example), options, environment);
    } catch (error) {
        if (error instanceof UsageError || error instanceof ProjectError) {
            const style = stylesFor(environment.color);
            environment.writeError(`${style.red("error:")} ${error.message}`);
            environment.writeError("`npm run demo -- --help` shows what there is.");
            return EXIT_USAGE;
        }
        throw error;
    }
}

async function runExample(example: Example, options: DemoOptions, environment: DemoEnvironment): Promise<number> {
    const style = stylesFor(environment.color);
    const { stack, config, engine } = options;
    const project = readProject(example.directory, { config, ...(stack === undefined ? {} : { stack }) });
    const run = engine === "pulumi" ? runOnPulumi : runEmbedded;
    const outcome = await run(example, project, environment, style);
    if (environment.signal?.aborted === true) {
        return EXIT_FAILED;
    }
    if (example.name === MISTAKE) {
        return concludeMistake(outcome, environment, style);
    }
    return outcome === "succeeded" ? 0 : EXIT_FAILED;
}

/** The small engine in this process; what it made is written down. */
async function runEmbedded(
    example: Example,
    project: Project,
    environment: DemoEnvironment,
    style: Style,
): Promise<Outcome> {
    const { root, write, color, signal } = environment;
    introduce(example, environment, style);
    const { outcome, update } = await runProgram({
        ...project,
        provider: simulatedAws(new SimulatedAccount()),
        onEvent: createDisplay({ write, color }),
        ...(signal === undefined ? {} : { signal }),
    });
    if (outcome === "succeeded" && update !== undefined && example.name !== MISTAKE) {
        showArtifacts(writeArtifacts(update, join(root, ".demo", example.name)), environment, style);
    }
    return outcome;
}

/** The real engine, with the CLI's own output. */
async function runOnPulumi(
    example: Example,
    project: Project,
    environment: DemoEnvironment,
    style: Style,
): Promise<Outcome> {
    const { write, color, signal, pulumi } = environment;
    if (pulumi === undefined) {
        throw new UsageError(NO_PULUMI);
    }
    introduce(example, environment, style, `The engine is Pulumi's own: ${pulumi}`);
    const outcome = await deployWithPulumi(project, { pulumi, write, color, signal });
    write(style.dim("The stack's state was in a temporary folder, which is gone again, as is the account."));
    return outcome;
}

function introduce(
    { name, directory, description }: Example,
    { root, write }: DemoEnvironment,
    style: Style,
    ...more: readonly string[]
): void {
    write(`${style.bold(name)} ${style.dim(`(${relative(root, directory)})`)}`);
    if (description !== "") {
        write(description);
    }
    write(style.dim("The account is in memory and enforces GuardDuty's rules. Nothing leaves this machine."));
    more.forEach((line) => write(style.dim(line)));
    write("");
}

function showArtifacts(artifacts: readonly Artifact[], { write }: DemoEnvironment, style: Style): void {
    const paths = artifacts.map(({ path }) => relative(process.cwd(), path));
    const width = Math.max(...paths.map(({ length }) => length));
    write(style.bold("Written for you to look at:"));
    artifacts.forEach(({ about }, index) => {
        write(`    ${(paths[index] ?? "").padEnd(width)}  ${style.dim(about)}`);
    });
}

function concludeMistake(outcome: Outcome, { write }: DemoEnvironment, style: Style): number {
    if (outcome === "succeeded") {
        write(`${style.red("error:")} this program was to be refused, and was not`);
        return EXIT_FAILED;
    }
    write("That is how mistakes read: all of them at once, before anything is made.");
    write(
        style.dim(
            "Pulumi would end with a non-zero exit code here. This demonstration ends with 0: it went as planned.",
        ),
    );
    return 0;
}
