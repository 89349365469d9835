import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

type OutputStream = "stdout" | "stderr";

export interface ProgramProcessOptions {
    /** The program's folder, which it runs in and whose SDK runs it. */
    readonly directory: string;
    /** The program in that folder: Pulumi.yaml's `main`, else `.`. */
    readonly entry: string;
    readonly project: string;
    readonly stack: string;
    readonly preview: boolean;
    readonly parallel: number;
    readonly config: Readonly<Record<string, string>>;
    readonly secretConfigKeys: readonly string[];
    /** The address of the monitor, and of the engine service where that has none of its own. */
    readonly address: string;
    readonly engineAddress?: string;
    /** Whether the program may be TypeScript, which costs loading the compiler. @defaultValue `true` */
    readonly typescript?: boolean;
    readonly typeCheck: boolean;
    /** More of the environment, such as what says where a provider is. */
    readonly environment?: Readonly<Record<string, string>>;
    readonly onOutput: (line: string, stream: OutputStream) => void;
    readonly signal: AbortSignal | undefined;
    readonly timeoutMs: number;
}

/** The runner's way of saying that it has told the user why the program failed (sdk/nodejs/cmd/run/index.ts). */
const EXIT_CODE_FAILURE_LOGGED = 32;

/** How long a program may go on once its run has failed. */
const STOP_AFTER_MS = 3_000;

/** How long a program that was asked to end may take before it is killed. */
const KILL_AFTER_MS = 1_000;

/** Whoever inherited the program's output may hold it open for ever; its own last lines arrive long before this. */
const DRAIN_OUTPUT_MS = 500;

/**
 * The SDK prints an error with `util.inspect` in colours. Node 20.20 then takes five seconds and much memory over a line
 * of the stack such as `node_modules/@pulumi/output.ts`, which every error thrown in an `apply` has: its search for the
 * module's name begins anew where it ended. Without colours, which nobody sees here, it does not search.
 */
const PLAIN_INSPECT = `--import=data:text/javascript,${encodeURIComponent(`
    import util from "node:util";
    const inspect = util.inspect;
    const plain = (value, options, ...rest) =>
        inspect(value, typeof options === "object" ? { ...options, colors: false } : options, ...rest);
    util.inspect = Object.assign(plain, inspect);
`)}`;

export type ProgramEnd =
    | { readonly kind: "succeeded" }
    | { readonly kind: "failed-and-logged" }
    | { readonly kind: "failed"; readonly reason: string };

export interface ProgramProcess {
    readonly ended: Promise<ProgramEnd>;
    /** For when the run has failed: the SDK lets the program end by itself; one that hangs on is stopped. */
    stopSoon(): void;
}

/** Runs a program as Pulumi's language host for Node does: in a process of its own, through the SDK's `cmd/run`. */
export function startProgram(options: ProgramProcessOptions): ProgramProcess {
    const args = [PLAIN_INSPECT, findRunner(options.directory), ...runnerArguments(options)];
    const child = spawn(process.execPath, args, {
        cwd: options.directory,
        env: environmentFor(options),
        stdio: ["ignore", "pipe", "pipe"],
    });
    return new RunningProgram(child, options);
}

class RunningProgram implements ProgramProcess {
    readonly ended: Promise<ProgramEnd>;
    #reason: string | undefined;
    #stopTimer: NodeJS.Timeout | undefined;
    #killTimer: NodeJS.Timeout | undefined;

    constructor(
        private readonly child: ChildProcess,
        options: ProgramProcessOptions,
    ) {
        const timer = setTimeout(() => {
            this.#stop(`Program did not finish within ${options.timeoutMs / 1000} seconds and was stopped`);
        }, options.timeoutMs);
        const abort = () => this.#stop("Program was interrupted");
        const killWithParent = () => child.kill("SIGKILL");
        options.signal?.addEventListener("abort", abort, { once: true });
        process.once("exit", killWithParent);
        this.ended = this.#wait(options.onOutput).finally(() => {
            clearTimeout(timer);
            clearTimeout(this.#stopTimer);
            clearTimeout(this.#killTimer);
            options.signal?.removeEventListener("abort", abort);
            process.removeListener("exit", killWithParent);
        });
        if (options.signal?.aborted === true) {
            abort();
        }
    }

