import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import { ProgramInfo, RunPluginRequest, type RunPluginResponse, RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type NodePlugins, serveNodePlugins } from "./node-plugins";

// Plugins of a line. Pulumi's CLI, and the published plugin, have tests of their own.
let plugins: NodePlugins;
let client: LanguageRuntimeClient;
let folder: string;

beforeEach(async () => {
    plugins = await serveNodePlugins();
    client = new LanguageRuntimeClient(`127.0.0.1:${plugins.port}`, grpc.credentials.createInsecure());
    // From here the SDK is found.
    const parent = join(__dirname, "..", "..", ".stacks");
    mkdirSync(parent, { recursive: true });
    folder = mkdtempSync(join(parent, "plugin-"));
});

afterEach(() => {
    client.close();
    plugins.close();
    rmSync(folder, { recursive: true });
});

interface Ended {
    readonly stdout: string;
    readonly stderr: string;
    readonly exitCode: number | undefined;
}

function run(program: string, { pwd = folder, onOutput = (stop: () => void): unknown => stop } = {}): Promise<Ended> {
    writeFileSync(join(folder, "package.json"), '{ "name": "plugin", "main": "index.js" }');
    writeFileSync(join(folder, "index.js"), program);
    const request = new RunPluginRequest()
        .setPwd(pwd)
        .setArgsList(["127.0.0.1:4711"])
        .setEnvList(["GREETING=a=b", `PATH=${process.env["PATH"] ?? ""}`])
        .setInfo(new ProgramInfo().setProgramDirectory(folder).setEntryPoint("."));
    const call = client.runPlugin(request);
    let ended: Ended = { stdout: "", stderr: "", exitCode: undefined };
    call.on("data", (response: RunPluginResponse) => {
        const [stdout, stderr] = [response.getStdout_asU8(), response.getStderr_asU8()].map((bytes) =>
            Buffer.from(bytes).toString(),
        );
        ended = { stdout: ended.stdout + stdout, stderr: ended.stderr + stderr, exitCode: response.getExitcode() };
        if (stdout !== "") onOutput(() => call.cancel());
    });
    return new Promise((resolve, reject) => {
        call.on("error", reject);
        call.on("end", () => resolve(ended));
    });
}

it("runs a plugin with the engine's address and environment, and hands on what it prints and how it ends", async () => {
    const ended = await run(
        `process.stdout.write(JSON.stringify([process.argv.at(-1), process.env.GREETING, process.cwd()]));
        console.error("out of luck"); process.exitCode = 7;`,
    );
    expect(JSON.parse(ended.stdout)).toEqual(["127.0.0.1:4711", "a=b", folder]);
    expect(ended).toMatchObject({ stderr: "out of luck\n", exitCode: 7 });
});

it("ends a plugin whose engine hangs up", async () => {
    const marker = join(folder, "ended");
    const program = `process.on("SIGTERM", () => { require("node:fs").writeFileSync(${JSON.stringify(marker)}, ""); process.exit(); });
        setInterval(() => {}, 1000); console.log("4712");`;
    await expect(run(program, { onOutput: (stop) => stop() })).rejects.toMatchObject({ code: grpc.status.CANCELLED });
    await expect.poll(() => existsSync(marker), { timeout: 10_000 }).toBe(true);
});

it("refuses a plugin that cannot be started", async () => {
    await expect(run("", { pwd: join(folder, "nowhere") })).rejects.toThrow("ENOENT");
});

it("runs no programs, and says so", async () => {
    const programs = new Promise((resolve, reject) =>
        client.run(new RunRequest(), (error) => (error === null ? resolve(undefined) : reject(error))),
    );
    await expect(programs).rejects.toThrow("this language host does not implement run");
});
