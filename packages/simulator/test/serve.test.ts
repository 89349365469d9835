import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { DEFAULT_UNKNOWNS, UNKNOWN_CHOICES } from "../src/account/core/unknowns";
import { openAccountFile } from "../src/account-file";
import { runServe } from "../src/cli/run-serve";
import { ProtocolClient } from "./protocol-client";

const DETECTOR = "aws:guardduty/detector:Detector";
const FILTER = "aws:guardduty/filter:Filter";

let folder: string;

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "serve-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const filterOn = (detectorId: string, name: string, rank: number) => ({
    ...{ detectorId, name, rank, action: "ARCHIVE" },
    findingCriteria: { criterions: [{ field: "type", equals: ["a"] }] },
});

describe("the simulator, in this process", () => {
    interface Running {
        readonly port: number;
        readonly output: string[];
        readonly errors: string[];
        readonly stop: () => Promise<number>;
    }

    function run(args: readonly string[], variables: Readonly<Record<string, string>> = {}): Promise<Running> {
        const [output, errors] = [[], []] as [string[], string[]];
        const stopping = new AbortController();
        return new Promise((resolve, reject) => {
            const ended = runServe(args, {
                directory: folder,
                variables,
                signal: stopping.signal,
                write: (line) => {
                    output.push(line);
                    const stop = (): Promise<number> => {
                        stopping.abort();
                        return ended;
                    };
                    resolve({ port: Number(line), output, errors, stop });
                },
                writeError: (line) => errors.push(line),
            });
            ended.then((code) => reject(new Error(`${code}: ${errors.join("\n")}`)), reject);
        });
    }

    async function use<Result>(port: number, work: (client: ProtocolClient) => Promise<Result>): Promise<Result> {
        const client = await ProtocolClient.configured(port);
        try {
            return await work(client);
        } finally {
            client.close();
        }
    }

    it("prints the port and nothing else, and says elsewhere how to use it", async () => {
        const running = await run(["--account", "111122223333"]);
        expect(running.output).toEqual([String(running.port)]);
        const said = running.errors.join("\n");
        expect(said).toContain(`export PULUMI_DEBUG_PROVIDERS=aws:${running.port}`);
        expect(said).toContain("111122223333");
        expect(said).toContain("gone when this ends");
        const caller = await use(running.port, (client) =>
            client.invoke("aws:index/getCallerIdentity:getCallerIdentity"),
        );
        expect(caller.accountId).toBe("111122223333");
        expect(await running.stop()).toBe(0);
    });

    it("begins with an empty account each time, and with the same in a file", async () => {
        for (const [args, again] of [
            [[], "made"],
            [["--file", "account.json"], "refused"],
        ] as const) {
            const results: string[] = [];
            for (let round = 0; round < 2; round += 1) {
                const { port, stop } = await run(args);
                results.push(
                    await use(port, (client) => client.make(DETECTOR, "d", {})).then(
                        () => "made",
                        () => "refused",
                    ),
                );
                await stop();
            }
            expect(results).toEqual(["made", again]);
        }
        expect(readFileSync(join(folder, "account.json"), "utf8")).toContain("pulumi-guardduty-simulator account");
    });

    it("decides what is unknown as it is told", async () => {
        const running = await run(["--unknown", "createFilterRankOutOfBounds=refuse"]);
        await use(running.port, async (client) => {
            const { id } = await client.make(DETECTOR, "d", {});
            await expect(client.make(FILTER, "f", filterOn(id, "far", 7))).rejects.toThrow("BadRequestException");
        });
        await running.stop();
    });

    it("takes the Region of its environment where a program says none", async () => {
        const running = await run([], { AWS_DEFAULT_REGION: "eu-north-1" });
        const client = new ProtocolClient(running.port);
        const { inputs } = await client.checkConfig({});
        expect(inputs.region).toBe("eu-north-1");
        client.close();
        await running.stop();
    });

    it("looks for relative assets where it is told", async () => {
        mkdirSync(join(folder, "app"));
        writeFileSync(join(folder, "app", "list.txt"), "198.51.100.1\n");
        const running = await run(["--directory", "app"]);
        await use(running.port, async (client) => {
            await client.make("aws:s3/bucket:Bucket", "b", { bucket: "lists" });
            const hash = "f" + "0".repeat(63);
            const source = {
                "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17",
                path: "list.txt",
                hash,
            };
            const object = { bucket: "lists", key: "a", source };
            await expect(client.make("aws:s3/bucketObjectv2:BucketObjectv2", "o", object)).rejects.toThrow(
                `as ${join(folder, "app", "list.txt")}`,
            );
        });
        await running.stop();
    });

    it("refuses what cannot be: a wrong option, a port in use, a file that is no account", async () => {
        await expect(run(["--prot"])).rejects.toThrow(/^2: error: There is no option '--prot'/);
        const running = await run([]);
        await expect(run(["--port", String(running.port)])).rejects.toThrow(`1: error: port ${running.port} is taken`);
        await running.stop();
        writeFileSync(join(folder, "broken.json"), "{");
        await expect(run(["--file", "broken.json"])).rejects.toThrow(/^1: error: .*holds no account of the simulator/);
    });

    it("explains itself", async () => {
        await expect(run(["--help"]).then(({ output }) => output.join("\n"))).resolves.toContain(
            "PULUMI_DEBUG_PROVIDERS",
        );
    });
});

