// `npm run check`, which is all that CI does: every check in turn, all of them even after a failure, then the sum.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { capture, checkNode, install, lastLines, run, say, seconds } from "./bootstrap.mjs";

// Each is a command of package.json. `counts`: a run of vitest, whose tests count singly; the others count as one.
// `shown`: seen as a user sees it, being the README's own or one that may take minutes; of the others only what went wrong.
// `options`: what the command is given besides; the tests tell their coverage here, rather than run once more for it.
const CHECKS = [
    { name: "test", counts: true, shown: true, options: ["--coverage"] },
    { name: "test:engine", counts: true, shown: true },
    { name: "lint" },
    { name: "format" },
    { name: "types" },
    { name: "unused" },
    { name: "api" },
    { name: "docs" },
    { name: "repository" },
    { name: "package", counts: true },
    { name: "peers", counts: true },
    { name: "node24", counts: true },
];

/** Runs the checks that are named, or all; resolves to the exit code. */
export async function check(names) {
    const unknown = names.filter((name) => !CHECKS.some((known) => known.name === name));
    if (unknown.length > 0) {
        say(`No such check: ${unknown.join(", ")}. There are: ${CHECKS.map(({ name }) => name).join(", ")}.`);
        return 2;
    }
    checkNode();
    await install();
    const reports = mkdtempSync(join(tmpdir(), "check-"));
    const results = [];
    try {
        for (const each of CHECKS.filter(({ name }) => names.length === 0 || names.includes(name))) {
            results.push(await runCheck(each, reports));
        }
    } finally {
        rmSync(reports, { recursive: true, force: true });
    }
    return sum(results);
}

async function runCheck({ name, counts, shown, options = [] }, reports) {
    const started = Date.now();
    const report = join(reports, `${name.replace(":", "-")}.json`);
    const reporters = counts ? ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`] : [];
    const given = [...options, ...reporters];
    const args = ["run", "--silent", name, ...(given.length > 0 ? ["--", ...given] : [])];
    if (shown) {
        say(`\n$ npm ${name === "test" ? name : `run ${name}`}`);
        const code = await run("npm", args, { stdio: ["ignore", "inherit", "inherit"] });
        return conclude({ name, code, started, report: counts && report });
    }
    const { code, output } = await capture("npm", args);
    if (code !== 0) {
        say(`\n$ npm run ${name}\n${lastLines(output, 150)}`);
    }
    return conclude({ name, code, started, report: counts && report });
}

function conclude({ name, code, started, report }) {
    const tests = report ? countTests(report) : undefined;
    const passed = tests?.passed ?? (code === 0 ? 1 : 0);
    // A runner that fails without a failed test (a crash, a threshold, no test found) is a failure too.
    const failed = Math.max(tests?.failed ?? 0, code === 0 ? 0 : 1);
    const detail = tests === undefined ? "" : `, ${passed} passed, ${failed} failed`;
    say(`${code === 0 ? "ok    " : "FAILED"} ${name} (${seconds(started)}${detail})`);
    return { name, code, passed, failed };
}

function countTests(report) {
    try {
        const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8"));
        return { passed: numPassedTests, failed: numFailedTests };
    } catch {
        return { passed: 0, failed: 0 };
    }
}

function sum(results) {
    const bad = results.filter(({ code }) => code !== 0);
    if (bad.length > 0) {
        say(`\nFailed: ${bad.map(({ name }) => name).join(", ")}. Each by itself: npm run <name>`);
    }
    const total = (key) => results.reduce((sofar, result) => sofar + result[key], 0);
    say(`\n${total("passed")} passed, ${total("failed")} failed`);
    return bad.length > 0 ? 1 : 0;
}
