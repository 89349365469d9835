import { resolve } from "node:path";
import type { ResourceProvider } from "../provider/resource-provider";
import { Deployer } from "./deployer";
import type { Deployment, Diagnostic, Phase, RecordedResource, StackOutput } from "./deployment";
import { createDisplay } from "./display";
import { createEngineService } from "./engine-service";
import type { EventListener } from "./events";
import { startServer } from "./grpc-server";
import { createMonitorService } from "./monitor-service";
import { type ProgramEnd, startProgram } from "./program-process";
import { type ProviderFactory, Providers } from "./providers";
import { Recorder } from "./recorder";

export interface RunProgramOptions {
    /** The program's folder; it must find `@pulumi/pulumi` from there. */
    readonly directory: string;
    /** Serves every provider alike, or makes one for each configuration, so that Regions are told apart. */
    readonly provider: ResourceProvider | ProviderFactory;
    /** @defaultValue `"project"` */
    readonly project?: string;
    /** @defaultValue `"dev"` */
    readonly stack?: string;
    /** The program within its folder, Pulumi.yaml's `main`. @defaultValue what its package.json says, else its index file */
    readonly entry?: string;
    /** By full key: `aws:region`, `<project>:<key>`. Anything but text as JSON. */
    readonly config?: Readonly<Record<string, string>>;
    /** Like `config`; the program gets these as secrets. */
    readonly secretConfig?: Readonly<Record<string, string>>;
    /** What to run; an update is left out when the preview before it has failed. @defaultValue both, as `pulumi up` does */
    readonly phases?: readonly Phase[];
    /** Whether types are checked too, as `pulumi up` does, which takes seconds. @defaultValue `false` */
    readonly typeCheck?: boolean;
    /** How many resources may be made at once. @defaultValue 16 */
    readonly parallel?: number;
    /** How long each phase may take. @defaultValue two minutes */
    readonly timeoutMs?: number;
    /** Ends the program when it is aborted. */
    readonly signal?: AbortSignal;
    /** Called for each line of the output, without colours. */
    readonly onLine?: (line: string) => void;
    readonly onEvent?: EventListener;
}

export interface ProgramResult {
    readonly outcome: "succeeded" | "failed";
    readonly preview?: Deployment;
    readonly update?: Deployment;
    /** Of the last phase that ran; so are the outputs. */
    readonly resources: readonly RecordedResource[];
    readonly outputs: Readonly<Record<string, StackOutput>>;
    /** Of all phases. */
    readonly diagnostics: readonly Diagnostic[];
}

/** Runs a whole Pulumi program against a provider, preview and then update, without the Pulumi CLI. */
export async function runProgram(options: RunProgramOptions): Promise<ProgramResult> {
    const display = options.onLine === undefined ? undefined : createDisplay({ write: options.onLine, color: false });
    const emit: EventListener = (event) => {
        display?.(event);
        options.onEvent?.(event);
    };
    const deployments: Deployment[] = [];
    for (const phase of options.phases ?? (["preview", "update"] as const)) {
        const deployment = await runPhase(phase, options, emit);
        deployments.push(deployment);
        if (deployment.outcome === "failed") {
            break;
        }
    }
    return summarize(deployments);
}

async function runPhase(phase: Phase, options: RunProgramOptions, emit: EventListener): Promise<Deployment> {
    const { project = "project", stack = "dev", secretConfig = {}, parallel = 16 } = options;
    const { provider } = options;
    const directory = resolve(options.directory);
    const config = { ...options.config, ...secretConfig };
    const secretConfigKeys = Object.keys(secretConfig);
    const preview = phase === "preview";
    const recorder = new Recorder(phase, emit);
    const factory: ProviderFactory = typeof provider === "function" ? provider : () => provider;
    const providers = new Providers(factory, config);
    const deployer = new Deployer({ project, stack, preview, providers, recorder });
    const lookUp = (urn: string) => recorder.get(urn);
    const run = { project, stack, preview, parallel, config, secretConfigKeys, directory };
    const server = await startServer(createMonitorService({ ...run, deployer, lookUp }), createEngineService(recorder));
    emit({ kind: "started", phase, project, stack });
    try {
        const program = startProgram({
            ...run,
            entry: options.entry ?? ".",
            address: server.address,
            typeCheck: options.typeCheck ?? false,
            timeoutMs: options.timeoutMs ?? 120_000,
            signal: options.signal,
            onOutput: (line, stream) => {
                // Once refused, the SDK hangs up, and then complains on stderr that nobody hears its log any more.
                if (stream === "stdout" || !deployer.failed) {
                    recorder.diagnose("info", line);
                }
            },
        });
        deployer.onFailure(() => program.stopSoon());
        const end = await program.ended;
        await deployer.close();
        return recorder.finish(judge(end, deployer, recorder));
    } finally {
        server.close();
    }
}

/** A program ends well only when its process does, nothing was refused, and it has come to its last line. */
function judge(end: ProgramEnd, deployer: Deployer, recorder: Recorder): Deployment["outcome"] {
    if (deployer.failed) {
        return "failed";
    }
    if (end.kind === "failed") {
        recorder.diagnose("error", end.reason);
        return "failed";
    }
    if (end.kind === "failed-and-logged") {
        return "failed";
    }
    if (!recorder.hasStackOutputs) {
        // Pulumi's own engine does not notice this, and would go on to delete whatever was not registered.
        recorder.diagnose("error", "Program ended before it was finished. Does it call process.exit()?");
        return "failed";
    }
    return "succeeded";
}

function summarize(deployments: readonly Deployment[]): ProgramResult {
    const preview = deployments.find(({ phase }) => phase === "preview");
    const update = deployments.find(({ phase }) => phase === "update");
    const last = deployments.at(-1);
    return {
        outcome: deployments.some(({ outcome }) => outcome === "failed") ? "failed" : "succeeded",
        ...(preview === undefined ? {} : { preview }),
        ...(update === undefined ? {} : { update }),
        resources: last?.resources ?? [],
        outputs: last?.outputs ?? {},
        diagnostics: deployments.flatMap(({ diagnostics }) => diagnostics),
    };
}
