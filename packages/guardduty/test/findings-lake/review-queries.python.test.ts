// The SQL that ships, run in a real engine over a made-up export, against what is worked out without SQL; and which files it reads.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { writeFindings } from "guardduty-findings-generator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectionParameters } from "../../src/findings-lake/projection";
import { latestOfLastDays } from "../../src/findings-lake/queries/query";
import { REVIEW_QUERIES } from "../../src/findings-lake/queries/review-queries";
import { VIEW_COLUMNS, viewSql } from "../../src/findings-lake/view";
import { hasPython } from "../python-environment";
import { expectAccepted } from "../refusals";
import { runQueries, type Answer, type Row } from "./engine";
import { EXPECTED, Latest } from "./expected";
import { listFiles, readLines, type ExportedFile, type Line } from "./exported";

const ACCOUNTS = ["111122223333", "222233334444", "333344445555"];
const REGIONS = ["eu-central-1", "us-east-1"];
const TODAY = "2026-11-14";
const DATABASE = "training_findings";
const PREFIX = "guardduty/";

/** More than the lake covers: another account and Region, and days before and after. */
const EXPORT = {
    count: 4000,
    prefix: PREFIX,
    accountIds: [...ACCOUNTS, "444455556666"],
    regions: [...REGIONS, "sa-east-1"],
    firstDay: "2026-07-20",
    days: 120,
    findingsPerFile: 40,
};

const COVERAGE = {
    root: `s3://findings/${PREFIX}AWSLogs/`,
    accountIds: ACCOUNTS,
    regions: REGIONS,
    firstDay: "2026-07-25",
};

const WHERE = (condition: string): string =>
    `SELECT count(*) AS findings FROM "${DATABASE}"."findings" WHERE ${condition}`;

/** What a query says of the partition keys, and which files that leaves. */
const PREDICATES: Readonly<Record<string, readonly [sql: string, leaves: (file: ExportedFile) => boolean]>> = {
    "one day": [WHERE("day = '2026/11/03'"), ({ day }) => day === "2026/11/03"],
    "days between": [
        WHERE("day BETWEEN '2026/10/30' AND '2026/11/02'"),
        ({ day }) => day >= "2026/10/30" && day <= "2026/11/02",
    ],
    "an account": [WHERE("account = '222233334444'"), ({ account }) => account === "222233334444"],
    "an account and a day, and something else": [
        WHERE("account = '222233334444' AND day >= '2026/11/01' AND severity >= 7"),
        ({ account, day }) => account === "222233334444" && day >= "2026/11/01",
    ],
    "a Region of two accounts": [
        WHERE("region = 'us-east-1' AND account IN ('111122223333', '333344445555')"),
        ({ account, region }) => region === "us-east-1" && account !== "222233334444",
    ],
    "an account outside": [WHERE("account = '444455556666'"), () => false],
    "a day before the first": [WHERE("day < '2026/07/25'"), () => false],
    "only what the finding says": [WHERE("account_id = '222233334444'"), () => true],
    "the day behind the ranking": [
        // The mistake that the review's queries avoid: it reads everything.
        `WITH ranked AS (
            SELECT day, row_number() OVER (PARTITION BY id ORDER BY updated_at DESC) AS recency
            FROM "${DATABASE}"."findings"
        )
        SELECT count(*) AS findings FROM ranked WHERE recency = 1 AND day >= '2026/11/01'`,
        () => true,
    ],
    "the latest of a week": [
        `${latestOfLastDays(DATABASE, 7)} SELECT count(*) AS findings FROM latest`,
        ({ day }) => day >= "2026/11/07",
    ],
};

const DAYS_OF_QUERY: Readonly<Record<string, number>> = {
    "new-and-open": 30,
    "first-seen-types": 97,
    "top-talkers": 7,
    "ai-findings": 30,
    "attack-sequences": 30,
    "account-trend": 56,
    "time-to-archive": 90,
    noise: 30,
};

/** DuckDB's types, as Trino and Hive spell them. */
const SPELLINGS: Readonly<Record<string, readonly [trino: string, hive: string]>> = {
    VARCHAR: ["varchar", "string"],
    DOUBLE: ["double", "double"],
    BIGINT: ["bigint", "bigint"],
    BOOLEAN: ["boolean", "boolean"],
    TIMESTAMP: ["timestamp(3)", "timestamp"],
    "VARCHAR[]": ["array(varchar)", "array<string>"],
};

