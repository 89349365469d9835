// The examples as a user has them: a folder copied from the repository, and the published package installed into it.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import {
    type ProgramResult,
    readProject,
    runProgram,
    simulatedAws,
    SimulatedAccount,
    SimulatedWorld,
} from "pulumi-guardduty-simulator";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import "./provided";

const examples = join(__dirname, "../../../../examples");

function copyOf(example: string): string {
    const folder = mkdtempSync(join(tmpdir(), "example-"));
    cpSync(join(examples, example), folder, {
        recursive: true,
        filter: (source) => basename(source) !== "node_modules",
    });
    const flags = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"];
    execFileSync("npm", ["install", ...flags, inject("tarball")], { cwd: folder, stdio: "pipe" });
    return folder;
}

function checkTypes(folder: string): void {
    execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "."], { cwd: folder, stdio: "pipe" });
}

async function deploy(
    folder: string,
    account: SimulatedAccount,
    config: Record<string, string> = {},
): Promise<ProgramResult> {
    const provider = simulatedAws(account);
    const result = await runProgram({ ...readProject(folder, { config }), provider, typeCheck: true });
    expect(result.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(result.outcome).toBe("succeeded");
    return result;
}

describe.each(["walkthrough", "ai-training-account", "sagemaker-training", "eks-gpu-cluster", "findings-review"])(
    "a copy of examples/%s",
    (name) => {
        let folder: string;

        beforeAll(() => {
            folder = copyOf(name);
        });

        afterAll(() => rmSync(folder, { recursive: true, force: true }));

        it("has no type errors, with the compiler that it asks for", () => checkTypes(folder));

        it("deploys with the configuration that it brings", async () => {
            await deploy(folder, new SimulatedAccount());
        });
    },
);

describe("copies of both projects of examples/central-log-archive", () => {
    const folders: string[] = [];

    beforeAll(() => {
        for (const project of ["archive", "member"]) folders.push(copyOf(`central-log-archive/${project}`));
    });

    afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

    it("have no type errors, with the compiler that they ask for", () => folders.forEach(checkTypes));

    it("deploy, the member with what the archive hands over", async () => {
        const [archive = "", member = ""] = folders;
        const world = new SimulatedWorld();
        const { outputs } = await deploy(archive, new SimulatedAccount({ accountId: "444455556666", world }));
        const handedOver = ["archiveBucketArn", "archiveBucketRegion", "archiveKmsKeyArn"];
        const config = Object.fromEntries(handedOver.map((name) => [name, String(outputs[name]?.value)]));
        await deploy(member, new SimulatedAccount({ accountId: "111122223333", world }), config);
    });
});