it("knows the choices of every unknown, the default first", () => {
    expect(Object.fromEntries(Object.entries(UNKNOWN_CHOICES).map(([name, [first]]) => [name, first]))).toEqual(
        DEFAULT_UNKNOWNS,
    );
});

describe("the simulator, as a process of its own", () => {
    /** Built for this test, from the sources as they are. */
    const build = join(__dirname, "../node_modules/.serve-test");
    const children: ChildProcess[] = [];

    beforeAll(async () => {
        const tsup = join(dirname(createRequire(__filename).resolve("tsup/package.json")), "dist/cli-default.js");
        const args = ["src/cli/serve.ts", "--no-config", "--format", "cjs", "--out-dir", build, "--silent"];
        await promisify(execFile)(process.execPath, [tsup, ...args], { cwd: join(__dirname, "..") });
    }, 60_000);

    afterAll(() => rmSync(build, { recursive: true, force: true }));

    afterEach(() => {
        for (const child of children.splice(0)) {
            child.kill("SIGKILL");
        }
    });

    async function start(
        ...args: string[]
    ): Promise<{ child: ChildProcess; port: number; ended: Promise<number | null> }> {
        const env = { ...process.env, INIT_CWD: folder, npm_lifecycle_event: undefined };
        const child = spawn(process.execPath, [join(build, "serve.js"), ...args], { env });
        children.push(child);
        const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
        let output = "";
        const port = await new Promise<number>((resolve, reject) => {
            child.stdout.setEncoding("utf8").on("data", (text: string) => {
                output += text;
                if (output.includes("\n")) {
                    resolve(Number(output.split("\n")[0]));
                }
            });
            child.once("exit", (code) => reject(new Error(`ended with ${code}`)));
        });
        return { child, port, ended };
    }

    it("has an account that survives a kill in the middle of its work", async () => {
        const file = join(folder, "account.json");
        for (let round = 0; round < 3; round += 1) {
            const { child, port, ended } = await start("--file", "account.json");
            const client = await ProtocolClient.configured(port);
            const answered: string[] = [];
            const work = Array.from({ length: 40 }, async (_, index) => {
                const bucket = `round-${round}-${index}`;
                await client.make("aws:s3/bucket:Bucket", bucket, { bucket });
                answered.push(bucket);
                if (answered.length === 10 + round) {
                    child.kill("SIGKILL");
                }
            });
            await Promise.allSettled(work);
            await ended;
            client.close();
            const { world } = openAccountFile(file);
            // Whatever was answered is there, and so is what the rounds before have made.
            for (const name of answered) {
                expect(world.bucket("aws", name), name).toBeDefined();
            }
            expect(world.bucket("aws", "round-0-0")).toBeDefined();
        }
    });

    it.each(["SIGINT", "SIGTERM"] as const)("ends cleanly with %s", async (signal) => {
        const { child, ended } = await start();
        child.kill(signal);
        expect(await ended).toBe(0);
    });

    it("ends with 2 for a wrong option", async () => {
        await expect(start("--port", "x")).rejects.toThrow("ended with 2");
    });
});
