// docs/performance.md: a section for each benchmark, with the day and the machine of its own measurement.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { dirname, join, relative } from "node:path";
import { format, resolveConfig } from "prettier";
import { root, say } from "../scripts/bootstrap.mjs";

const path = join(root, "docs", "performance.md");

const HEAD = `# Performance

<!-- Written by \`npm run bench\`; don't edit. -->

Only ratios within one run say something: milliseconds are those of one machine on one day. Pairs are measured
in turn under the same conditions, and a ratio is the median of the rounds' own ratios.
`;

/** Writes the sections of these reports. Those of other benchmarks stay as they are, or go if `reports` are all there are. */
export async function writePage(reports, { all }) {
    const sections = new Map(all || !existsSync(path) ? [] : sectionsOf(readFileSync(path, "utf8")));
    for (const report of reports) {
        sections.set(report.title, section(report));
    }
    mkdirSync(dirname(path), { recursive: true });
    const page = [HEAD, ...sections.values()].join("\n");
    writeFileSync(path, await format(page, { ...(await resolveConfig(path)), parser: "markdown" }));
    say(`Wrote ${relative(root, path)}`);
}

function sectionsOf(page) {
    return page
        .split(/^(?=## )/m)
        .slice(1)
        .map((text) => [text.slice("## ".length, text.indexOf("\n")), text]);
}

function section({ title, rows, notes, text = "" }) {
    const measured = `Measured on ${new Date().toISOString().slice(0, 10)} with ${versions()}, on ${machine()}.`;
    return [`## ${title}`, measured, table(rows), notes.map((note) => `- ${note}`).join("\n"), text].join("\n\n");
}

export function table(rows) {
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
        JSON.parse(readFileSync(join(root, "bench", "node_modules", name, "package.json"), "utf8")).version;
    const named = ["@pulumi/pulumi", "@pulumi/aws", "typescript"].map((name) => `${name} ${version(name)}`);
    return [`Node ${process.versions.node}`, ...named].join(", ");
}

function machine() {
    const memory = Math.round(totalmem() / 2 ** 30);
    return `a ${process.platform} ${process.arch} machine with ${cpus().length} cores and ${memory} GiB of memory`;
}
