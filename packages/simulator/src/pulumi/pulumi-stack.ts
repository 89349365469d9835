import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse, stringify } from "yaml";
import { type Operation, readEvents } from "./operation";

export interface PulumiStackOptions {
    /** The CLI. */
    readonly pulumi: string;
    /** The program's folder, with its Pulumi.yaml. It is only read. */
    readonly directory: string;
    /** A folder of this stack's own: its state, its configuration, its event logs. */
    readonly home: string;
    /** Where the provider for `aws` listens; further ones by their package's name. */
    readonly providers: Readonly<Record<string, number>>;
    /** Runs the program; without it, the CLI starts the language host that Pulumi.yaml names. */
    readonly languageHost?: string;
    /** @defaultValue `"dev"` */
    readonly stack?: string;
    /** By full key: `aws:region`. */
    readonly config?: Readonly<Record<string, unknown>>;
    readonly environment?: Readonly<Record<string, string>>;
    readonly onLine?: (line: string) => void;
    /** Whether what the CLI prints has colours. @defaultValue `false` */
    readonly color?: boolean;
}

export interface OperationOptions {
    /** More arguments of the CLI's. */
    readonly arguments?: readonly string[];
    /** Kills the CLI, as a machine that dies does, when it is aborted. */
    readonly signal?: AbortSignal;
}

interface Resource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly parent?: string;
    readonly protect?: boolean;
    readonly retainOnDelete?: boolean;
    readonly delete?: boolean;
    readonly inputs?: Readonly<Record<string, unknown>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
}

export interface StackState {
    readonly deployment: {
        readonly resources?: readonly Resource[];
        readonly pending_operations?: readonly { readonly type: string; readonly resource: Resource }[];
    };
}

function isStackState(value: unknown): value is StackState {
    return typeof value === "object" && value !== null && "deployment" in value;
}

/** One stack, driven with the real Pulumi CLI: state in a folder, programs on a language host, providers attached. */
export class PulumiStack {
    readonly #options: PulumiStackOptions;
    #operations = 0;
    #created: Promise<void> | undefined;

    constructor(options: PulumiStackOptions) {
        this.#options = options;
    }

    get name(): string {
        return this.#options.stack ?? "dev";
    }

    /** Makes the stack, unless it is there; whatever needs it does so by itself. */
    create(): Promise<void> {
        this.#created ??= this.#create();
        return this.#created;
    }

    preview(options: OperationOptions = {}): Promise<Operation> {
        return this.#operate("preview", [...this.#client], options);
    }

    up(options: OperationOptions = {}): Promise<Operation> {
        return this.#operate("up", ["--yes", "--skip-preview", ...this.#client], options);
    }

    refresh(options: OperationOptions = {}): Promise<Operation> {
        return this.#operate("refresh", ["--yes", "--skip-preview", ...this.#client], options);
    }

    destroy(options: OperationOptions = {}): Promise<Operation> {
        return this.#operate("destroy", ["--yes", "--skip-preview", ...this.#client], options);
    }

