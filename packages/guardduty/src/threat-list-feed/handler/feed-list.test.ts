import { describe, expect, it } from "vitest";
import { combine, readSource, type ReadingRules } from "./feed-list";
import { Refusal } from "./refusal";

const LIMITS = { maxShrinkPercent: 50, maxGrowthPercent: 200, maxInvalidPercent: 5, widestPrefix: 8 };
const THREAT: ReadingRules = { limits: LIMITS, listType: "THREAT" };
const TRUSTED: ReadingRules = { limits: { ...LIMITS, widestPrefix: 16 }, listType: "TRUSTED" };

const read = (text: string | Buffer, rules = THREAT) => {
    const { text: list, ...counts } = readSource(Buffer.from(text), rules);
    return { entries: list.toString().trim().split("\n"), ...counts };
};

function reasonOf(run: () => unknown): string {
    try {
        run();
    } catch (error) {
        if (error instanceof Refusal) return error.reason;
        throw error;
    }
    throw new Error("it was believed");
}

/** A line in many of one kind. */
const among = (line: string): string =>
    `${Array.from({ length: 40 }, (_, index) => `45.0.${index}.1\n`).join("")}${line}\n`;

describe("a line of a feed", () => {
    it.each<[string, string[]]>([
        ["9.9.9.9", ["9.9.9.9"]],
        ["9.9.9.0/24", ["9.9.9.0/24"]],
        ["\t9.9.9.9 \r", ["9.9.9.9"]],
        ["9.9.9.9 # seen yesterday", ["9.9.9.9"]],
        ["1.10.16.0/20 ; SBL256894", ["1.10.16.0/20"]],
        ["1.10.16.0/20;SBL256894", ["1.10.16.0/20"]],
        ["9.9.9.9 // a resolver", ["9.9.9.9"]],
        ["9.9.9.8-9.9.9.11", ["9.9.9.8/30"]],
        ["9.9.9.8 - 9.9.9.10 ; three", ["9.9.9.8/31", "9.9.9.10"]],
        ["9.9.9.9-9.9.9.9", ["9.9.9.9"]],
        ["9.9.9.9:8443", ["9.9.9.9"]],
    ])("%s is taken", (line, entries) => {
        expect(read(line)).toMatchObject({ entries, invalid: 0 });
    });

    it.each(["; a comment", ";", "// a comment", "# a comment", "   ", "\r"])("%j is none", (line) => {
        expect(read(among(line))).toMatchObject({ entryCount: 40, invalid: 0, ipv6: 0, notPublic: 0 });
    });

    it.each([
        ...["2001:db8::1", "2001:DB8::/32", "::ffff:9.9.9.9", "fe80::/10 # local", "2a00::/12 ; SBL1", "::"],
        ...["[2001:db8::1]:443", "[2001:db8::1]"],
    ])("%s is IPv6, and counted apart", (line) => {
        expect(read(among(line))).toMatchObject({ entryCount: 40, invalid: 0, ipv6: 1 });
    });

    it.each(["10.0.0.1", "127.0.0.0/8", "224.0.0.0/3", "0.0.0.0/8", "192.168.0.1-192.168.0.9", "10.0.0.1:80"])(
        "%s is public nowhere",
        (line) => expect(read(among(line))).toMatchObject({ entryCount: 40, invalid: 0, notPublic: 1 }),
    );

    it.each([
        ...["9.9.9.9/33", "9.9.9.1/24", "9.9.9", "9.9.9.256", "09.9.9.9", "9.9.9.9 9.9.9.10", "example.com", "12:30"],
        ...["9.9.9.9-9.9.9.8", "9.9.9.1/24 ; x", "9.9.9.0/24:80", "9.9.9.9:", "http://9.9.9.9/", "<html>", "9.9.9.9,"],
        "9".repeat(100_000),
    ])("%.30s can't be read", (line) => {
        expect(read(among(line))).toMatchObject({ entryCount: 40, invalid: 1, firstInvalidLine: 41 });
    });

    it("with a port trusts nobody: that would be more than it says", () => {
        expect(read(among("9.9.9.9:443"), TRUSTED)).toMatchObject({ entryCount: 40, invalid: 1 });
    });
});