describe.skipIf(!hasPython)("the review's queries in an SQL engine", () => {
    const root = mkdtempSync(join(tmpdir(), "findings-lake-"));
    let covered: ExportedFile[];
    let answers: Readonly<Record<string, Answer>>;
    let latest: Latest;

    beforeAll(async () => {
        await writeFindings({ directory: root, ...EXPORT });
        covered = listFiles(root).filter(
            ({ account, region, day }) =>
                ACCOUNTS.includes(account) && REGIONS.includes(region) && day >= "2026/07/25" && day <= "2026/11/14",
        );
        damage(join(root, covered.at(-1)!.path), repeatedAiFindings(readLines(root, covered)));
        covered = covered.map((file) => listFiles(root).find(({ path }) => path === file.path)!);
        latest = new Latest(TODAY);
        for (const line of readLines(root, covered)) latest.add(line);
        answers = runQueries({
            root,
            today: TODAY,
            database: DATABASE,
            view: viewSql(DATABASE),
            parameters: projectionParameters(COVERAGE),
            queries: {
                ...Object.fromEntries(REVIEW_QUERIES.map(({ key, sql }) => [key, sql(DATABASE)])),
                ...{ everything: `SELECT * FROM "${DATABASE}"."findings" WHERE day = '2026/11/03'` },
                ...Object.fromEntries(Object.entries(PREDICATES).map(([name, [sql]]) => [name, sql])),
            },
        });
    }, 300_000);

    afterAll(() => rmSync(root, { recursive: true, force: true }));

    it("are all worked out", () => {
        expect(Object.keys(EXPECTED)).toEqual(REVIEW_QUERIES.map(({ key }) => key));
    });

    it.each(REVIEW_QUERIES.map(({ key }) => key))("%s answers what the lines say", (key) => {
        const expected = EXPECTED[key]!(latest);
        expect(expected.length).toBeGreaterThan(0);
        expect(answers[key]!.rows.map(withParsedFilter)).toEqual(expected);
    });

    it.each(REVIEW_QUERIES.map(({ key }) => key))("%s reads its days, each once", (key) => {
        const day = latest.dayBefore(DAYS_OF_QUERY[key]!).replaceAll("-", "/");
        const files = covered.filter((file) => file.day >= day);
        expect(answers[key]).toMatchObject({ scans: 1, files: files.map(({ path }) => path), bytes: bytesOf(files) });
        expect(bytesOf(files)).toBeLessThan(bytesOf(covered));
    });

    it.each(Object.keys(PREDICATES))("reads only what is left by %s", (name) => {
        const files = covered.filter(PREDICATES[name]![1]);
        expect(answers[name]!.files).toEqual(files.map(({ path }) => path));
        expect(answers[name]!.bytes).toBe(bytesOf(files));
    });

    it("has columns of the types that the view states, or Athena would call it stale", () => {
        const types = VIEW_COLUMNS.map(({ name, trinoType, hiveType }) => [name, trinoType, hiveType]);
        const found = Object.entries(answers["everything"]!.types).map(([name, type]) => [name, ...SPELLINGS[type]!]);
        expect(found).toEqual(types);
        expect(answers["everything"]!.rows.length).toBeGreaterThan(0);
    });

    it("proposes none that hides findings about AI workloads, however many there are", () => {
        const noisy = latest.ofLastDays(30).filter(({ type }) => type === AI_TYPE);
        const byUser = noisy.filter(
            ({ attributes }) => attributes["resource.accessKeyDetails.userName"] === "ml-admin",
        );
        expect(byUser.length).toBeGreaterThanOrEqual(5);
        expect(answers["noise"]!.rows.filter(({ type }) => type === AI_TYPE)).toEqual([]);
    });

    it("proposes filters that the library takes", () => {
        const proposals = answers["noise"]!.rows.map(({ filter }) => JSON.parse(String(filter)) as object);
        const filters = proposals.slice(0, 100).map((filter, index) => ({
            ...{ name: `noise-${index}`, description: "harmless" },
            ...filter,
        }));
        expect(filters.length).toBeGreaterThan(10);
        expectAccepted({ filters });
    });

    it("finds findings that are told of again", () => {
        const lines = [...readLines(root, covered)];
        expect(new Set(lines.map(({ finding }) => finding["id"])).size).toBeLessThan(lines.length);
    });
});

/** As a file looks that was cut off, or written to by something else; with these findings besides. */
function damage(path: string, findings: readonly object[]): void {
    const lines = gunzipSync(readFileSync(path)).toString();
    const more = findings.map((finding) => `${JSON.stringify(finding)}\n`).join("");
    writeFileSync(path, gzipSync(`${lines}{"id":"cut off, "type\n\nnot JSON\n[1]\n"id"\n{"no":"id"}\n${more}`));
}

const AI_TYPE = "DefenseEvasion:IAMUser/BedrockLoggingDisabled";

/** As many of one user as would be noise, were they not about Bedrock: the generator makes few. */
function repeatedAiFindings(lines: Iterable<Line>): object[] {
    const like = [...lines].find(({ finding }) => finding["type"] === AI_TYPE)!.finding;
    const resource = { resourceType: "AccessKey", accessKeyDetails: { userName: "ml-admin", userType: "IAMUser" } };
    return ["a", "b", "c", "d", "e", "f"].map((digit) => ({ ...like, id: digit.repeat(32), resource }));
}

function bytesOf(files: readonly ExportedFile[]): number {
    return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** As an object, so that blanks and the writing of characters don't matter. */
function withParsedFilter(row: Row): Row {
    return typeof row["filter"] === "string" ? { ...row, filter: JSON.parse(row["filter"]) as unknown } : row;
}
