import { parse } from "csv-parse/sync";
import { Refusal } from "./refusal";
import type { SourceFormat } from "./settings";

/**
 * What a feed has as entries, one a line, as a text list has them. A text feed is one already. Throws a Refusal where the feed is not
 * of its format, which is what a maintenance page or a changed layout looks like.
 */
export function extractEntries(bytes: Buffer, contentType: string, format: SourceFormat): Uint8Array {
    if (looksLikeHtml(bytes, contentType)) {
        throw new Refusal("NOT_A_LIST", "it is HTML: a page of the publisher's, in place of the list");
    }
    if (format.kind === "TEXT") return bytes;
    const entries = format.kind === "CSV" ? readColumn(bytes, format) : readPath(bytes, format.path);
    return Buffer.from(entries.map((entry) => entry.replace(/[\r\n]/g, " ")).join("\n"));
}

function looksLikeHtml(bytes: Buffer, contentType: string): boolean {
    if (/^\s*text\/html\b/i.test(contentType)) return true;
    return /^[\s\uFEFF]*<(?:!doctype|html|head|body|\?xml)\b/i.test(bytes.subarray(0, 1024).toString());
}

function readColumn(bytes: Buffer, { column, delimiter }: { column: string | number; delimiter: string }): string[] {
    const rows = parseRows(bytes, delimiter);
    if (typeof column === "number") return rows.flatMap((row) => row[column - 1] ?? []);
    const at = rows[0]?.findIndex((name) => name.trim() === column) ?? -1;
    if (at < 0) throw new Refusal("NOT_A_LIST", `it has no column ${JSON.stringify(column)} in its first row`);
    return rows.slice(1).flatMap((row) => row[at] ?? []);
}

function parseRows(bytes: Buffer, delimiter: string): string[][] {
    try {
        return parse(bytes, {
            bom: true,
            comment: "#",
            comment_no_infix: true,
            delimiter,
            relax_column_count: true,
            relax_quotes: true,
            skip_empty_lines: true,
            trim: true,
        });
    } catch (error) {
        throw new Refusal("NOT_A_LIST", `it can't be read as CSV: ${error instanceof Error ? error.message : "?"}`);
    }
}

function readPath(bytes: Buffer, path: string): string[] {
    let found: unknown[];
    try {
        found = [JSON.parse(bytes.toString())];
    } catch (error) {
        throw new Refusal("NOT_A_LIST", `it is no JSON: ${error instanceof Error ? error.message : "?"}`);
    }
    for (const step of stepsOf(path)) {
        found = found.flatMap((value) => (step === "*" ? membersOf(value) : memberOf(value, step)));
    }
    return found.filter((value) => typeof value === "string");
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
