import { describe, expect, it } from "vitest";
import { extractEntries } from "./extract";
import { Refusal } from "./refusal";
import type { SourceFormat } from "./settings";

const CSV = (column: string | number, delimiter = ","): SourceFormat => ({ kind: "CSV", column, delimiter });
const JSON_PATH = (path: string): SourceFormat => ({ kind: "JSON", path });
const entriesOf = (text: string, format: SourceFormat): string[] =>
    Buffer.from(extractEntries(Buffer.from(text), format))
        .toString()
        .split("\n");

// The layouts of feeds as their publishers document them, with other addresses.
describe("the entries of", () => {
    it("abuse.ch's CSV: comments before a quoted header, CRLF", () => {
        const text =
            "################\r\n# Botnet C2 list #\r\n################\r\n" +
            '"first_seen_utc","dst_ip","dst_port","c2_status"\r\n' +
            '"2026-01-17 07:44:46","45.9.1.1","4643","online"\r\n"2026-01-18 07:44:46","45.9.1.2","443","offline"\r\n# END 2 entries\r\n';
        expect(entriesOf(text, CSV("dst_ip"))).toEqual(["45.9.1.1", "45.9.1.2"]);
    });

    it("a CSV whose header is a comment, with blanks after its commas", () => {
        const text = '# "first_seen", "ioc_value"\n"2026-01-17", "45.9.1.1:443"\n"2026-01-18", "45.9.1.2:80"\n';
        expect(entriesOf(text, CSV(2))).toEqual(["45.9.1.1:443", "45.9.1.2:80"]);
    });

    it("columns by tabs", () => {
        expect(entriesOf("# comment\n45.9.1.1\t10\n45.9.1.2\t3\n", CSV(1, "\t"))).toEqual(["45.9.1.1", "45.9.1.2"]);
    });

    it("rows that are too short, none", () => {
        expect(entriesOf("a,ip\nx\ny,45.9.1.1\n", CSV("ip"))).toEqual(["45.9.1.1"]);
    });

    it("a cell with a line feed in it, one", () => {
        expect(entriesOf('ip\n"45.9.1.1\n45.9.1.2"\n', CSV("ip"))).toEqual(["45.9.1.1 45.9.1.2"]);
    });

    it("a cloud's ranges, where IPv6 has a key of its own or none", () => {
        const text = JSON.stringify({
            syncToken: "1",
            prefixes: [{ ip_prefix: "45.9.0.0/16", region: "x" }, { ipv6Prefix: "2001:db8::/32" }, null, 5],
            ipv6_prefixes: [{ ipv6_prefix: "2001:db8::/32" }],
        });
        expect(entriesOf(text, JSON_PATH("$.prefixes[*].ip_prefix"))).toEqual(["45.9.0.0/16"]);
    });

    it("lists within lists", () => {
        const text = JSON.stringify({ values: [{ p: { a: ["45.9.0.0/16"] } }, { p: { a: ["45.8.0.0/16", "::/1"] } }] });
        expect(entriesOf(text, JSON_PATH("$.values[*].p.a[*]"))).toEqual(["45.9.0.0/16", "45.8.0.0/16", "::/1"]);
    });

    it("JSON Lines, the last of which says what it was", () => {
        const text =
            '{"cidr":"45.9.0.0/20","sblid":"SBL1"}\r\n{"cidr":"45.8.0.0/20","sblid":"SBL2"}\r\n{"type":"metadata","records":2}\r\n';
        expect(entriesOf(text, JSON_PATH("$.cidr"))).toEqual(["45.9.0.0/20", "45.8.0.0/20"]);
    });

    it("JSON with a byte order mark", () => {
        expect(entriesOf('\uFEFF["45.9.1.1"]', JSON_PATH("$[*]"))).toEqual(["45.9.1.1"]);
    });

    it("what JSON inherits, none", () => {
        expect(entriesOf('{"__proto__":{"a":"1.1.1.1"}}', JSON_PATH("$.a"))).toEqual([""]);
        expect(entriesOf('["1.1.1.1"]', JSON_PATH("$.length"))).toEqual([""]);
    });
});

describe("no entries has", () => {
    it.each<[string, string, SourceFormat]>([
        ["a page", "<!DOCTYPE html><p>45.9.1.1</p>", { kind: "TEXT" }],
        ["a page without a head", "\n <pre>\n45.9.1.1\n</pre>", { kind: "TEXT" }],
        ["XML", '<?xml version="1.0"?><a/>', JSON_PATH("$[*]")],
        ["a page after a byte order mark", "\uFEFF<html>", CSV(1)],
        ["a CSV without the column", "a,b\n1,2\n", CSV("ip")],
        ["an empty CSV", "", CSV("ip")],
        ["a CSV with an open quote", 'ip\n"45.9.1.1\n', CSV("ip")],
        ["half of a JSON document", '{"a": ["45.9.1.1"', JSON_PATH("$.a[*]")],
        ["JSON Lines with a broken line", '{"a":"45.9.1.1"}\n{"a":\n', JSON_PATH("$.a")],
        ["an error in words", "Service unavailable", JSON_PATH("$.a")],
    ])("%s", (_, text, format) => {
        expect(() => entriesOf(text, format)).toThrow(Refusal);
        expect(() => entriesOf(text, format)).toThrow(expect.objectContaining({ reason: "NOT_A_LIST" }));
    });
});
