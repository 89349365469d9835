import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import { AboutRequest, ProgramInfo, RunRequest, type RunResponse } from "@pulumi/pulumi/proto/language_pb";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { Deployer } from "../engine/deployer";
import { createEngineService } from "../engine/engine-service";
import { startServer } from "../engine/grpc-server";
import { createMonitorService } from "../engine/monitor-service";
import { Providers } from "../engine/providers";
import { Recorder } from "../engine/recorder";
import { type LanguageHost, serveLanguageHost } from "./language-host";

const closing: (() => void)[] = [];

afterEach(() => closing.splice(0).forEach((close) => close()));

async function start(
    onOutput?: (line: string) => void,
): Promise<{ host: LanguageHost; client: LanguageRuntimeClient }> {
    const host = await serveLanguageHost(onOutput === undefined ? {} : { onOutput });
    const client = new LanguageRuntimeClient(host.address, grpc.credentials.createInsecure());
    closing.push(() => {
        client.close();
        host.close();
    });
    return { host, client };
}

/** A program in a folder from which the SDK is found. */
function programFolder(text: string): string {
    const parent = join(__dirname, "..", "..", ".stacks");
    mkdirSync(parent, { recursive: true });
    const folder = mkdtempSync(join(parent, "host-"));
    closing.push(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, "index.js"), text);
    return folder;
}

/** The engine's side, which a program speaks to: the one that is embedded here. */
async function startEngine(directory: string): Promise<string> {
    const recorder = new Recorder("preview", () => undefined);
    const providers = new Providers(() => {
        throw new Error("these programs make nothing");
    }, {});
    const run = { project: "life", stack: "dev", preview: true };
    const deployer = new Deployer({ ...run, providers, recorder });
    const settings = { parallel: 1, config: {}, secretConfigKeys: [], directory, lookUp: () => undefined };
    const monitor = createMonitorService({ ...run, ...settings, deployer });
    const server = await startServer(monitor, createEngineService(recorder));
    closing.push(() => server.close());
    return server.address;
}

async function run(
    client: LanguageRuntimeClient,
    directory: string,
    onCall?: (call: grpc.ClientUnaryCall) => void,
): Promise<RunResponse> {
    const engine = await startEngine(directory);
    const request = new RunRequest();
    request.setProject("life").setStack("dev").setParallel(1).setDryrun(true);
    request.setMonitorAddress(engine).setArgsList([engine]);
    request.setInfo(new ProgramInfo().setProgramDirectory(directory).setEntryPoint("index.js"));
    return new Promise((resolve, reject) => {
        const call = client.run(request, (error, response) => (error === null ? resolve(response) : reject(error)));
        onCall?.(call);
    });
}

it("runs a program in its folder, and hands on what it prints", async () => {
    const lines: string[] = [];
    const { client } = await start((line) => lines.push(line));
    const folder = programFolder("console.log(process.cwd());");
    const response = await run(client, folder);
    expect([response.getError(), response.getBail()]).toEqual(["", false]);
    expect(lines).toEqual([folder]);
});

it("says how a program ended that could not say it itself, with its last words", async () => {
    const { client } = await start();
    const response = await run(client, programFolder("console.error('out of luck'); process.exit(7);"));
    expect(response.getError()).toBe("Program exited with non-zero exit code: 7\nout of luck");
});

it("bails without a word of its own after what the SDK has logged", async () => {
    const { client } = await start();
    const response = await run(client, programFolder("process.exit(32);"));
    expect([response.getError(), response.getBail()]).toEqual(["", true]);
});

it("refuses a folder without the SDK", async () => {
    const { client } = await start();
    const missing = join(__dirname, "nowhere");
    await expect(run(client, missing)).rejects.toThrow(`There is no folder ${missing} to run a program in`);
});

it("ends a program whose engine hangs up", async () => {
    const lines: string[] = [];
    const { client } = await start((line) => lines.push(line));
    const folder = programFolder(
        "process.on('SIGTERM', () => { console.log('ended'); process.exit(); }); console.log('up'); setInterval(() => {}, 1000);",
    );
    let hangUp = () => {};
    const ended = run(client, folder, (call) => (hangUp = () => call.cancel()));
    await expect.poll(() => lines, { timeout: 10_000 }).toEqual(["up"]);
    hangUp();
    await expect(ended).rejects.toMatchObject({ code: grpc.status.CANCELLED });
    await expect.poll(() => lines, { timeout: 10_000 }).toContain("ended");
});

it("says what it does not do", async () => {
    const { client } = await start();
    const about = new Promise((resolve, reject) =>
        client.about(new AboutRequest(), (error) => (error === null ? resolve(undefined) : reject(error))),
    );
    await expect(about).rejects.toMatchObject({ code: grpc.status.UNIMPLEMENTED });
});
