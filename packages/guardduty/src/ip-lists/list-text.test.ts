import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatCidr, parseCidr } from "./cidr";
import { findEncodingFault, readListText } from "./list-text";

/** What the reader says, line by line: `3: 1.2.3.4/8` for a range, `3? text` for anything else. */
function read(text: string | Uint8Array): string[] {
    const seen: string[] = [];
    readListText(typeof text === "string" ? Buffer.from(text) : text, {
        range: (address, prefix, line) => seen.push(`${line}: ${formatCidr({ address, prefix })}`),
        other: (other, line) => seen.push(`${line}? ${other}`),
    });
    return seen;
}

describe("readListText", () => {
    test.each<[string, string, string[]]>([
        ["nothing", "", []],
        ["one line without an end", "1.2.3.4", ["1: 1.2.3.4"]],
        ["lines", "1.2.3.4\n5.6.7.0/24\n", ["1: 1.2.3.4", "2: 5.6.7.0/24"]],
        ["a last line without an end", "1.2.3.4\n5.6.7.0/24", ["1: 1.2.3.4", "2: 5.6.7.0/24"]],
        ["blank lines", "\n\n1.2.3.4\n \t\n\n5.6.7.8\n\n", ["3: 1.2.3.4", "6: 5.6.7.8"]],
        ["comments", "# a\n1.2.3.4 # b\n5.6.7.8# c\n  # 9.9.9.9\n#\n", ["2: 1.2.3.4", "3: 5.6.7.8"]],
        ["a comment at the end", "1.2.3.4\n# a", ["1: 1.2.3.4"]],
        ["a comment in other scripts", "# Ångström ①\u2028\n1.2.3.4", ["2: 1.2.3.4"]],
        ["CRLF", "1.2.3.4\r\n\r\n5.6.7.0/24\r\n# a\r\n", ["1: 1.2.3.4", "3: 5.6.7.0/24"]],
        ["a byte order mark", "\ufeff1.2.3.4\n", ["1: 1.2.3.4"]],
        ["a byte order mark and a comment", "\ufeff# a\n1.2.3.4\n", ["2: 1.2.3.4"]],
        ["nothing but a byte order mark", "\ufeff", []],
        ["blanks around entries", "  1.2.3.4\t\n\t5.6.7.0/24  \n", ["1: 1.2.3.4", "2: 5.6.7.0/24"]],
        ["host bits, which it leaves to others", "1.2.3.4/8\n", ["1: 1.2.3.4/8"]],
        ["something else", "1.2.3.4\nexample.com # a\n\n x \n", ["1: 1.2.3.4", "2? example.com", "4? x"]],
        ["several on a line", "1.2.3.4 5.6.7.8\n1.2.3.4,5.6.7.8\n", ["1? 1.2.3.4 5.6.7.8", "2? 1.2.3.4,5.6.7.8"]],
        ["line ends of old", "1.2.3.4\r5.6.7.8", ["1? 1.2.3.4\r5.6.7.8"]],
        [
            "a line cut off",
            "1.2.3.\n1.2.3.4/\n1.2.3.4/33\n1.2",
            ["1? 1.2.3.", "2? 1.2.3.4/", "3? 1.2.3.4/33", "4? 1.2"],
        ],
    ])("reads %s", (_, text, expected) => {
        expect(read(text)).toEqual(expected);
    });

    test("takes exactly what parseCidr takes", () => {
        const piece = fc.constantFrom(
            "0",
            "1",
            "9",
            "25",
            "255",
            "256",
            "100",
            "01",
            ".",
            ".",
            "/",
            "32",
            "33",
            "-",
            "a",
            "\u0660",
        );
        const text = fc.oneof(
            fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join("")),
            fc.tuple(fc.ipV4Extended(), fc.nat(40)).map(([address, prefix]) => `${address}/${prefix}`),
            fc.ipV4(),
        );
        fc.assert(
            fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), fc.constantFrom("\n", "\r\n"), (texts, end) => {
                const expected = texts.map((line, index) => {
                    const cidr = parseCidr(line);
                    return cidr === undefined ? `${index + 1}? ${line}` : `${index + 1}: ${formatCidr(cidr)}`;
                });
                expect(read(texts.join(end))).toEqual(expected);
            }),
            { numRuns: 2_000 },
        );
    });

    test("never fails, whatever the bytes", () => {
        fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void read(bytes)));
    });

    test("reads a part of a larger buffer", () => {
        const bytes = Buffer.from("9.9.9.9\n1.2.3.4\nx\n5.6.7.8\n").subarray(8, 18);
        expect(read(bytes)).toEqual(["1: 1.2.3.4", "2? x"]);
    });
});

describe("findEncodingFault", () => {
    test.each<[string, Uint8Array, RegExp]>([
        ["UTF-16 with its mark", Buffer.from("\ufeff1.2.3.4\n", "utf16le"), /UTF-16: save it as UTF-8/],
        ["UTF-16, big end first", Buffer.from("\ufeff1.2.3.4\n", "utf16le").swap16(), /UTF-16: save it as UTF-8/],
        ["UTF-16 without a mark", Buffer.from("1.2.3.4\n", "utf16le"), /zero bytes/],
        ["Latin-1", Buffer.from("# Zürich\n1.2.3.4\n", "latin1"), /not UTF-8/],
        ["gzip", Buffer.from([0x1f, 0x8b, 8, 1]), /gzip/],
        ["a spreadsheet", Buffer.from("PK\u0003\u0004"), /spreadsheet/],
        ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), /not UTF-8/],
    ])("says of %s what it is", (_, bytes, expected) => {
        expect(findEncodingFault(bytes)).toMatch(expected);
    });

    test.each(["", "1.2.3.4\n", "\ufeff1.2.3.4\r\n", "# Zürich ①\n"])("finds nothing in %j", (text) => {
        expect(findEncodingFault(Buffer.from(text))).toBeUndefined();
    });
});
