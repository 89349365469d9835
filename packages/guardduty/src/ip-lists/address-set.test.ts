import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AddressSet } from "./address-set";
import { firstAddress, lastAddress, parseCidr } from "./cidr";

/** Addresses near each other and near the ends of the address space, so that ranges touch, overlap and repeat. */
const crowded = fc
    .tuple(
        fc.constantFrom("0.0.0", "127.255.255", "128.0.0", "198.51.100", "255.255.255"),
        fc.nat(255),
        fc.integer({ min: 20, max: 32 }),
    )
    .map(([start, last, prefix]) => ({ text: `${start}.${last}`, prefix }));
const anywhere = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([text, prefix]) => ({ text, prefix }));
const range = fc
    .oneof({ weight: 3, arbitrary: crowded }, { weight: 1, arbitrary: anywhere })
    .map(({ text, prefix }) => {
        const first = firstAddress({ address: parseCidr(text)!.address, prefix });
        return { first, last: lastAddress({ address: first, prefix }), text: `${quad(first)}/${prefix}` };
    });
const ranges = fc.array(range, { minLength: 1, maxLength: 40 });

interface Range {
    readonly first: number;
    readonly last: number;
    readonly text: string;
}

function fold(members: readonly Range[]): { lines: string[]; set: AddressSet } {
    const set = new AddressSet(members.length);
    for (const { first, last } of members) set.add(first, last);
    set.fold();
    return { set, lines: set.toText(set.count().cidrCount).toString().trimEnd().split("\n") };
}

describe("a folded AddressSet", () => {
    test("has the text that cidr-tools gives", async () => {
        const { mergeCidr } = await import("cidr-tools");
        fc.assert(
            fc.property(ranges, (members) => {
                const merged = mergeCidr(members.map(({ text }) => text)).map((text) => text.replace(/\/32$/, ""));
                expect([...fold(members).lines].sort()).toEqual(merged.sort());
            }),
            { numRuns: 500 },
        );
    });

    test("holds exactly the addresses it was given", () => {
        fc.assert(
            fc.property(ranges, (members) => {
                const after = fold(members).lines.map((line) => parseCidr(line)!);
                const borders = members.flatMap(({ first, last }) => [first >>> 0, last >>> 0]);
                for (const address of borders.flatMap((border) => [border - 1, border, border + 1])) {
                    const isGiven = members.some(({ first, last }) => first >>> 0 <= address && address <= last >>> 0);
                    const isKept = after.some(
                        (cidr) => firstAddress(cidr) >>> 0 <= address && address <= lastAddress(cidr) >>> 0,
                    );
                    expect(isKept).toBe(isGiven);
                }
            }),
        );
    });

    test("is in address order, counts what it holds, and is itself when folded again", () => {
        fc.assert(
            fc.property(ranges, (members) => {
                const { lines, set } = fold(members);
                const cidrs = lines.map((line) => parseCidr(line)!);
                const starts = cidrs.map(({ address }) => address >>> 0);
                expect(starts).toEqual([...starts].sort((a, b) => a - b));
                const addressCount = cidrs.reduce((sum, { prefix }) => sum + 2 ** (32 - prefix), 0);
                expect(set.count()).toEqual({ addressCount, cidrCount: cidrs.length });
                const again = cidrs.map((cidr) => ({ first: firstAddress(cidr), last: lastAddress(cidr), text: "" }));
                expect(fold(again).lines).toEqual(lines);
            }),
        );
    });

    test("does not depend on order and repetition", () => {
        const shuffled = ranges.chain((members) =>
            fc.tuple(
                fc.constant(members),
                fc.shuffledSubarray([...members, ...members], { minLength: 2 * members.length }),
            ),
        );
        fc.assert(
            fc.property(shuffled, ([members, others]) => {
                expect(fold(others).lines).toEqual(fold(members).lines);
            }),
        );
    });

    test("is empty when nothing was added", () => {
        const set = new AddressSet(0);
        set.fold();
        expect([set.isEmpty, set.count(), set.toText(0).length]).toEqual([true, { addressCount: 0, cidrCount: 0 }, 0]);
    });
});

describe("holdsAllBut", () => {
    const all: Range = { first: 0, last: -1, text: "" };

    test("asks of every gap, the ones at the ends too", () => {
        const { set } = fold([
            { first: 1, last: 9, text: "" },
            { first: 20, last: 29, text: "" },
        ]);
        const gaps: [number, number][] = [];
        expect(set.holdsAllBut((first, last) => gaps.push([first, last >>> 0]) > 0)).toBe(true);
        expect(gaps).toEqual([
            [0, 0],
            [10, 19],
            [30, 2 ** 32 - 1],
        ]);
    });

    test("is false where a gap is not skipped, true where there is none", () => {
        expect(fold([{ first: 1, last: -1, text: "" }]).set.holdsAllBut(() => false)).toBe(false);
        expect(fold([all]).set.holdsAllBut(() => false)).toBe(true);
    });
});

function quad(address: number): string {
    return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
}
