// The examples as a user has them: a folder copied from the repository, and the published package installed into it.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { readProject, runProgram, simulatedAws, SimulatedAccount } from "pulumi-guardduty-simulator";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import "./provided";

const examples = join(__dirname, "../../../../examples");

describe.each(["walkthrough", "ai-training-account"])("a copy of examples/%s", (name) => {
    let folder: string;

    beforeAll(() => {
        folder = mkdtempSync(join(tmpdir(), "example-"));
        cpSync(join(examples, name), folder, {
            recursive: true,
            filter: (source) => basename(source) !== "node_modules",
        });
        const flags = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"];
        execFileSync("npm", ["install", ...flags, inject("tarball")], { cwd: folder, stdio: "pipe" });
    });

    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it("has no type errors, with the compiler that it asks for", () => {
        execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "."], { cwd: folder, stdio: "pipe" });
    });

    it("deploys with the configuration that it brings", async () => {
        const provider = simulatedAws(new SimulatedAccount());
        const { outcome, diagnostics } = await runProgram({ ...readProject(folder), provider, typeCheck: true });
        expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
        expect(outcome).toBe("succeeded");
    });
});
