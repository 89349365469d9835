import * as grpc from "@grpc/grpc-js";
import type { PluginDependency } from "@pulumi/pulumi/proto/plugin_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import {
    GetRequiredPackagesResponse,
    GetRequiredPluginsResponse,
    type RunRequest,
    RunResponse,
} from "@pulumi/pulumi/proto/language_pb";
import { type ProgramEnd, startProgram } from "../engine/program-process";
import { answer, serveLanguageRuntime } from "./language-runtime";

export interface LanguageHostOptions {
    /** Called for each line that a program prints. */
    readonly onOutput?: (line: string, stream: "stdout" | "stderr") => void;
    /** More of the environment that programs run in. */
    readonly environment?: Readonly<Record<string, string>>;
}

export interface LanguageHost {
    /** For the CLI's `--client`: `127.0.0.1:<port>`. */
    readonly address: string;
    close(): void;
}

/** Programs are the machine's own tests and examples; one that hangs must not hold its stack for ever. */
const PROGRAM_TIMEOUT_MS = 10 * 60_000;

/**
 * Pulumi's language host for Node, as far as running programs goes: the CLI connects to it with `--client`, and each run
 * starts the SDK's own `cmd/run` on the program's folder, in a process of its own, as `pulumi-language-nodejs` does.
 * Plugins it has none to ask for: providers are attached with PULUMI_DEBUG_PROVIDERS.
 */
export async function serveLanguageHost(options: LanguageHostOptions = {}): Promise<LanguageHost> {
    const { port, close } = await serveLanguageRuntime((signalOf) => ({
        getPluginInfo: answer(() => new PluginInfo().setVersion("1.0.0")),
        getRequiredPlugins: answer(() => new GetRequiredPluginsResponse().setPluginsList(noPlugins())),
        getRequiredPackages: answer(() => new GetRequiredPackagesResponse()),
        run: (call: grpc.ServerUnaryCall<RunRequest, RunResponse>, done: grpc.sendUnaryData<RunResponse>) => {
            runProgram(call.request, signalOf(call), options).then(
                (response) => done(null, response),
                (error: unknown) => done({ code: grpc.status.UNKNOWN, message: String(error) }),
            );
        },
    }));
    return { address: `127.0.0.1:${port}`, close };
}

async function runProgram(
    request: RunRequest,
    signal: AbortSignal,
    { onOutput, environment }: LanguageHostOptions,
): Promise<RunResponse> {
    const printed: string[] = [];
    const entry = request.getInfo()?.getEntryPoint() || request.getProgram();
    const program = startProgram({
        directory: request.getInfo()?.getProgramDirectory() || request.getPwd(),
        entry,
        project: request.getProject(),
        stack: request.getStack(),
        preview: request.getDryrun(),
        parallel: request.getParallel(),
        config: Object.fromEntries(request.getConfigMap().toArray()),
        secretConfigKeys: request.getConfigsecretkeysList(),
        address: request.getMonitorAddress(),
        // The engine's own address is the one argument (sdk/nodejs/cmd/pulumi-language-nodejs/main.go).
        ...(request.getArgsList()[0] === undefined ? {} : { engineAddress: request.getArgsList()[0] }),
        // With `--client` the runtime's options in Pulumi.yaml do not come: a program named as JavaScript is no TypeScript.
        typescript: !/\.c?js$/.test(entry),
        typeCheck: false,
        environment: environment ?? {},
        signal,
        timeoutMs: PROGRAM_TIMEOUT_MS,
        onOutput: (line, stream) => {
            printed.push(line);
            onOutput?.(line, stream);
        },
    });
    return responseTo(await program.ended, printed);
}

function responseTo(end: ProgramEnd, printed: readonly string[]): RunResponse {
    switch (end.kind) {
        case "succeeded":
            return new RunResponse();
        case "failed-and-logged":
            return new RunResponse().setBail(true);
        case "failed":
            // What the program said last is all that tells why: the SDK had no time to log it.
            return new RunResponse().setError([end.reason, ...printed.slice(-20)].join("\n"));
    }
}

function noPlugins(): PluginDependency[] {
    return [];
}
