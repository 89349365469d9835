import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import type { Finding } from "./finding";
import { HOSTILE_TEXTS } from "./hostile-text";
import { writeFindings } from "./write-findings";

const root = mkdtempSync(join(tmpdir(), "findings-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const filesIn = (directory: string): string[] =>
    readdirSync(directory, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".gz"))
        .sort();

function findingsIn(directory: string): { readonly file: string; readonly finding: Finding }[] {
    return filesIn(directory).flatMap((file) =>
        gunzipSync(readFileSync(join(directory, file)))
            .toString("utf8")
            .trimEnd()
            .split("\n")
            .map((line) => ({ file, finding: JSON.parse(line) })),
    );
}

const digest = (directory: string): string =>
    filesIn(directory)
        .reduce((hash, file) => hash.update(file).update(readFileSync(join(directory, file))), createHash("sha256"))
        .digest("hex");

describe("writeFindings", () => {
    it("writes as many lines as asked for, each in the folder of its account, Region and day", async () => {
        const directory = join(root, "layout");
        const written = await writeFindings({ directory, count: 2345, seed: "a", prefix: "exports/" });
        const lines = findingsIn(directory);

        expect(written.lines).toBe(2345);
        expect(lines).toHaveLength(2345);
        expect(filesIn(directory)).toHaveLength(written.files);
        for (const { file, finding } of lines) {
            const day = finding.updatedAt.slice(0, 10).replaceAll("-", "/");
            expect(file).toMatch(
                new RegExp(
                    `^exports/AWSLogs/${finding.accountId}/GuardDuty/${finding.region}/${day}/[0-9a-f-]{36}\\.jsonl\\.gz$`,
                ),
            );
        }
    });

    it("repeats findings with the same id, a later update and a higher count", async () => {
        const directory = join(root, "repeats");
        const written = await writeFindings({ directory, count: 3000, seed: "b" });
        const byId = new Map<string, Finding[]>();
        for (const { finding } of findingsIn(directory)) {
            byId.set(finding.id, [...(byId.get(finding.id) ?? []), finding]);
        }
        const repeated = [...byId.values()].filter(({ length }) => length > 1);

        expect(byId.size).toBe(written.findings);
        expect(repeated.length).toBeGreaterThan(200);
        for (const versions of repeated) {
            const sorted = versions.sort((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1));
            const counts = sorted.map(({ service }) => Number(service.count));
            expect(counts).toEqual([...counts].sort((a, b) => a - b));
            expect(new Set(sorted.map(({ createdAt, type }) => createdAt + type)).size).toBe(1);
        }
    });

    it("has samples, archived ones, hostile text, AI findings and attack sequences", async () => {
        const directory = join(root, "kinds");
        await writeFindings({ directory, count: 6000, seed: "c" });
        const findings = findingsIn(directory).map(({ finding }) => finding);
        const text = findings.map((finding) => JSON.stringify(finding)).join("\n");

        expect(findings.some(({ service }) => service.archived === true)).toBe(true);
        expect(findings.some(({ title }) => title.startsWith("[SAMPLE] "))).toBe(true);
        expect(findings.some(({ resource }) => resource.modelDetails !== undefined)).toBe(true);
        expect(findings.some(({ severity }) => severity >= 9)).toBe(true);
        for (const hostile of HOSTILE_TEXTS) {
            expect(text).toContain(JSON.stringify(hostile).slice(1, -1));
        }
    });

    it("gives the same bytes for the same seed, others for another", async () => {
        const write = async (name: string, seed: string): Promise<string> => {
            await writeFindings({ directory: join(root, name), count: 800, seed });
            return digest(join(root, name));
        };
        const [one, again, other] = [await write("one", "d"), await write("again", "d"), await write("other", "e")];

        expect(again).toBe(one);
        expect(other).not.toBe(one);
    });

    it("is read by gzip itself", async () => {
        const directory = join(root, "gzip");
        await writeFindings({ directory, count: 50, seed: "f" });
        const paths = filesIn(directory).map((file) => join(directory, file));

        expect(
            execFileSync("gzip", ["-dc", ...paths])
                .toString("utf8")
                .trimEnd()
                .split("\n"),
        ).toHaveLength(50);
    });

    it("says everything that is wrong with what was asked for", async () => {
        const wrong = { directory: root, count: -1, seed: "g", accountIds: ["12"], days: 0, hostileShare: 2 };

        await expect(writeFindings(wrong)).rejects.toThrow(
            "writeFindings: count must be a whole number of at least 0; accountIds must be of 12 digits each; " +
                "days must be a whole number of at least 1; hostileShare must be between 0 and 1.",
        );
    });
});
