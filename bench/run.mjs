// `npm run bench`: every bench/*.bench.mjs, or those whose name contains an argument. All of them together write
// docs/performance.md, some of them with `--write` their part of it; a ratio over its limit fails the run.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root, say, seconds, UserError } from "../scripts/bootstrap.mjs";
import { table, writePage } from "./page.mjs";

const here = join(root, "bench");

async function main(args) {
    const wanted = args.filter((arg) => arg !== "--write");
    const writes = args.includes("--write");
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
    const all = wanted.length === 0;
    if (all || writes) {
        await writePage(reports, { all });
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

try {
    process.exitCode = await main(process.argv.slice(2));
} catch (error) {
    process.stderr.write(`\n${error instanceof UserError ? error.message : error.stack}\n`);
    process.exitCode = 1;
}
