import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { findProjects, hasSettings, sheetsOf } from "../src/examples";
import { runSheets } from "../src/run-sheets";
import { POLICY_FOLDER } from "../src/sheets";

const ROOT = join(__dirname, "../../..");
const EXAMPLES = join(ROOT, "examples");
const TIMEOUT_MS = 120_000;

const projects = findProjects(EXAMPLES).map((path) => relative(ROOT, path));

describe("the committed sheets", () => {
    it("are there for every example", () => {
        expect(projects.filter((project) => !hasSettings(join(ROOT, project)))).toEqual([]);
    });

    it.each(projects.filter((project) => hasSettings(join(ROOT, project))))(
        "of %s are what its stack makes them (`npm test -- packages/deployment-sheets -u` takes a change over)",
        async (project) => {
            const folder = join(ROOT, project);
            const files = await sheetsOf(folder, ROOT);
            for (const [path, content] of files) {
                await expect(content).toMatchFileSnapshot(join(folder, path));
            }
            const committed = readdirSync(join(folder, POLICY_FOLDER)).map((name) => `${POLICY_FOLDER}/${name}`);
            expect(committed.filter((path) => !files.has(path))).toEqual([]);
        },
        TIMEOUT_MS,
    );
});

describe("the command", () => {
    const RECORDED = join(ROOT, "packages/engine-tests/test/recorded/0.1.0/state.json");

    async function run(cwd: string, ...args: string[]): Promise<string> {
        let output = "";
        await runSheets(args, { root: ROOT, cwd, print: (text) => (output += text) });
        return output;
    }

    function makeFolder(): string {
        const folder = mkdtempSync(join(tmpdir(), "sheets-"));
        onTestFinished(() => rmSync(folder, { recursive: true }));
        return folder;
    }

    /** All documents of one section, as text. */
    function section(folder: string, name: string): string {
        const files = readdirSync(join(folder, POLICY_FOLDER)).filter((file) => file.startsWith(name));
        return files.map((file) => readFileSync(join(folder, POLICY_FOLDER, file), "utf8")).join("\n");
    }

    it("makes the policy of a stack that `pulumi stack export` printed", async () => {
        const folder = makeFolder();
        const output = await run(folder, "--state", RECORDED);
        // It is large: IAM takes what deploying needs in two documents.
        const names = ["read", "deploy-1", "deploy-2", "destroy"].map((name) => `${POLICY_FOLDER}/${name}.json`);
        expect(output.trim().split("\n")).toEqual(names);
        expect(section(folder, "deploy")).toContain('"arn:aws:s3:::training-findings-export-bucket-*"');
        expect(section(folder, "deploy")).toContain("guardduty:CreateDetector");
        expect(section(folder, "destroy")).toContain("guardduty:DeleteDetector");
        // The evidence is retained: nobody needs to delete it.
        expect(section(folder, "destroy")).not.toContain("findings-export-bucket");
        expect(existsSync(join(folder, "COST.md"))).toBe(false);
    });

    it("names a stack's ids as they are, on demand", async () => {
        const folder = makeFolder();
        await run(folder, "--state", RECORDED, "--exact", "--out", "exact");
        const deploy = section(join(folder, "exact"), "deploy");
        expect(deploy).toMatch(/:detector\/f55ac34710b31f7d3a2e3b5bf85c4406"/);
        expect(deploy).toMatch(/:key\/[0-9a-f-]{36}"/);
        expect(deploy).not.toMatch(/detector\/\*|key\/\*|bucket-\*/);
    });

    it("says what is missing of the usage, all at once", async () => {
        const folder = makeFolder();
        writeFileSync(join(folder, "sheets.json"), '{ "usage": { "queueRequests": 1 } }');
        await expect(run(folder, "--state", RECORDED, "--usage", "sheets.json")).rejects.toThrow(
            /does not fit the stack:\n(- .*\n)*- "managementEvents" \(CloudTrail management events\) is not stated.*\n(.*\n)*- "queueRequests" is stated, and nothing is billed by it/,
        );
    });

    it("leaves no document of an earlier run behind, and nobody else's file out", async () => {
        const folder = makeFolder();
        mkdirSync(join(folder, POLICY_FOLDER));
        writeFileSync(join(folder, POLICY_FOLDER, "read-2.json"), "{}");
        writeFileSync(join(folder, POLICY_FOLDER, "own.json"), "{}");
        await run(folder, "--state", RECORDED);
        expect(readdirSync(join(folder, POLICY_FOLDER)).sort()).toEqual([
            "deploy-1.json",
            "deploy-2.json",
            "destroy.json",
            "own.json",
            "read.json",
        ]);
    });

    it("says what it does, and refuses what is no state", async () => {
        const folder = makeFolder();
        expect(await run(folder, "--help")).toContain("npm run sheets -- --state stack.json");
        writeFileSync(join(folder, "stack.json"), '{ "steps": [] }');
        await expect(run(folder, "--state", "stack.json")).rejects.toThrow(/pulumi stack export/);
    });
});
