import { parse } from "csv-parse/sync";
import { Refusal } from "./refusal";
import type { SourceFormat } from "./settings";

/**
 * What a feed has as entries, one a line, as a text list has them. A text feed is one already. Throws a Refusal where the feed is not
 * of its format, which is what a maintenance page or a changed layout looks like.
 */
export function extractEntries(bytes: Buffer, format: SourceFormat): Uint8Array {
    // By its content: many a list is sent as text/html by a server that knows nothing else.
    if (/^[\s\uFEFF]*</.test(bytes.subarray(0, 1024).toString())) {
        throw new Refusal("NOT_A_LIST", "it is HTML or XML: a page of the publisher's, in place of the list");
    }
    if (format.kind === "TEXT") return bytes;
    const entries = format.kind === "CSV" ? readColumn(bytes, format) : readPath(bytes, format.path);
    return Buffer.from(entries.map((entry) => entry.replace(/[\r\n]/g, " ")).join("\n"));
}

function readColumn(bytes: Buffer, { column, delimiter }: { column: string | number; delimiter: string }): string[] {
    let at = typeof column === "number" ? column - 1 : undefined;
    // Of each row its entry only: all columns of a large feed are many times as much.
    const entries = parseRows(bytes, delimiter, (row) => {
        if (at !== undefined) return row[at];
        at = row.findIndex((name) => name.trim() === column);
        return undefined;
    });
    if (at === undefined || at < 0) {
        throw new Refusal("NOT_A_LIST", `it has no column ${JSON.stringify(column)} in its first row`);
    }
    return entries;
}

function parseRows(
    bytes: Buffer,
    delimiter: string,
    entryOf: (row: readonly string[]) => string | undefined,
): string[] {
    const entries: string[] = [];
    try {
        parse(bytes, {
            bom: true,
            comment: "#",
            comment_no_infix: true,
            delimiter,
            relax_column_count: true,
            relax_quotes: true,
            skip_empty_lines: true,
            trim: true,
            on_record: (row: readonly string[]) => {
                const entry = entryOf(row);
                if (entry !== undefined) entries.push(entry);
                return undefined;
            },
        });
    } catch (error) {
        throw new Refusal("NOT_A_LIST", `it can't be read as CSV: ${error instanceof Error ? error.message : "?"}`);
    }
    return entries;
}

function readPath(bytes: Buffer, path: string): string[] {
    let found = parseJson(bytes.toString().replace(/^\uFEFF/, ""));
    for (const step of stepsOf(path)) {
        found = found.flatMap((value) => (step === "*" ? membersOf(value) : memberOf(value, step)));
    }
    return found.filter((value) => typeof value === "string");
}

/** One document, or one a line (JSON Lines), each of which has the path. */
function parseJson(text: string): unknown[] {
    try {
        return [JSON.parse(text)];
    } catch (error) {
        const lines = text.split("\n").filter((line) => line.trim() !== "");
        try {
            if (lines.length > 1) return lines.map((line): unknown => JSON.parse(line));
        } catch {
            // What is wrong with the whole says more.
        }
        throw new Refusal("NOT_A_LIST", `it is no JSON: ${error instanceof Error ? error.message : "?"}`);
    }
}

/** `$.prefixes[*].ip_prefix` is `prefixes`, `*`, `ip_prefix`. The component has checked the form. */
function stepsOf(path: string): string[] {
    return path.replaceAll("[*]", ".*").split(".").slice(1);
}

function membersOf(value: unknown): unknown[] {
    if (typeof value !== "object" || value === null) return [];
    return Object.values(value);
}

function memberOf(value: unknown, name: string): unknown[] {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return [];
    return [Reflect.get(value, name)];
}
