import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as grpc from "@grpc/grpc-js";
import {
    GetRequiredPackagesResponse,
    LanguageHandshakeResponse,
    type RunPluginRequest,
    RunPluginResponse,
} from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { answer, serveLanguageRuntime } from "./language-runtime";

export interface NodePlugins {
    /** For the CLI's environment: `PULUMI_DEBUG_LANGUAGES=nodejs:<port>`. */
    readonly port: number;
    close(): void;
}

type PluginCall = grpc.ServerWritableStream<RunPluginRequest, RunPluginResponse>;

/**
 * Pulumi's language host for Node, as far as running plugins written in JavaScript goes: each in a process of its own, with
 * the SDK's own `cmd/run-plugin`, in the folder that the engine names, as `pulumi-language-nodejs` does
 * (RunPlugin in sdk/nodejs/cmd/pulumi-language-nodejs/main.go). It installs nothing: dependencies must be there.
 */
export async function serveNodePlugins(): Promise<NodePlugins> {
    return serveLanguageRuntime((signalOf) => ({
        handshake: answer(() => new LanguageHandshakeResponse()),
        getPluginInfo: answer(() => new PluginInfo().setVersion("1.0.0")),
        getRequiredPackages: answer(() => new GetRequiredPackagesResponse()),
        installDependencies: (call: grpc.ServerWritableStream<unknown, unknown>) => call.end(),
        runPlugin: (call: PluginCall) => runPlugin(call, signalOf(call)),
    }));
}

function runPlugin(call: PluginCall, signal: AbortSignal): void {
    const request = call.request;
    const directory = request.getInfo()?.getProgramDirectory() ?? "";
    const environment = request.getEnvList().map((entry) => {
        const end = entry.indexOf("=");
        return [entry.slice(0, end), entry.slice(end + 1)] as const;
    });
    const plugin = spawn(process.execPath, [launcherOf(directory), directory, ...request.getArgsList()], {
        cwd: request.getPwd(),
        env: Object.fromEntries(environment),
        stdio: ["ignore", "pipe", "pipe"],
        signal,
    });
    plugin.stdout.on("data", (chunk: Buffer) => call.write(new RunPluginResponse().setStdout(chunk)));
    plugin.stderr.on("data", (chunk: Buffer) => call.write(new RunPluginResponse().setStderr(chunk)));
    plugin.on("error", (error) => {
        if (error.name !== "AbortError") call.emit("error", error);
    });
    plugin.on("close", (code) => {
        if (call.writableEnded) return; // it did not start
        call.write(new RunPluginResponse().setExitcode(code ?? 1));
        call.end();
    });
}

/** Of the SDK that the plugin itself finds. */
function launcherOf(directory: string): string {
    return createRequire(join(directory, "package.json")).resolve("@pulumi/pulumi/cmd/run-plugin");
}
