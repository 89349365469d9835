import fc from "fast-check";
import { Address4 } from "ip-address";
import { describe, expect, test } from "vitest";
import { firstAddress, formatCidr, lastAddress, parseCidr } from "./cidr";
import { findDocumentationRange, findNoEffectRange, mayBeSpecial } from "./special-ranges";

function noEffect(text: string): string | undefined {
    const cidr = parseCidr(text)!;
    return findNoEffectRange(firstAddress(cidr), lastAddress(cidr))?.cidr;
}

function isDocumentation(text: string): boolean {
    const cidr = parseCidr(text)!;
    return findDocumentationRange(firstAddress(cidr), lastAddress(cidr)) !== undefined;
}

describe("findNoEffectRange", () => {
    // IANA IPv4 Special-Purpose Address Registry, "Globally Reachable: False", and the multicast block.
    test.each([
        ["0.0.0.0", "0.255.255.255", "0.0.0.0/8"],
        ["10.0.0.0", "10.255.255.255", "10.0.0.0/8"],
        ["100.64.0.0", "100.127.255.255", "100.64.0.0/10"],
        ["127.0.0.0", "127.255.255.255", "127.0.0.0/8"],
        ["169.254.0.0", "169.254.255.255", "169.254.0.0/16"],
        ["172.16.0.0", "172.31.255.255", "172.16.0.0/12"],
        ["192.0.0.0", "192.0.0.255", "192.0.0.0/24"],
        ["192.168.0.0", "192.168.255.255", "192.168.0.0/16"],
        ["198.18.0.0", "198.19.255.255", "198.18.0.0/15"],
        ["224.0.0.0", "239.255.255.255", "224.0.0.0/4"],
        ["240.0.0.0", "255.255.255.255", "240.0.0.0/4"],
    ])("knows %s to %s", (first, last, range) => {
        expect([noEffect(first), noEffect(last), noEffect(range)]).toEqual([range, range, range]);
    });

    test.each([
        "1.0.0.0",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "191.255.255.255",
        "192.0.1.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        // Globally reachable: PCP and TURN anycast, AS112, AMT; and 6to4's anycast, of which the registry does not say.
        "192.0.0.9",
        "192.0.0.10",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.175.48.0/24",
        "192.88.99.0/24",
        // Only in part without effect.
        "8.0.0.0/6",
        "126.0.0.0/7",
        "192.0.0.0/22",
        "128.0.0.0/1",
    ])("lets %s pass", (text) => {
        expect(noEffect(text)).toBeUndefined();
    });

    test("knows a range that two special ranges make up", () => {
        expect(noEffect("224.0.0.0/3")).toBe("224.0.0.0/4");
    });

    test("agrees with ip-address on single addresses", () => {
        const first = fc.oneof(fc.constantFrom(0, 10, 100, 127, 169, 172, 192, 198, 203, 224, 255), fc.nat(255));
        const second = fc.oneof(fc.constantFrom(0, 2, 16, 18, 19, 31, 51, 64, 127, 168, 254), fc.nat(255));
        const third = fc.oneof(fc.constantFrom(0, 2, 99, 100, 113, 255), fc.nat(255));
        fc.assert(
            fc.property(first, second, third, fc.nat(255), (a, b, c, d) => {
                const text = `${a}.${b}.${c}.${d}`;
                const address = new Address4(text);
                // Its registry of special ranges holds 6to4's anycast too.
                const isUsed = /^192\.0\.0\.(9|10)$|^192\.88\.99\./.test(text);
                const special = !isUsed && (!address.isGlobal() || address.isMulticast());
                expect(noEffect(text) !== undefined || isDocumentation(text), text).toBe(special);
            }),
            { numRuns: 5_000 },
        );
    });
});

describe("findDocumentationRange", () => {
    test.each(["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "192.0.2.255", "198.51.100.128/25"])(
        "knows %s",
        (text) => {
            expect(isDocumentation(text)).toBe(true);
            expect(noEffect(text)).toBeUndefined();
        },
    );

    test.each(["192.0.1.255", "192.0.3.0", "198.51.100.0/23", "203.0.112.0/23", "233.252.0.0/24"])(
        "does not know %s",
        (text) => {
            const cidr = parseCidr(text)!;
            expect(isDocumentation(formatCidr({ address: firstAddress(cidr), prefix: cidr.prefix }))).toBe(false);
        },
    );
});

describe("mayBeSpecial", () => {
    test("holds for the first address of every special range", () => {
        fc.assert(
            fc.property(fc.ipV4(), (text) => {
                if (noEffect(text) !== undefined || isDocumentation(text))
                    expect(mayBeSpecial(parseCidr(text)!.address)).toBe(true);
            }),
        );
        expect(mayBeSpecial(parseCidr("8.8.8.8")!.address)).toBe(false);
    });
});