describe("a feed", () => {
    it.each([
        ["a byte order mark", Buffer.from("\uFEFF9.9.9.9\n")],
        ["a Latin-1 comment", Buffer.from("# Liste de la s\u00e9curit\u00e9\n9.9.9.9\n", "latin1")],
        ["CRLF, and no last line feed", Buffer.from("9.9.9.9\r\n9.9.9.9")],
    ])("may have %s", (_, bytes) => expect(read(bytes)).toMatchObject({ entries: ["9.9.9.9"], invalid: 0 }));

    it.each([
        ["UTF-16", Buffer.from("\uFEFF9.9.9.9\n", "utf16le")],
        ["UTF-16 that does not say so", Buffer.from("9.9.9.9\n", "utf16le")],
        ["a gzip file", Buffer.from("1f8b08000000000000ff00", "hex")],
        ["a ZIP archive", Buffer.from("PK\u0003\u0004")],
        ["zero bytes", Buffer.from("9.9.9.9\n\0\n")],
    ])("is not %s", (_, bytes) => expect(reasonOf(() => read(bytes))).toBe("NOT_A_LIST"));

    it.each([
        ["0.0.0.0/0", "TOO_BROAD"],
        ["128.0.0.0/1", "TOO_BROAD"],
        ["9.0.0.0/7 # host bits", "NOT_A_LIST"],
        ["8.0.0.0/7", "TOO_BROAD"],
        ["8.0.0.0-9.0.0.0", "TOO_BROAD"],
        ["1.0.0.0-223.255.255.255", "TOO_BROAD"],
        ["", "EMPTY"],
        ["2001:db8::/32", "EMPTY"],
    ])("is not %j", (text, reason) => expect(reasonOf(() => read(text))).toBe(reason));

    it.each(["8.0.0.0/8", "8.0.0.0-8.255.255.255"])("may have %s, as wide as the limit", (text) => {
        expect(read(text).entries).toEqual(["8.0.0.0/8"]);
    });
});

describe("a list of all sources", () => {
    const slices = (count: number, prefix: number): Buffer =>
        Buffer.from(
            Array.from({ length: count }, (_, index) => {
                // Every other network, so that none folds with the next.
                const first = 2 ** 24 + index * 2 ** (33 - prefix);
                return `${first >>> 24}.${(first >>> 16) & 255}.${(first >>> 8) & 255}.${first & 255}/${prefix}\n`;
            }).join(""),
        );

    it("trusts no more addresses than a trusted list of the library's own: a /14", () => {
        expect(combine([slices(3, 16)], TRUSTED).addressCount).toBe(3 * 2 ** 16);
        expect(reasonOf(() => combine([slices(4, 16)], TRUSTED))).toBe("TOO_BROAD");
        const wider = { ...TRUSTED, limits: { ...LIMITS, widestPrefix: 12 } };
        expect(combine([slices(4, 16)], wider).entryCount).toBe(4);
    });

    it("never covers half of the internet, however finely it is cut", () => {
        const half = [
            slices(64, 8),
            slices(64, 8)
                .toString()
                .replace(/^\d+/gm, (octet) => String(Number(octet) + 1)),
        ];
        expect(
            reasonOf(() =>
                combine(
                    half.map((text) => Buffer.from(text)),
                    THREAT,
                ),
            ),
        ).toBe("TOO_BROAD");
        expect(combine([slices(60, 8)], THREAT).entryCount).toBe(60);
    });

    it.each([
        ["THREAT", 250_000],
        ["TRUSTED", 2_000],
    ] as const)("of the kind %s has at most %i entries", (listType, most) => {
        const rules = { limits: LIMITS, listType };
        expect(combine([slices(most, 31)], rules).entryCount).toBe(most);
        expect(reasonOf(() => combine([slices(most, 31), Buffer.from("9.9.9.9\n")], rules))).toBe("OVER_QUOTA");
    });
});