    /** `pulumi import`, `pulumi state delete`, `pulumi stack output`, … Rejects when it fails. */
    async command(...args: readonly string[]): Promise<string> {
        await this.create();
        const { exitCode, output } = await this.#run([...args, "--stack", this.name], {
            directory: this.#options.home,
        });
        if (exitCode !== 0) {
            throw new Error(`pulumi ${args.join(" ")} ended with ${exitCode}:\n${output}`);
        }
        return output;
    }

    async outputs(): Promise<Readonly<Record<string, unknown>>> {
        const outputs: unknown = JSON.parse(await this.command("stack", "output", "--json", "--show-secrets"));
        return { ...(typeof outputs === "object" ? outputs : {}) };
    }

    async exportState(): Promise<StackState> {
        const file = join(this.#options.home, "exported.json");
        await this.command("stack", "export", "--file", file);
        const state: unknown = JSON.parse(readFileSync(file, "utf8"));
        if (!isStackState(state)) {
            throw new Error(`Pulumi exported something else than a stack's state: ${JSON.stringify(state)}`);
        }
        return state;
    }

    async importState(state: StackState): Promise<void> {
        await this.create(); // its folder, too
        const file = join(this.#options.home, "imported.json");
        writeFileSync(file, JSON.stringify(state));
        await this.command("stack", "import", "--file", file);
    }

    /** Frees a stack whose CLI was killed. */
    async cancel(): Promise<void> {
        await this.command("cancel", "--yes");
    }

    get #client(): readonly string[] {
        const { languageHost } = this.#options;
        return languageHost === undefined ? [] : [`--client=${languageHost}`];
    }

    async #operate(command: string, args: readonly string[], options: OperationOptions): Promise<Operation> {
        await this.create();
        this.#operations += 1;
        const log = join(this.#options.home, `events-${this.#operations}.json`);
        rmSync(log, { force: true });
        const common = ["--stack", this.name, "--config-file", this.#configFile, "--event-log", log];
        const all = [command, ...args, ...common, "--suppress-progress", ...(options.arguments ?? [])];
        const { exitCode, output } = await this.#run(all, options);
        return { exitCode, output, ...readEvents(existsSync(log) ? readFileSync(log, "utf8") : "") };
    }

    get #configFile(): string {
        return join(this.#options.home, `Pulumi.${this.name}.yaml`);
    }

    async #create(): Promise<void> {
        const { directory, home, config = {} } = this.#options;
        mkdirSync(join(home, "state"), { recursive: true });
        writeFileSync(this.#configFile, stringify({ config }));
        // `stack init` takes no --config-file: it writes the stack's salt beside the Pulumi.yaml that it finds.
        writeFileSync(join(home, "Pulumi.yaml"), this.#project(readFileSync(join(directory, "Pulumi.yaml"), "utf8")));
        const { exitCode, output } = await this.#run(["stack", "init", this.name, "--no-select"], { directory: home });
        if (exitCode !== 0 && !output.includes("already exists")) {
            throw new Error(`The stack could not be made:\n${output}`);
        }
    }

    /** As `--client` has it, for commands that do not take that: `import` looks for the program's language. */
    #project(yaml: string): string {
        const { languageHost } = this.#options;
        const project: unknown = parse(yaml);
        const runtime = { name: "client", options: { address: languageHost } };
        return languageHost === undefined ? yaml : stringify({ ...Object(project), main: undefined, runtime });
    }

    #run(
        args: readonly string[],
        { directory = this.#options.directory, signal }: { directory?: string; signal?: AbortSignal } = {},
    ): Promise<{ exitCode: number | undefined; output: string }> {
        const { pulumi, color = false, onLine } = this.#options;
        const style = ["--non-interactive", "--color", color ? "always" : "never"];
        const child = spawn(pulumi, [...args, "--cwd", directory, ...style], {
            env: this.#environment(),
            stdio: ["ignore", "pipe", "pipe"],
            ...(signal === undefined ? {} : { signal, killSignal: "SIGKILL" }),
        });
        let output = "";
        let unfinished = "";
        const keep = (chunk: string) => {
            output += chunk;
            const lines = (unfinished + chunk).split("\n");
            unfinished = lines.pop() ?? "";
            lines.forEach((line) => onLine?.(line));
        };
        child.stdout.setEncoding("utf8").on("data", keep);
        child.stderr.setEncoding("utf8").on("data", keep);
        return new Promise((resolve, reject) => {
            child.on("error", (error) => {
                if (error.name !== "AbortError") {
                    reject(error);
                }
            });
            child.on("close", (code) => resolve({ exitCode: code ?? undefined, output }));
        });
    }

    /** The caller's environment, less what would reach, or mean, a real account or another stack. */
    #environment(): NodeJS.ProcessEnv {
        const { home, providers, environment } = this.#options;
        const inherited = Object.entries(process.env).filter(([name]) => !/^(?:AWS_|PULUMI_)/.test(name));
        return {
            ...Object.fromEntries(inherited),
            PULUMI_HOME: join(home, "pulumi"),
            PULUMI_BACKEND_URL: pathToFileURL(join(home, "state")).href,
            PULUMI_CONFIG_PASSPHRASE: "simulated",
            PULUMI_SKIP_UPDATE_CHECK: "true",
            // The event log is a flag for those who debug Pulumi.
            PULUMI_DEBUG_COMMANDS: "true",
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            PULUMI_DEBUG_PROVIDERS: Object.entries(providers)
                .map(([name, port]) => `${name}:${port}`)
                .join(","),
            ...environment,
        };
    }
}
