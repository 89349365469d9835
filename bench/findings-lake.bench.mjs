import { isDeepStrictEqual } from "node:util";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { root, say, UserError } from "../scripts/bootstrap.mjs";
import { bundleLake } from "./findings-lake/bundle.mjs";

const LINES = 1_000_000;
const EXPORT = {
    count: LINES,
    accountIds: ["111122223333", "222233334444", "333344445555", "444455556666", "555566667777"],
    regions: ["us-east-1", "eu-central-1", "ap-southeast-2"],
    firstDay: "2026-07-26",
    days: 97,
    // GuardDuty writes every few minutes: many files, of few lines.
    findingsPerFile: 100,
};
const TODAY = "2026-10-30";
const DATABASE = "findings";

/** The same question of more and more of the export: what it reads has to follow. */
const NARROWER = [
    ["one day, one account, one Region", "day = '2026/10/29' AND account = '333344445555' AND region = 'eu-central-1'"],
    ["one day, one account", "day = '2026/10/29' AND account = '333344445555'"],
    ["one day", "day = '2026/10/29'"],
    ["a week", "day >= '2026/10/24'"],
    ["one account", "account = '333344445555'"],
    ["everything", "true"],
];

export async function bench() {
    const lake = await bundleLake();
    const folder = join(root, "bench", "node_modules", ".cache", "findings-lake", "export");
    rmSync(folder, { recursive: true, force: true });
    say(`Writing ${LINES.toLocaleString("en-US")} findings ...`);
    const written = await lake.writeFindings({ directory: folder, ...EXPORT });
    try {
        const answers = runAll(lake, folder);
        const files = lake.listFiles(folder);
        checkAnswers(lake, folder, files, answers);
        return report(lake, written, files, answers);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

function runAll({ REVIEW_QUERIES, viewSql, projectionParameters, runQueries }, folder) {
    const { accountIds, regions, firstDay } = EXPORT;
    const queries = [
        ...REVIEW_QUERIES.map(({ key, sql }) => [key, sql(DATABASE)]),
        ...NARROWER.map(([what, where]) => [what, `SELECT count(*) AS n FROM "${DATABASE}"."findings" WHERE ${where}`]),
    ];
    say("Running the queries ...");
    return runQueries({
        ...{ root: folder, today: TODAY, database: DATABASE, view: viewSql(DATABASE), memory: "6GB" },
        parameters: projectionParameters({ root: "s3://findings/AWSLogs/", accountIds, regions, firstDay }),
        queries: Object.fromEntries(queries),
    });
}

/** Nothing is told of answers that are wrong. */
function checkAnswers({ EXPECTED, Latest, readLines }, folder, files, answers) {
    say("Working the answers out without SQL ...");
    const latest = new Latest(TODAY);
    for (const line of readLines(folder, files)) {
        latest.add(line);
    }
    for (const [key, expected] of Object.entries(EXPECTED)) {
        const rows = answers[key].rows.map((row) =>
            typeof row.filter === "string" ? { ...row, filter: JSON.parse(row.filter) } : row,
        );
        if (!isDeepStrictEqual(rows, expected(latest))) {
            throw new UserError(`The query ${key} does not answer what the lines say.`);
        }
    }
}

function report({ REVIEW_QUERIES }, written, files, answers) {
    const all = files.reduce((sum, { bytes }) => sum + bytes, 0);
    const asked = [
        ...REVIEW_QUERIES.map(({ key, title }) => ({ group: "review", what: title, answer: answers[key] })),
        ...NARROWER.map(([what]) => ({ group: "count of", what, answer: answers[what] })),
    ];
    const line = ({ group, what, answer: { bytes, files: read } }) =>
        `| ${group} | ${what} | ${read.length.toLocaleString("en-US")} | ${mb(bytes)} | ${((100 * bytes) / all).toFixed(1)}% |`;
    return {
        title: "What queries over exported findings read",
        rows: asked.map(({ group, what, answer }) => ({ group, what, medianMs: answer.seconds * 1000 })),
        notes: [
            `${written.lines.toLocaleString("en-US")} made-up lines (${written.findings.toLocaleString("en-US")} findings, the rest repeats) of ${EXPORT.accountIds.length} accounts, ${EXPORT.regions.length} Regions and ${EXPORT.days} days: ${files.length.toLocaleString("en-US")} files, ${mb(all)} compressed.`,
            "The SQL as it ships, translated by sqlglot and run in DuckDB. Every answer of the review is compared with one that is worked out from the lines without SQL, or nothing is told here. The times are DuckDB's, once each, on this machine: Athena works with many.",
            "What is read: the compressed size of the files in the folders that the table's projection has and the query's conditions leave. It is what Athena bills.",
        ],
        text: ["| query | what | files | reads | of all |", "| --- | --- | --- | --- | --- |", ...asked.map(line)].join(
            "\n",
        ),
    };
}

function mb(bytes) {
    return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
