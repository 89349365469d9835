// The command as `npx guardduty-review` runs it, from a project that installed the tarball, without a network.
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFindings } from "guardduty-findings-generator";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import "../../../guardduty/test/package/provided";

const root = mkdtempSync(join(tmpdir(), "review-package-"));
const exported = join(root, "export");
const page = join(root, "page.html");
const ticket = join(root, "ticket.md");
const report = join(root, "report.json");

/** Loaded before anything else: whatever reaches for the network fails. */
const NO_NETWORK = `const net = require("node:net");
net.Socket.prototype.connect = () => { throw new Error("no network here"); };
require("node:dns").lookup = () => { throw new Error("no network here"); };
`;

const command = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync("npx", ["--offline", "--no-install", "guardduty-review", ...args], {
        cwd: inject("reviewProject"),
        encoding: "utf8",
        env: { ...process.env, NODE_OPTIONS: `--require ${join(root, "no-network.cjs")}` },
    });

beforeAll(async () => {
    writeFileSync(join(root, "no-network.cjs"), NO_NETWORK);
    // Enough for threads.
    await writeFindings({ directory: exported, count: 60_000, seed: "package", hostileShare: 0.05 });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("the installed command", () => {
    it("says its version", () => {
        const { version } = JSON.parse(readFileSync("packages/review/package.json", "utf8")) as { version: string };
        expect(command("--version")).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: "" });
    });

    it("reviews a folder, with a thread of its own for a share of it, and without a network", () => {
        const { status, stderr, stdout } = command(exported, "--html", page, "--markdown", ticket, "--json", report);

        expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
        expect(stdout).toContain(`Wrote ${page}\n`);
        expect(readFileSync(page, "utf8")).toMatch(/^<!doctype html>/);
        expect(JSON.parse(readFileSync(report, "utf8"))).toMatchObject({ version: 1, read: { lines: 60_000 } });
    });

    it("says in one line that S3 cannot be reached", () => {
        const { status, stderr } = command("s3://nowhere", "--quiet");
        expect(status).toBe(1);
        expect(stderr).toMatch(/^guardduty-review: Cannot list s3:\/\/nowhere\/: .*\n$/m);
    });
});

describe("what is pasted from its ticket", () => {
    const program = (filters: string): string =>
        `import "./mocks.cjs";
import { GuardDutyMonitoring } from "pulumi-guardduty";

new GuardDutyMonitoring("training", {
    filters: [
${filters}
    ],
});
console.log("accepted");
`;

    function pasted(): string {
        const folder = inject("projects").newest;
        const blocks = [...readFileSync(ticket, "utf8").matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code);
        expect(blocks.length).toBeGreaterThan(2);
        copyFileSync("packages/guardduty/test/package/programs/mocks.cjs", join(folder, "mocks.cjs"));
        writeFileSync(join(folder, "pasted.mts"), program(blocks.join("")));
        return folder;
    }

    it("compiles against the library", () => {
        const flags = ["--strict", "--noEmit", "--skipLibCheck", "--allowJs", "--types", "node", "--module", "node16"];
        const { stdout } = spawnSync(process.execPath, [inject("compilers").newest, ...flags, "pasted.mts"], {
            cwd: pasted(),
            encoding: "utf8",
        });
        expect(stdout).toBe("");
    });

    it("is accepted by it", () => {
        const folder = pasted();
        // A program in plain JavaScript, as the filters are: only its name differs.
        copyFileSync(join(folder, "pasted.mts"), join(folder, "pasted.mjs"));
        expect(execFileSync(process.execPath, ["pasted.mjs"], { cwd: folder, encoding: "utf8" })).toContain("accepted");
    });
});
