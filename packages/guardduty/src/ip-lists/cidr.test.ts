import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firstAddress, formatCidr, lastAddress, ordinal, parseCidr, splitIntoCidrs, type Cidr } from "./cidr";

const OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])";
const REFERENCE = new RegExp(`^${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}(?:/(3[0-2]|[12][0-9]|[0-9]))?$`);

/** The same grammar as a regular expression, in arithmetic without bit operators. */
function parseByReference(text: string): { value: number; prefix: number } | undefined {
    const match = REFERENCE.exec(text);
    if (match === null) return undefined;
    const [a, b, c, d] = match.slice(1, 5).map(Number);
    return { value: ((a! * 256 + b!) * 256 + c!) * 256 + d!, prefix: match[5] === undefined ? 32 : Number(match[5]) };
}

function expectSameAsReference(text: string): void {
    const parsed = parseCidr(text);
    const seen = parsed === undefined ? undefined : { value: parsed.address >>> 0, prefix: parsed.prefix };
    expect(seen, JSON.stringify(text)).toEqual(parseByReference(text));
}

describe("parseCidr", () => {
    test.each([
        "0.0.0.0",
        "255.255.255.255",
        "198.51.100.7",
        "198.51.100.0/24",
        "0.0.0.0/0",
        "1.2.3.4/32",
        "128.0.0.0/1",
    ])("takes %s", (text) => {
        expect(parseCidr(text)).toBeDefined();
        expectSameAsReference(text);
    });

    test.each([
        "",
        " ",
        "1",
        "1.2.3",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "1.2.3.4.5",
        "1.2.3.4.",
        "256.1.1.1",
        "1.1.1.256",
        "010.0.0.1",
        "1.2.3.04",
        "00.0.0.0",
        "1.2.3.4/",
        "1.2.3.4/33",
        "1.2.3.4/08",
        "1.2.3.4/00",
        "1.2.3.4/-1",
        "1.2.3.4/+8",
        "1.2.3.4/8.0",
        "1.2.3.4/1e1",
        "1.2.3.4/8/8",
        "1.2.3.4/\u0663",
        "1.2.3.4//8",
        "1.2.3/8",
        " 1.2.3.4",
        "1.2.3.4 ",
        "1.2.3.4\n",
        "1.2.3.4/8\n",
        "1.2.3.4\0",
        "1,2,3,4",
        "1.2.3.4:80",
        "0x1.2.3.4",
        "1e1.2.3.4",
        "-1.2.3.4",
        "+1.2.3.4",
        "\u0661.2.3.4",
        "\uff11.2.3.4",
        "1.2.3.4\u200b",
        "::1",
    ])("refuses %j", (text) => {
        expect(parseCidr(text)).toBeUndefined();
        expectSameAsReference(text);
    });

    test("agrees with the reference on every number in every place", () => {
        const numbers = [...Array.from({ length: 1_100 }, (_, value) => String(value)), ...leadingZeros()];
        for (const number of numbers) {
            for (const text of [`${number}.1.2.3`, `1.${number}.2.3`, `1.2.${number}.3`, `1.2.3.${number}`]) {
                expectSameAsReference(text);
                expectSameAsReference(`${text}/17`);
            }
            expectSameAsReference(`1.2.3.4/${number}`);
        }
    });

    test("agrees with the reference on every text of up to five characters after 1.2.", () => {
        const characters = ["0", "2", "5", "9", ".", "/", " "];
        let texts = [""];
        for (let length = 1; length <= 5; length += 1) {
            texts = texts.flatMap((text) => characters.map((character) => text + character));
            for (const text of texts) {
                const whole = `1.2.${text}`;
                const parsed = parseCidr(whole);
                const reference = parseByReference(whole);
                if ((parsed === undefined) !== (reference === undefined)) expectSameAsReference(whole);
                if (parsed !== undefined) expectSameAsReference(whole);
            }
        }
    });

    test("agrees with the reference on texts made of what addresses are made of", () => {
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
            "/",
            "32",
            "33",
            " ",
            "-",
            "a",
            "\u0660",
        );
        fc.assert(
            fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => expectSameAsReference(pieces.join(""))),
            { numRuns: 2_000 },
        );
        fc.assert(fc.property(fc.ipV4Extended(), (text) => expectSameAsReference(text)));
        fc.assert(fc.property(fc.ipV4(), fc.nat(40), (text, prefix) => expectSameAsReference(`${text}/${prefix}`)));
    });

    test("is quick on a text of 10 MB", () => {
        const started = performance.now();
        expect(parseCidr("1".repeat(10_000_000))).toBeUndefined();
        expect(performance.now() - started).toBeLessThan(100);
    });
});

describe("formatCidr", () => {
    test("gives back what was parsed, a single address without its prefix", () => {
        fc.assert(
            fc.property(fc.ipV4(), fc.nat(32), (address, prefix) => {
                const text = `${address}/${prefix}`;
                expect(formatCidr(parse(text))).toBe(prefix === 32 ? address : text);
            }),
        );
    });
});

describe("the ends of a range", () => {
    test.each([
        ["198.51.100.7/24", "198.51.100.0", "198.51.100.255"],
        ["198.51.100.7", "198.51.100.7", "198.51.100.7"],
        ["1.2.3.4/0", "0.0.0.0", "255.255.255.255"],
        ["200.0.0.1/1", "128.0.0.0", "255.255.255.255"],
        ["200.0.0.1/31", "200.0.0.0", "200.0.0.1"],
    ])("of %s are %s and %s", (text, first, last) => {
        expect(firstAddress(parse(text))).toBe(parse(first).address);
        expect(lastAddress(parse(text))).toBe(parse(last).address);
    });
});

describe("ordinal", () => {
    test("is in the order of addresses, and its own reverse", () => {
        fc.assert(
            fc.property(fc.ipV4(), fc.ipV4(), (one, other) => {
                const [a, b] = [parse(one).address, parse(other).address];
                expect(ordinal(a) < ordinal(b)).toBe(a >>> 0 < b >>> 0);
                expect(ordinal(ordinal(a))).toBe(a);
            }),
        );
    });
});

describe("splitIntoCidrs", () => {
    test.each([
        ["0.0.0.0", "255.255.255.255", ["0.0.0.0/0"]],
        [
            "0.0.0.1",
            "255.255.255.255",
            Array.from({ length: 32 }, (_, i) => formatCidr({ address: 2 ** i, prefix: 32 - i })),
        ],
        ["128.0.0.0", "255.255.255.255", ["128.0.0.0/1"]],
        ["127.255.255.255", "128.0.0.0", ["127.255.255.255", "128.0.0.0"]],
        ["255.255.255.255", "255.255.255.255", ["255.255.255.255"]],
        ["198.51.100.4", "198.51.100.10", ["198.51.100.4/30", "198.51.100.8/31", "198.51.100.10"]],
    ])("splits %s to %s", (first, last, expected) => {
        expect(
            [...splitIntoCidrs(ordinal(parse(first).address), ordinal(parse(last).address))].map(formatCidr),
        ).toEqual(expected);
    });
});

function parse(text: string): Cidr {
    return parseCidr(text)!;
}

function leadingZeros(): string[] {
    return ["00", "000", "01", "001", "0001", "010", "0255", "007", "1000000000", "99999999999999999999"];
}
