import { join, relative } from "node:path";
import { SimulatedAccount } from "../account/account";
import { createDisplay } from "../engine/display";
import { ProjectError, readProject } from "../engine/project";
import { type ProgramResult, runProgram } from "../engine/run-program";
import { simulatedAws } from "../engine/simulated-aws";
import { type Style, stylesFor } from "../engine/styles";
import { writeArtifacts } from "./artifacts";
import { type Example, findExample } from "./examples";
import { helpText } from "./help";
import { type DemoOptions, MISTAKE, parseOptions, UsageError } from "./options";

export interface DemoEnvironment {
    /** The repository's folder. */
    readonly root: string;
    readonly write: (line: string) => void;
    readonly writeError: (line: string) => void;
    readonly color: boolean;
    readonly signal?: AbortSignal;
}

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

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
    const { write, color, signal } = environment;
    const style = stylesFor(color);
    const { stack, config } = options;
    const project = readProject(example.directory, { config, ...(stack === undefined ? {} : { stack }) });
    introduce(example, environment, style);
    const result = await runProgram({
        ...project,
        provider: simulatedAws(new SimulatedAccount()),
        onEvent: createDisplay({ write, color }),
        ...(signal === undefined ? {} : { signal }),
    });
    if (signal?.aborted === true) {
        return EXIT_FAILED;
    }
    return example.name === MISTAKE
        ? concludeMistake(result, environment, style)
        : conclude(result, example, environment, style);
}

function introduce({ name, directory, description }: Example, { root, write }: DemoEnvironment, style: Style): void {
    write(`${style.bold(name)} ${style.dim(`(${relative(root, directory)})`)}`);
    if (description !== "") {
        write(description);
    }
    write(style.dim("The account is in memory and enforces GuardDuty's rules. Nothing leaves this machine."));
    write("");
}

function conclude(
    { outcome, update }: ProgramResult,
    example: Example,
    { root, write }: DemoEnvironment,
    style: Style,
): number {
    if (outcome === "failed" || update === undefined) {
        return EXIT_FAILED;
    }
    const artifacts = writeArtifacts(update, join(root, ".demo", example.name));
    const paths = artifacts.map(({ path }) => relative(process.cwd(), path));
    const width = Math.max(...paths.map(({ length }) => length));
    write(style.bold("Written for you to look at:"));
    artifacts.forEach(({ about }, index) => {
        write(`    ${(paths[index] ?? "").padEnd(width)}  ${style.dim(about)}`);
    });
    return 0;
}

function concludeMistake({ outcome }: ProgramResult, { write }: DemoEnvironment, style: Style): number {
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
