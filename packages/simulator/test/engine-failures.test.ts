import { connect } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Phase } from "../src/engine/deployment";
import { type ProgramResult, runProgram, type RunProgramOptions } from "../src/engine/run-program";
import { FakeProvider } from "./fake-provider";

const MISBEHAVING = join(__dirname, "programs/misbehaving");

afterEach(() => {
    vi.unstubAllEnvs();
});

async function run(
    how: string,
    phases: readonly Phase[] = ["update"],
    options: Partial<RunProgramOptions> = {},
): Promise<ProgramResult & { readonly lines: readonly string[] }> {
    const lines: string[] = [];
    const result = await runProgram({
        directory: MISBEHAVING,
        project: "misbehaving",
        config: { "misbehaving:how": how },
        provider: new FakeProvider(),
        phases,
        onLine: (line) => lines.push(line),
        ...options,
    });
    return { ...result, lines };
}

function errorsOf({ diagnostics }: ProgramResult): string[] {
    return diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
}

describe("a resource that is refused", () => {
    it("fails the run: the resource, AWS's message, and what was made before it", async () => {
        const result = await run("is-refused", ["preview", "update"]);
        expect(result).toMatchObject({ outcome: "failed", preview: { outcome: "succeeded" } });
        expect(result.diagnostics).toEqual([
            {
                severity: "error",
                phase: "update",
                urn: "urn:pulumi:dev::misbehaving::aws:guardduty/detector:Detector::second",
                message: "BadRequestException: The request is rejected because you asked for it.",
            },
        ]);
        const statuses = result.resources.map(({ name, status }) => `${name}: ${status}`);
        expect(statuses).toContain("first: done");
        expect(statuses).toContain("second: failed");
        expect(result.lines).toContain(" +  aws:guardduty:Detector               second **creating failed**");
        expect(result.lines.join("\n")).toContain(
            [
                "Diagnostics:",
                "  aws:guardduty:Detector (second):",
                "    error: BadRequestException: The request is rejected because you asked for it.",
                "  pulumi:pulumi:Stack (misbehaving-dev):",
                "    error: update failed",
            ].join("\n"),
        );
        expect(result.lines).toContain("    1 errored");
    });

    it("leaves the SDK to refuse transforms", async () => {
        const result = await run("transforms");
        expect(result.outcome).toBe("failed");
        expect(errorsOf(result).join()).toContain("does not support transforms");
    });
});

describe("a program that does not end well", () => {
    it.each([
        ["throws", /failed with an unhandled exception:\n[\s\S]*thrown by the program[\s\S]*index\.ts/],
        ["throws-without-stack", /^said plainly$/],
        ["rejects", /Error: rejected by the program\n/],
        ["exits-with-3", /^Program exited with non-zero exit code: 3$/],
    ])("fails when it %s", async (how, message) => {
        const result = await run(how);
        expect(result.outcome).toBe("failed");
        expect(errorsOf(result)).toHaveLength(1);
        expect(errorsOf(result)[0]).toMatch(message);
    });

    it("fails when it exits as if all were well, in a way that the SDK does not notice", async () => {
        const result = await run("exits-early-after-an-error");
        expect(result.outcome).toBe("failed");
        expect(errorsOf(result).at(-1)).toBe("Program ended before it was finished. Does it call process.exit()?");
    });

    it("succeeds when an error is only logged, as with Pulumi (pulumi/pulumi#6090)", async () => {
        const result = await run("logs-an-error");
        expect(result.outcome).toBe("succeeded");
        expect(errorsOf(result)).toEqual(["logged, not thrown"]);
    });

    it("stops one that never ends, and one that does not want to be stopped", async () => {
        const result = await run("never-ends", ["update"], { timeoutMs: 1_500 });
        expect(result.outcome).toBe("failed");
        expect(errorsOf(result)).toEqual(["Program did not finish within 1.5 seconds and was stopped"]);
    });

    it("ends with its caller's signal", async () => {
        const controller = new AbortController();
        const result = await run("never-ends", ["update"], {
            signal: controller.signal,
            onEvent: (event) => {
                if (event.kind === "resource" && event.resource.name === "first") {
                    controller.abort();
                }
            },
        });
        expect(errorsOf(result)).toEqual(["Program was interrupted"]);
    });
});

describe("where a program runs", () => {
    it("is away from the caller's AWS account, at ports that are closed in the end", async () => {
        vi.stubEnv("AWS_REGION", "us-west-2");
        const { diagnostics } = await run("tells-its-environment");
        const [line = ""] = diagnostics.map(({ message }) => message);
        const [, host = "", port] = /^monitor ([\d.]+):(\d+), AWS_REGION undefined$/.exec(line) ?? [];
        expect(host).toBe("127.0.0.1");
        await expect(canConnect(host, Number(port))).resolves.toBe(false);
    });

    it("must exist", async () => {
        const running = run("throws", ["update"], { directory: join(MISBEHAVING, "nowhere") });
        await expect(running).rejects.toThrow(/^There is no folder .*nowhere to run a program in\.$/);
    });
});

async function canConnect(host: string, port: number): Promise<boolean> {
    expect(port).toBeGreaterThan(0);
    return new Promise((resolve) => {
        const socket = connect(port, host, () => {
            socket.destroy();
            resolve(true);
        });
        socket.on("error", () => resolve(false));
    });
}
