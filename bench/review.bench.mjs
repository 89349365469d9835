// How long a review takes beside what any reader of an export needs at least: its decompression. And beside jq, which many use.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, UserError } from "../scripts/bootstrap.mjs";
import { alternate, median } from "./rounds.mjs";

const { writeFindings } = createRequire(import.meta.url)("../packages/findings-generator/dist/index.js");

const REVIEW = join(root, "packages", "review", "dist", "guardduty-review.js");
const PEAK = join(root, "bench", "review", "peak.cjs");

const SIZES = [
    { count: 10_000, rounds: 7 },
    { count: 100_000, rounds: 5 },
    { count: 1_000_000, rounds: 3 },
];

export async function bench() {
    const rows = [];
    for (const size of SIZES) {
        const directory = mkdtempSync(join(tmpdir(), "review-bench-"));
        try {
            rows.push(...(await measure(directory, size)));
        } finally {
            rmSync(directory, { recursive: true, force: true });
        }
    }
    return {
        title: "Review of an export",
        rows,
        notes: [
            "Made-up findings of every type (`npm run findings`), a quarter of them repeats; 2.6 KB each, in gzip files of up to 500.",
            "zcat decompresses only, jq reads the type of each finding; the review parses, counts and writes the page and the JSON.",
            "Memory is the whole process with its threads at its peak. It grows with the number of different findings, by about " +
                "half a kilobyte each, not with their size.",
            "jq is measured where it is installed, up to 100,000 findings.",
        ],
    };
}

async function measure(directory, { count, rounds }) {
    const { bytes } = await writeFindings({ directory, count, seed: "bench" });
    const group = `${count.toLocaleString("en-US")} findings, ${(bytes / 1e6).toFixed(0)} MB of JSON`;
    const files = readdirSync(directory, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".gz"))
        .map((name) => join(directory, name));
    const peaks = [];
    const zcat = () => time("sh", ["-c", "xargs zcat > /dev/null"], files);
    const review = async () => {
        const args = ["--require", PEAK, REVIEW, directory, "--quiet"];
        const outputs = ["--html", join(directory, "page.html"), "--json", join(directory, "report.json")];
        return time(process.execPath, [...args, ...outputs], [], (text) => {
            // Threads load it too, and know the peak of their process at their own end only.
            peaks.push(Math.max(...[...text.matchAll(/^peak (\d+)$/gm)].map(([, peak]) => Number(peak))) / 1024);
        });
    };
    const { firstMs, secondMs, ratio } = await alternate(rounds, zcat, review);
    const rows = [
        { group, what: "zcat", medianMs: firstMs },
        { group, what: "guardduty-review", medianMs: secondMs, peakMiB: median(peaks), ratio },
    ];
    if (count <= 100_000 && spawnSync("jq", ["--version"]).status === 0) {
        const jq = () => time("sh", ["-c", "xargs zcat | jq -r .type > /dev/null"], files);
        const pair = await alternate(3, zcat, jq);
        rows.push({ group, what: "zcat and jq", medianMs: pair.secondMs, ratio: pair.ratio });
    }
    return rows;
}

/** The milliseconds that a command takes which reads these lines and says nothing on standard output. */
function time(command, args, lines, onStderr = () => {}) {
    return new Promise((resolve, reject) => {
        const started = performance.now();
        const child = spawn(command, args, { stdio: ["pipe", "ignore", "pipe"] });
        let text = "";
        child.stderr.setEncoding("utf8").on("data", (chunk) => (text += chunk));
        child.on("error", reject);
        child.on("close", (code) => {
            const took = performance.now() - started;
            if (code !== 0) return reject(new UserError(`${command} failed:\n${text}`));
            onStderr(text);
            resolve(took);
        });
        child.stdin.end(lines.join("\n"));
    });
}
