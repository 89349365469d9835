import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runDemo } from "../../simulator/src/cli/run-demo";
import { makeTestFolder } from "../src/test-folder";

const REPOSITORY = join(__dirname, "../../..");

interface Ended {
    readonly code: number | null;
    readonly output: string;
}

/** As `npm run demo` runs it when all is built, with a folder of its own for what is temporary. */
function demo(temporary: string, ...args: string[]): Promise<Ended> {
    const child = spawn(
        process.execPath,
        [join(REPOSITORY, "packages/simulator/dist/demo.js"), "--engine", "pulumi", ...args],
        {
            cwd: REPOSITORY,
            env: { ...process.env, TMPDIR: temporary },
            stdio: ["ignore", "pipe", "pipe"],
        },
    );
    let output = "";
    const keep = (chunk: string) => (output += chunk);
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    return new Promise((resolve) => child.on("close", (code) => resolve({ code, output })));
}

test("an example on the real engine: its preview, its update, its outputs, and nothing left behind", async () => {
    const temporary = makeTestFolder("demo");
    const { code, output } = await demo(temporary, "walkthrough");
    expect(output).toMatch(/^Previewing update \(dev\):\n[^]*\nUpdating \(dev\):\n/m);
    expect(output).toMatch(/ aws:guardduty:Detector walkthrough-detector created/);
    // A detector's id, as AWS makes them.
    expect(output).toMatch(/\nOutputs:\n {4}detectorId: "[0-9a-f]{32}"\n/);
    expect(output.trim().split("\n").at(-1)).toContain("state was in a temporary folder, which is gone again");
    expect(code).toBe(0);
    expect(existsSync(join(REPOSITORY, "examples/walkthrough/Pulumi.dev.yaml"))).toBe(false);
    expect(readdirSync(temporary).filter((name) => name.startsWith("pulumi-guardduty-demo-"))).toEqual([]);
});

test("a mistake, as Pulumi itself shows it", async () => {
    const { code, output } = await demo(makeTestFolder("demo"), "--mistake");
    expect(output).toMatch(
        /Diagnostics:\n {2}pulumi:pulumi:Stack \(mistake-dev\):\n {4}error: GuardDutyMonitoring "training" has 7 problems/,
    );
    expect(output).not.toContain("Updating (dev)");
    expect(output).toContain("That is how mistakes read");
    expect(code).toBe(0);
});

/** In this process, with an example of the test's own. */
async function ownDemo(files: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> {
    const root = makeTestFolder("demo");
    const folder = join(root, "examples/own");
    mkdirSync(folder, { recursive: true });
    Object.entries(files).forEach(([name, content]) => writeFileSync(join(folder, name), content));
    const lines: string[] = [];
    const write = (line: string) => lines.push(line);
    const pulumi = process.env.PULUMI_CLI;
    const code = await runDemo(["own", "--engine", "pulumi", ...args], {
        root,
        write,
        writeError: write,
        color: false,
        pulumi,
    });
    return { code, output: lines.join("\n") };
}

test("the configuration: defaults, the stack's file, the command line; lists stay lists, and secrets secret", async () => {
    const { code, output } = await ownDemo(
        {
            "Pulumi.yaml": `
name: own
runtime: nodejs
config:
    count: { type: integer, default: 3 }
    names: { type: array, items: { type: string }, default: [unused] }
    token: { type: string, secret: true }
`,
            "Pulumi.prod.yaml": "config: { own:names: [first, second], own:token: hidden-value }\n",
            "index.ts": `
import * as pulumi from "@pulumi/pulumi";
const config = new pulumi.Config();
export const count = config.requireNumber("count") + 1;
export const names = config.requireObject<string[]>("names").join(" and ");
export const token = config.requireSecret("token");
`,
        },
        "--config",
        "count=41",
    );
    expect(output).toMatch(/^Updating \(prod\):$/m);
    expect(output).toContain('count: 42\n    names: "first and second"\n    token: [secret]\n');
    expect(output).not.toContain("hidden-value");
    expect(code).toBe(0);
});

test("what AWS refuses fails with AWS's words", async () => {
    const { code, output } = await ownDemo({
        "Pulumi.yaml": "name: own\nruntime: nodejs\nconfig: { aws:region: eu-central-1 }\n",
        "index.ts": `
import * as guardduty from "@pulumi/aws/guardduty/index.js";
const first = new guardduty.Detector("first", {});
new guardduty.Detector("second", {}, { dependsOn: first });
`,
    });
    expect(output).toMatch(/aws:guardduty:Detector \(second\):\n {4}error: .*detector already exists/);
    expect(output).toContain("error: update failed");
    expect(code).toBe(1);
});
