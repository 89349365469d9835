import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { PulumiStack, type PulumiStackOptions } from "./pulumi-stack";

// A CLI of a few lines: it notes how it was called, and does what `behaviour` says. The real one has tests of its own.
const folders: string[] = [];

afterEach(() => {
    for (const folder of folders.splice(0)) {
        rmSync(folder, { recursive: true });
    }
});

interface Call {
    readonly args: readonly string[];
    readonly environment: Readonly<Record<string, string>>;
}

function fakeCli(behaviour: string, options: Partial<PulumiStackOptions> = {}) {
    const home = mkdtempSync(join(tmpdir(), "pulumi-stack-"));
    folders.push(home);
    const directory = join(home, "program");
    mkdirSync(directory);
    writeFileSync(join(directory, "Pulumi.yaml"), "name: fake\nruntime: nodejs\n");
    const pulumi = join(home, "fake-pulumi");
    const calls = join(home, "calls");
    writeFileSync(
        pulumi,
        `#!${process.execPath}
const fs = require("node:fs");
const args = process.argv.slice(2);
fs.appendFileSync(${JSON.stringify(calls)}, JSON.stringify({ args, environment: process.env }) + "\\n");
const after = (flag) => args[args.indexOf(flag) + 1];
if (args[0] !== "stack" || args[1] !== "init") { ${behaviour} }
`,
    );
    chmodSync(pulumi, 0o755);
    return {
        stack: new PulumiStack({ pulumi, directory, home, providers: { aws: 4711 }, ...options }),
        home,
        calls: (): Call[] =>
            readFileSync(calls, "utf8")
                .trim()
                .split("\n")
                .map((line) => JSON.parse(line)),
    };
}

it("makes the stack once, in a backend of its own", async () => {
    const { stack, calls, home } = fakeCli("");
    await stack.up();
    await stack.refresh();
    expect(calls().map(({ args }) => args.slice(0, 2).join(" "))).toEqual(["stack init", "up --yes", "refresh --yes"]);
    expect(calls()[0]?.environment["PULUMI_BACKEND_URL"]).toMatch(/^file:\/\/.*\/state$/);
    // In its home, where the CLI writes to the stack's configuration: the program's folder stays as it is.
    expect(calls()[0]?.args).toEqual(expect.arrayContaining(["--cwd", home]));
    expect(calls()[1]?.args).toEqual(expect.arrayContaining(["--cwd", join(home, "program")]));
});

it("attaches the providers, and keeps the caller's accounts and stacks out", async () => {
    process.env["AWS_PROFILE"] = "production";
    process.env["PULUMI_ACCESS_TOKEN"] = "pul-real";
    const { stack, calls } = fakeCli("", { providers: { aws: 4711, guardduty: 4712 } });
    await stack.preview();
    delete process.env["AWS_PROFILE"];
    delete process.env["PULUMI_ACCESS_TOKEN"];
    const environment = calls()[1]?.environment ?? {};
    expect(environment["PULUMI_DEBUG_PROVIDERS"]).toBe("aws:4711,guardduty:4712");
    expect(environment).not.toHaveProperty("AWS_PROFILE");
    expect(environment).not.toHaveProperty("PULUMI_ACCESS_TOKEN");
});

it("writes the configuration, and names it and the language host to every operation", async () => {
    const { stack, calls, home } = fakeCli("", {
        config: { "aws:region": "eu-central-1" },
        languageHost: "127.0.0.1:4713",
        stack: "prod",
    });
    await stack.destroy({ arguments: ["--target", "urn:x"] });
    const file = join(home, "Pulumi.prod.yaml");
    expect(readFileSync(file, "utf8")).toBe("config:\n  aws:region: eu-central-1\n");
    expect(calls()[1]?.args).toEqual(
        expect.arrayContaining([
            "--client=127.0.0.1:4713",
            "--config-file",
            file,
            "--stack",
            "prod",
            "--target",
            "urn:x",
        ]),
    );
});

it("tells how an operation ended, what it printed line by line, and what its event log says", async () => {
    const lines: string[] = [];
    const event = { diagnosticEvent: { severity: "error", message: "no" } };
    const { stack } = fakeCli(
        `console.log("Updating"); console.error("refused");
        fs.writeFileSync(after("--event-log"), ${JSON.stringify(JSON.stringify(event))}); process.exitCode = 255;`,
        { onLine: (line) => lines.push(line) },
    );
    const operation = await stack.up();
    expect(operation).toMatchObject({ exitCode: 255, diagnostics: [{ severity: "error", message: "no" }] });
    expect(lines.sort()).toEqual(["Updating", "refused"]);
});

it("kills the CLI, and tells what it had done", async () => {
    const controller = new AbortController();
    const { stack } = fakeCli(`console.log("begun"); setInterval(() => {}, 1000);`, {
        onLine: () => controller.abort(),
    });
    expect(await stack.up({ signal: controller.signal })).toMatchObject({ exitCode: undefined, output: "begun\n" });
});

it("refuses to go on when a command fails, with what it printed", async () => {
    const { stack } = fakeCli(`console.error("no such stack"); process.exitCode = 1;`);
    await expect(stack.outputs()).rejects.toThrow(
        "pulumi stack output --json --show-secrets ended with 1:\nno such stack",
    );
});

it("does not take for freed a stack that could not be, nor for a state what is none", async () => {
    const refusing = fakeCli(`console.error("no permission"); process.exitCode = 255;`);
    await expect(refusing.stack.cancel()).rejects.toThrow("pulumi cancel --yes ended with 255:\nno permission");
    const { stack } = fakeCli(`fs.writeFileSync(after("--file"), '{"version":3}');`);
    await expect(stack.exportState()).rejects.toThrow('something else than a stack\'s state: {"version":3}');
});

it("says why a stack could not be made", async () => {
    const { stack } = fakeCli("");
    rmSync(join(folders.at(-1) ?? "", "fake-pulumi"));
    await expect(stack.up()).rejects.toThrow("ENOENT");
});

it("reads outputs and state", async () => {
    const { stack } = fakeCli(
        `if (args[1] === "output") console.log('{"detectorId":"d"}');
        else fs.writeFileSync(after("--file"), '{"version":3,"deployment":{"resources":[]}}');`,
    );
    expect(await stack.outputs()).toEqual({ detectorId: "d" });
    expect(await stack.exportState()).toMatchObject({ deployment: { resources: [] } });
});
