import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runDemo } from "../src/cli/run-demo";

const ROOT = join(__dirname, "demo-root");
const REPOSITORY = join(__dirname, "../../..");

afterAll(() => rmSync(join(ROOT, ".demo"), { recursive: true, force: true }));

async function demo(args: readonly string[], { root = ROOT, color = false } = {}) {
    const lines: string[] = [];
    const errors: string[] = [];
    const code = await runDemo(args, {
        root,
        color,
        write: (line) => lines.push(line),
        writeError: (line) => errors.push(line),
    });
    return { code, output: lines.join("\n"), errors: errors.join("\n") };
}

const read = (file: string) => readFileSync(join(ROOT, ".demo/raw", file), "utf8");

describe("an example", () => {
    it("is previewed, updated and written down", async () => {
        const { code, output } = await demo(["raw", "--engine=embedded"]);
        expect(code).toBe(0);
        expect(output).toMatch(/Previewing update \(dev\):[\s\S]*Updating \(dev\):[\s\S]*Outputs:\n {4}detectorId: "/);
        expect(readdirSync(join(ROOT, ".demo/raw")).sort()).toEqual([
            "bucket-policy.json",
            "graph.mmd",
            "graph.svg",
            "resources.json",
            "resources.md",
        ]);
        expect(JSON.parse(read("bucket-policy.json"))).toMatchObject({ Statement: [{ Effect: "Deny" }] });
        expect(read("resources.md")).toMatch(/^\| findings-policy \| aws:s3:BucketPolicy \| .* \| findings \|$/m);
        expect(output).toContain("bucket-policy.json");
        expect(output).not.toContain("\u001b");
    });

    it("writes no secret down", () => {
        expect(read("resources.json")).toContain('"tags": "[secret]"');
        for (const file of readdirSync(join(ROOT, ".demo/raw"))) {
            expect(read(file)).not.toContain("hidden-value");
        }
    });

    it("that AWS refuses fails with AWS's words", async () => {
        const { code, output } = await demo(["refused"]);
        expect(code).toBe(1);
        expect(output).toMatch(/ aws:guardduty:Detector \(second\):\n {4}error: .*detector already exists/);
        expect(output).toContain("error: update failed");
        expect(existsSync(join(ROOT, ".demo/refused"))).toBe(false);
    });

    it("with an encrypted value says why it cannot be run", async () => {
        const { code, errors } = await demo(["encrypted"]);
        expect(code).toBe(2);
        expect(errors).toContain("Pulumi.dev.yaml: config encrypted:token is encrypted");
    });
});

describe("the mistake", () => {
    it("is refused, and the demonstration of it a success", async () => {
        const { code, output } = await demo(["--mistake"], { root: REPOSITORY });
        expect(output).toContain("problems in its arguments; nothing of it was registered.");
        expect(output).toContain('trustedIpList.entries[1]: got "0.0.0.0/0"');
        expect(output).toContain("error: preview failed");
        expect(output).not.toContain("    at ");
        expect(code).toBe(0);
    });
});

describe("the command line", () => {
    it("explains itself", async () => {
        const { code, output } = await demo(["--help"]);
        expect(code).toBe(0);
        expect(output).toContain("raw        The raw program of the demo's tests");
        expect(output).toContain("--config key=value");
        expect(output).toContain("--engine name");
    });

    it("is coloured where colours are wanted", async () => {
        expect((await demo(["--help"], { color: true })).output).toContain("\u001b[1m");
    });

    it.each([
        [["rwa"], "There is no example 'rwa'. Did you mean 'raw'? Known: encrypted, raw, refused."],
        [["something-else"], "There is no example 'something-else'. Known: "],
        [["--stak", "x"], "There is no option '--stak'. Did you mean '--stack'?"],
        [["--config", "region"], "--config needs a key and a value"],
        [["--stack"], "--stack needs a value."],
        [["raw", "refused"], "One example at a time: got 'raw' and 'refused'."],
        [["--help=yes"], "--help takes no value."],
        [["--engine"], "--engine needs a value."],
        [["--engine", "pulimi"], "There is no engine 'pulimi'. Did you mean 'pulumi'? Known: embedded, pulumi."],
        // The demo itself gets none; this one has not been given any.
        [["raw", "--engine", "pulumi"], "--engine pulumi needs the Pulumi CLI, and there is none on PATH. Install it"],
    ])("%j is wrong, and it says so", async (args, message) => {
        const { code, errors } = await demo(args);
        expect(code).toBe(2);
        expect(errors).toContain(message);
        expect(errors).toContain("npm run demo -- --help");
    });
});
