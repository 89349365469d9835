import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { writeFindings } from "guardduty-findings-generator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planFilter } from "../../guardduty/src/filters/filter";
import { filterCode } from "../src/proposals/filter-code";
import type { Report } from "../src/report/report";
import { buildCli, type Cli } from "./build-cli";

const root = mkdtempSync(join(tmpdir(), "review-"));
const LF = Buffer.from("\n");
const exported = join(root, "export");
let cli: Cli;

beforeAll(async () => {
    cli = await buildCli();
    await writeFindings({ directory: exported, count: 12_000, seed: "review", hostileShare: 0.1 });
}, 60_000);
afterAll(() => {
    cli.remove();
    rmSync(root, { recursive: true, force: true });
});

async function reportOf(...args: string[]): Promise<Report> {
    const { code, stdout, stderr } = await cli.run([...args, "--json", "-"]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    return JSON.parse(stdout);
}

const python = spawnSync("python3", ["-c", "import gzip"]);

describe("the numbers", () => {
    it.skipIf(python.status !== 0)("are those that a recount in Python comes to", async () => {
        const report = await reportOf(exported, "--min-hidden", "5", "--max-filters", "40", "--max-findings", "300");
        const path = join(root, "report.json");
        writeFileSync(path, JSON.stringify(report));
        const { stdout, stderr } = spawnSync("python3", [join(__dirname, "recount.py"), exported, path]);

        expect(report.proposals.length).toBeGreaterThan(10);
        expect(stderr.toString()).toBe("");
        expect(stdout.toString()).toMatch(/^compared \d{4}\n$/);
    });

    it.skipIf(python.status !== 0)("are those of a recount where resources have dozens of tags", async () => {
        const directory = mkdtempSync(join(root, "tags-"));
        for (const [index, name] of filesIn(exported).slice(0, 60).entries()) {
            const lines = gunzipSync(readFileSync(join(exported, name)))
                .toString("utf8")
                .trimEnd()
                .split("\n");
            writeFileSync(join(directory, `${index}.jsonl.gz`), gzipSync(lines.map(withMoreTags).join("\n")));
        }
        const report = await reportOf(directory, "--min-hidden", "5", "--max-filters", "40", "--max-findings", "300");
        const path = join(root, "tags.json");
        writeFileSync(path, JSON.stringify(report));
        const { stdout } = spawnSync("python3", [join(__dirname, "recount.py"), directory, path]);

        expect(report.proposals.map(({ by }) => by)).toContain("instance tag Role bastion");
        expect(stdout.toString()).toMatch(/^compared \d{3,4}\n$/);
    });

    it("leave out what is not wanted, and the same in a folder without the layout", async () => {
        const options = [
            "--since",
            "2026-10-05",
            "--until",
            "2026-10-06",
            "--account",
            "222233334444",
            "--region",
            "eu-central-1",
        ];
        const pruned = await reportOf(exported, ...options);
        const flat = mkdtempSync(join(root, "flat-"));
        for (const [index, name] of filesIn(exported).entries()) {
            writeFileSync(join(flat, `${index}.jsonl.gz`), readFileSync(join(exported, name)));
        }
        const whole = await reportOf(flat, ...options);

        expect(pruned.totals).toEqual(whole.totals);
        expect(pruned.types).toEqual(whole.types);
        expect(pruned.totals.findings).toBeGreaterThan(20);
        expect(pruned.accounts.map(({ name }) => name)).toEqual(["222233334444"]);
        // Two days, and the third for updates of late evening.
        expect(pruned.read.files).toBe(3);
        expect(whole.read.files).toBe(filesIn(exported).length);
    });

    it("are of the severities that were asked for", async () => {
        const report = await reportOf(exported, "--severity", "critical");

        expect(report.severities).toMatchObject({ HIGH: 0, MEDIUM: 0, LOW: 0 });
        expect(report.types.every(({ name }) => name.startsWith("AttackSequence:"))).toBe(true);
    });
});

describe("proposed filters", () => {
    it("are accepted by the library, whose rules for suppression they meet", async () => {
        const { proposals } = await reportOf(exported, "--min-hidden", "3", "--max-filters", "100");

        expect(proposals.length).toBeGreaterThan(20);
        for (const { filter } of proposals) {
            expect(planFilter(filter, "filters[0]", "aws")).toHaveProperty("plan");
        }
        expect(new Set(proposals.map(({ filter }) => filter.name)).size).toBe(proposals.length);
    });

    it("are code that says the same", async () => {
        const { proposals } = await reportOf(exported);
        for (const { filter } of proposals) {
            // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
            expect(new Function(`return [${filterCode(filter)}][0]`)()).toEqual(filter);
        }
    });

    it("never hold text that could be other than it looks", async () => {
        const { proposals } = await reportOf(exported, "--min-hidden", "1", "--max-filters", "500");

        expect(proposals.map(({ filter }) => filterCode(filter)).join("\n")).toMatch(/^[\x20-\x7e\n]*$/);
    });
});

describe("the command", () => {
    it("writes all three, and says in short what there is", async () => {
        const paths = ["page.html", "ticket.md", "report.json"].map((name) => join(root, name));
        const [page, ticket, json] = paths;
        const { code, stdout, stderr } = await cli.run([
            exported,
            "--html",
            page!,
            "--markdown",
            ticket!,
            "--json",
            json!,
        ]);

        expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
        expect(stdout).toMatch(/^[\d,]+ findings: \d+ critical, /);
        expect(stdout).toContain(`Wrote ${page}\n`);
        expect(paths.every((path) => existsSync(path))).toBe(true);
        expect(readFileSync(ticket!, "utf8")).toMatch(/^# GuardDuty review\n/);
    });

    it("reviews a single file", async () => {
        const [file] = filesIn(exported);

        expect((await reportOf(join(exported, file!))).read.files).toBe(1);
    });

    it("explains itself", async () => {
        const { code, stdout } = await cli.run(["--help"]);

        expect(code).toBe(0);
        expect(stdout).toContain("Exit code:");
    });

    it.each([
        [["/no/such/folder"], "guardduty-review: Cannot read /no/such/folder: there is no such file or folder.\n"],
        [
            [exported, "--account", "999999999999"],
            /^guardduty-review: There is nothing to review in .*: no \.jsonl\.gz file/,
        ],
        [
            ["s3://Bad_Bucket"],
            "guardduty-review: 's3://Bad_Bucket' names no bucket. Write s3://bucket or s3://bucket/prefix.\n",
        ],
        [[], "guardduty-review: Name the export: a folder, a file or s3://bucket/prefix.\n"],
    ])("fails on %j with 1 and one line", async (args, message) => {
        const { code, stdout, stderr } = await cli.run(args);

        expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
        expect(stderr).toMatch(message);
        expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    });
});

describe("damage", () => {
    it("is named with file and line, costs nothing else, and gives exit code 2", async () => {
        const directory = mkdtempSync(join(root, "damaged-"));
        await writeFindings({
            directory,
            count: 600,
            seed: "damage",
            days: 1,
            accountIds: ["111122223333"],
            regions: ["us-east-1"],
            sampleShare: 0,
            repeatShare: 0,
        });
        const [first, second] = filesIn(directory).map((name) => join(directory, name));
        const lines = gunzipSync(readFileSync(first!)).toString("utf8").trimEnd().split("\n");
        lines[6] = '{"id": "broken';
        lines[9] = '{"some": "other JSON"}';
        lines[11] = "null";
        writeFileSync(first!, gzipSync(`${lines.join("\n")}\n`));
        const rest = readFileSync(second!);
        writeFileSync(second!, rest.subarray(0, rest.length * 0.7));
        const { code, stdout, stderr } = await cli.run([directory, "--json", "-"]);
        const report: Report = JSON.parse(stdout);

        expect(code).toBe(2);
        expect(stderr.split("\n")).toEqual([
            `${first}:7 is no JSON`,
            `${first}:10 is no finding: it lacks id, accountId, region or type`,
            `${first}:12 is JSON, but no object`,
            expect.stringMatching(
                /\.jsonl\.gz breaks off \(its gzip data has no end\) after line \d+; what comes before it counts$/,
            ),
            "",
        ]);
        expect(report.read.damaged).toBe(4);
        const salvaged = report.read.lines - (lines.length - 3);
        const inSecond = 600 - lines.length;
        expect(salvaged).toBeGreaterThan(inSecond * 0.5);
        expect(salvaged).toBeLessThan(inSecond);
    });

    it.each<[what: string, damage: (line: Buffer) => Buffer, lines: number, said: RegExp | undefined]>([
        ["an empty file", () => Buffer.alloc(0), 0, /^ is empty, so no gzip file$/],
        ["gzip data of nothing", () => gzipSync(""), 0, undefined],
        ["a page of a proxy", () => Buffer.from("<html>denied</html>"), 0, /^:1 is no JSON$/],
        [
            "a line of 9 MB",
            (line) => gzipSync(Buffer.concat([Buffer.alloc(9e6, "x"), LF, line])),
            1,
            /^:1 has more than 8 MiB$/,
        ],
        [
            "bytes that are no UTF-8",
            (line) =>
                gzipSync(
                    Buffer.from(line.toString("latin1").replace('"updatedAt":"', '"updatedAt":"\u00ff'), "latin1"),
                ),
            0,
            /^:1 is no finding: its \w+ is no time$/,
        ],
        [
            "such bytes in a title",
            (line) => gzipSync(Buffer.from(line.toString("latin1").replace('"title":"', '"title":"\u00ff'), "latin1")),
            1,
            undefined,
        ],
        [
            "zeros behind the last line",
            (line) => gzipSync(Buffer.concat([line, LF, Buffer.alloc(99)])),
            1,
            /^:2 is no JSON$/,
        ],
        ["lines of Windows", (line) => gzipSync(Buffer.concat([line, Buffer.from("\r\n")])), 1, undefined],
        [
            "something behind the gzip data",
            (line) => Buffer.concat([gzipSync(Buffer.concat([line, LF])), Buffer.from("garbage")]),
            1,
            /^ is damaged .* after line 1;/,
        ],
        [
            "brackets without end",
            (line) => gzipSync(Buffer.concat([Buffer.alloc(200_000, "["), LF, line])),
            1,
            /^:1 is no JSON$/,
        ],
    ])("of another kind: %s", async (_, damage, lines, said) => {
        const directory = mkdtempSync(join(root, "damaged-"));
        const [source] = filesIn(exported);
        const [line = "", other = ""] = gunzipSync(readFileSync(join(exported, source!)))
            .toString("utf8")
            .split("\n");
        const bad = join(directory, "bad.jsonl.gz");
        writeFileSync(bad, damage(Buffer.from(line)));
        writeFileSync(join(directory, "good.jsonl"), other);
        const { code, stdout, stderr } = await cli.run([directory, "--json", "-", "--samples"]);

        expect(code).toBe(said === undefined ? 0 : 2);
        if (said === undefined) expect(stderr).toBe("");
        else expect(stderr.trimEnd().replace(bad, "")).toMatch(said);
        const { read, totals }: Report = JSON.parse(stdout);
        expect({ lines: read.lines, findings: totals.findings }).toEqual({ lines: lines + 1, findings: lines + 1 });
    });

    it.skipIf(process.platform === "win32")("is a link to nothing; others are followed", async () => {
        const directory = mkdtempSync(join(root, "linked-"));
        const [source] = filesIn(exported);
        symlinkSync(join(exported, source!), join(directory, "a.jsonl.gz"));
        symlinkSync(join(root, "nothing"), join(directory, "b.jsonl.gz"));
        const { code, stdout, stderr } = await cli.run([directory, "--json", "-"]);

        expect(code).toBe(2);
        expect(stderr).toMatch(/b\.jsonl\.gz cannot be read: ENOENT[^\n]*\n$/);
        const { read }: Report = JSON.parse(stdout);
        expect(read.lines).toBeGreaterThan(10);
    });
});

/** Other tags of the account's own before those that a finding has, of another number each time. */
function withMoreTags(line: string, index: number): string {
    const finding: Finding = JSON.parse(line);
    const { tags, instanceId = "" } = finding.resource.instanceDetails ?? {};
    const more = Array.from({ length: index % 40 }, (_, tag) => ({ key: `cost-${tag}`, value: `${index % 7}` }));
    tags?.unshift(...more);
    // Both halves of a tag that others have, in two, on some instances.
    if (/[0-3]$/.test(instanceId)) tags?.push({ key: "Role", value: "ours" }, { key: "Was", value: "bastion" });
    finding.resource.s3BucketDetails?.push(...finding.resource.s3BucketDetails.map(() => ({ name: "shared-logs" })));
    return JSON.stringify(finding);
}

interface Finding {
    readonly resource: {
        readonly instanceDetails?: { readonly instanceId?: string; readonly tags?: object[] };
        readonly s3BucketDetails?: object[];
    };
}

function filesIn(directory: string): string[] {
    return readdirSync(directory, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".gz"))
        .sort();
}