    stopSoon(): void {
        this.#stopTimer ??= setTimeout(() => this.#stop(), STOP_AFTER_MS);
    }

    #stop(reason?: string): void {
        this.#reason ??= reason;
        if (this.#killTimer === undefined) {
            this.child.kill("SIGTERM");
            this.#killTimer = setTimeout(() => this.child.kill("SIGKILL"), KILL_AFTER_MS);
        }
    }

    async #wait(onOutput: ProgramProcessOptions["onOutput"]): Promise<ProgramEnd> {
        const { child } = this;
        const drained = Promise.all([
            forwardLines(child.stdout, (line) => onOutput(line, "stdout")),
            forwardLines(child.stderr, (line) => onOutput(line, "stderr")),
        ]);
        const exit = await new Promise<{ code: number | null; cause: string }>((resolve) => {
            child.once("error", (error) => resolve({ code: null, cause: error.message }));
            child.once("exit", (code, signal) => resolve({ code, cause: `it was ended by ${signal}` }));
        });
        let drainTimer: NodeJS.Timeout | undefined;
        const patience = new Promise((resolve) => {
            drainTimer = setTimeout(resolve, DRAIN_OUTPUT_MS);
        });
        await Promise.race([drained, patience]);
        clearTimeout(drainTimer);
        return this.#reason === undefined ? endOf(exit) : { kind: "failed", reason: this.#reason };
    }
}

function endOf({ code, cause }: { readonly code: number | null; readonly cause: string }): ProgramEnd {
    switch (code) {
        case 0:
            return { kind: "succeeded" };
        case EXIT_CODE_FAILURE_LOGGED:
            return { kind: "failed-and-logged" };
        case null:
            return { kind: "failed", reason: `Program did not run to its end: ${cause}` };
        default:
            return { kind: "failed", reason: `Program exited with non-zero exit code: ${code}` };
    }
}

function findRunner(directory: string): string {
    if (!existsSync(directory)) {
        throw new Error(`There is no folder ${directory} to run a program in.`);
    }
    try {
        return createRequire(join(directory, "index.js")).resolve("@pulumi/pulumi/cmd/run");
    } catch {
        throw new Error(
            `The Pulumi SDK is not installed for the program in ${directory}. Have you run 'npm install' there?`,
        );
    }
}

function runnerArguments(options: ProgramProcessOptions): string[] {
    return [
        `--monitor=${options.address}`,
        `--engine=${options.engineAddress ?? options.address}`,
        `--project=${options.project}`,
        `--stack=${options.stack}`,
        "--organization=organization",
        `--root-directory=${options.directory}`,
        `--pwd=${options.directory}`,
        `--parallel=${options.parallel}`,
        ...(options.preview ? ["--dry-run"] : []),
        options.entry,
    ];
}

/** The caller's environment, less what an outer Pulumi run left in it and what would reach, or mean, a real account. */
function environmentFor(options: ProgramProcessOptions): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(
        ([name]) => !/^(?:AWS_|PULUMI_CONFIG|PULUMI_NODEJS_)/.test(name),
    );
    return {
        ...Object.fromEntries(inherited),
        PULUMI_CONFIG: JSON.stringify(options.config),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(options.secretConfigKeys),
        PULUMI_NODEJS_TYPESCRIPT: String(options.typescript ?? true),
        PULUMI_NODEJS_TRANSPILE_ONLY: String(!options.typeCheck),
        ...options.environment,
    };
}

function forwardLines(stream: Readable | null, onLine: (line: string) => void): Promise<void> {
    if (stream === null) {
        return Promise.resolve();
    }
    const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
    lines.on("line", onLine);
    return new Promise((resolve) => lines.once("close", resolve));
}
