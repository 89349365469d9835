import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

type Json = Readonly<Record<string, unknown>>;

/** A line of the export as this test reads it, in its own way: the files one by one, JSON.parse, no SQL. */
export interface Line {
    /** `2026/11/24`, of the folder. */
    readonly day: string;
    readonly account: string;
    readonly region: string;
    readonly finding: Json;
}

export interface ExportedFile {
    readonly path: string;
    readonly bytes: number;
    readonly account: string;
    readonly region: string;
    readonly day: string;
}

export function listFiles(root: string): ExportedFile[] {
    return readdirSync(root, { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".jsonl.gz"))
        .map((path) => {
            const [, account = "", region = "", day = ""] =
                /AWSLogs\/(\d+)\/GuardDuty\/([^/]+)\/(\d{4}\/\d\d\/\d\d)\//.exec(path) ?? [];
            return { path, bytes: statSync(join(root, path)).size, account, region, day };
        })
        .sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** One file after the other, so that a million lines need no more memory than what is kept of them. */
export function* readLines(root: string, files: readonly ExportedFile[]): Generator<Line> {
    for (const { path, day, account, region } of files) {
        for (const text of gunzipSync(readFileSync(join(root, path)))
            .toString()
            .split("\n")) {
            const finding = parse(text);
            if (finding !== undefined) yield { day, account, region, finding };
        }
    }
}

/** A damaged line costs itself only. */
function parse(text: string): Json | undefined {
    try {
        const value: unknown = JSON.parse(text);
        const isFinding = typeof value === "object" && value !== null && "id" in value;
        return isFinding ? value : undefined;
    } catch {
        return undefined;
    }
}

/** What is at a path such as `service.action.portProbeAction.portProbeDetails.0.remoteIpDetails`. */
export function at(finding: unknown, path: string): unknown {
    return path.split(".").reduce<unknown>((holder, key) => {
        if (typeof holder !== "object" || holder === null) return undefined;
        return (holder as Json)[key];
    }, finding);
}

export function textAt(finding: unknown, path: string): string | undefined {
    const value = at(finding, path);
    return typeof value === "string" ? value : undefined;
}
