// `npm run bench`: every bench/*.bench.mjs, or those whose name contains an argument. All of them together write
// docs/performance.md; a ratio over its limit fails the run.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { root, say, seconds, UserError } from "../scripts/bootstrap.mjs";

const here = join(root, "bench");

async function main(wanted) {
    const names = readdirSync(here).filter((name) => name.endsWith(".bench.mjs"));
    const chosen = names.filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
    if (chosen.length === 0) {
        throw new UserError(`No such benchmark. There are: ${names.join(", ")}.`);
    }
    const reports = [];
    for (const name of chosen) {
        const started = Date.now();
        say(`Measuring ${name.replace(".bench.mjs", "")} ...`);
        const { bench } = await import(`./${name}`);
        const report = await bench();
        say(`${table(report.rows)}\n(${seconds(started)})\n`);
        reports.push(report);
    }
    if (wanted.length === 0) {
        mkdirSync(join(root, "docs"), { recursive: true });
        const path = join(root, "docs", "performance.md");
        writeFileSync(path, await format(page(reports), { ...(await resolveConfig(path)), parser: "markdown" }));
        say("Wrote docs/performance.md");
    }
    const over = reports.flatMap(({ title, rows }) => rows.filter(isOver).map((row) => `${title}: ${describe(row)}`));
    over.forEach((line) => say(`Over its limit: ${line}`));
    return over.length === 0 ? 0 : 1;
}

function isOver({ ratio, limit, moreMs, limitMs }) {
    return (limit !== undefined && ratio > limit) || (limitMs !== undefined && moreMs > limitMs);
}

function describe({ group, what, ratio, limit, moreMs, limitMs }) {
    return limit === undefined
        ? `${group}, ${what}: ${moreMs.toFixed(1)} ms more, at most ${limitMs} ms`
        : `${group}, ${what}: ${ratio.toFixed(2)}, at most ${limit}`;
}

function page(reports) {
    const parts = reports.map(
        ({ title, rows, notes, text = "" }) =>
            `## ${title}\n\n${table(rows)}\n\n${notes.map((note) => `- ${note}`).join("\n")}\n\n${text}`,
    );
    return [
        "# Performance",
        "",
        "<!-- Written by `npm run bench`; don't edit. -->",
        "",
        "Only ratios within one run say something: milliseconds are those of one machine on one day. Pairs are measured",
        "in turn under the same conditions, and a ratio is the median of the rounds' own ratios.",
        "",
        `Measured on ${new Date().toISOString().slice(0, 10)} with ${versions()}, on ${machine()}.`,
        "",
        ...parts,
    ].join("\n");
}

function table(rows) {
    const cells = rows.map((row) => [
        row.group,
        row.what,
        row.medianMs === undefined ? "" : `${digits(row.medianMs)} ms`,
        row.peakMiB === undefined ? "" : `${digits(row.peakMiB)} MiB`,
        row.ratio === undefined ? (row.moreMs === undefined ? "" : `+${digits(row.moreMs)} ms`) : row.ratio.toFixed(2),
        row.limit?.toFixed(2) ?? (row.limitMs === undefined ? "" : `+${row.limitMs} ms`),
    ]);
    const head = ["work", "what", "median", "memory", "ratio", "at most"];
    const used = head.map((_, column) => cells.some((row) => row[column] !== ""));
    const lines = [head, head.map(() => "---"), ...cells].map(
        (row) => `| ${row.filter((_, column) => used[column]).join(" | ")} |`,
    );
    return lines.join("\n");
}

function digits(value) {
    return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function versions() {
    const version = (name) =>
        JSON.parse(readFileSync(join(here, "node_modules", name, "package.json"), "utf8")).version;
    const named = ["@pulumi/pulumi", "@pulumi/aws", "typescript"].map((name) => `${name} ${version(name)}`);
    return [`Node ${process.versions.node}`, ...named].join(", ");
}

function machine() {
    const memory = Math.round(totalmem() / 2 ** 30);
    return `a ${process.platform} ${process.arch} machine with ${cpus().length} cores and ${memory} GiB of memory`;
}

try {
    process.exitCode = await main(process.argv.slice(2));
} catch (error) {
    process.stderr.write(`\n${error instanceof UserError ? error.message : error.stack}\n`);
    process.exitCode = 1;
}
