import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCidr } from "./cidr";
import { findEntryFault } from "./entry-fault";

describe("findEntryFault", () => {
    test.each<[string, string]>([
        ["", "Remove the empty entry."],
        ["  ", "Remove the blank entry."],
        [" 10.0.0.0/8", 'Write "10.0.0.0/8".'],
        ["198.51.100.7\n", 'Write "198.51.100.7".'],
        ["198.51.100.7 # mine", "Comments are allowed in a file only."],
        ["198.51.100.7:443", "Lists know no ports: did you mean 198.51.100.7?"],
        ["198.51.100.4-198.51.100.10", "As CIDR ranges that is 198.51.100.4/30, 198.51.100.8/31, 198.51.100.10."],
        ["198.51.100.4 - 198.51.100.4", "As CIDR ranges that is 198.51.100.4."],
        ["198.51.100.10-198.51.100.4", "Its end is before its start; write it as CIDR ranges."],
        ["0.0.0.1-255.255.255.254", "As CIDR ranges that is 62 entries, from 0.0.0.1 on."],
        ["198.51.100.4-198.51.100.999", "Write a range of addresses as CIDR ranges."],
        [
            "200.0.0.0/255.0.0.0",
            "Write the length of the prefix after the slash, not a mask: did you mean 200.0.0.0/8?",
        ],
        [
            "200.1.2.3/255.255.0.0",
            "Write the length of the prefix after the slash, not a mask: did you mean 200.1.0.0/16?",
        ],
        [
            "200.1.2.0/0.0.0.255",
            "Write the length of the prefix after the slash, not a mask: did you mean 200.1.2.0/24?",
        ],
        [
            "200.1.2.3/255.255.255.255",
            "Write the length of the prefix after the slash, not a mask: did you mean 200.1.2.3/32?",
        ],
        ["200.1.2.0/255.0.255.0", "Write the length of the prefix after the slash, not a mask."],
        ["1.2.3.*", "Lists know no wildcards in addresses: did you mean 1.2.3.0/24?"],
        ["1.2.*.*", "Lists know no wildcards in addresses: did you mean 1.2.0.0/16?"],
        ["1.2.*", "Lists know no wildcards in addresses: did you mean 1.2.0.0/16?"],
        ["1.2/16", "Write all four numbers: did you mean 1.2.0.0/16?"],
        ["200/8", "Write all four numbers: did you mean 200.0.0.0/8?"],
        [
            "010.0.0.1",
            "Leading zeros are octal to some programs and decimal to others: write the numbers without them.",
        ],
        [
            "1.2.3.4/08",
            "Leading zeros are octal to some programs and decimal to others: write the numbers without them.",
        ],
        ["1.2.3.256", "Each of the four numbers is from 0 to 255."],
        ["10.0.0.1/33", "The length of the prefix is from 0 to 32."],
        ["1.2.3.4, 5.6.7.8", "One entry each: split it, and leave out everything but the address or range."],
        ["1.2.3.4\t12", "One entry each: split it, and leave out everything but the address or range."],
        ["1[.]2[.]3[.]4", "Write it without the brackets: 1.2.3.4."],
        ["example.com", "IP lists take no host or domain names; GuardDuty's entity lists do. List the addresses."],
        ["*.example.com", "IP lists take no host or domain names; GuardDuty's entity lists do. List the addresses."],
        ["localhost", "IP lists take no host or domain names; GuardDuty's entity lists do. List the addresses."],
        ["https://example.com/x", "That is a URL: list the addresses of its host."],
        ["a".repeat(64), "IP lists take no file hashes; GuardDuty's threat entity lists take SHA-256."],
        ["3232235777", "Write the address as four decimal numbers between dots."],
        ["0x7f000001", "Write the address as four decimal numbers between dots."],
        ["1.2.3.4\u200b", "It holds U+200B, which is neither digit, dot nor slash."],
        ["\uff11.2.3.4", "It holds U+FF11, which is neither digit, dot nor slash."],
        ["1.2.3.4\ud800", "It holds U+D800, which is neither digit, dot nor slash."],
        ["1.2.3.4\u0007", "It holds U+0007, which is neither digit, dot nor slash."],
    ])("says of %j how to mend it", (text, hint) => {
        expect(findEntryFault(text).hint).toBe(hint);
    });

    test.each(["2001:db8::1", "2001:db8::/32", "::", "[2001:db8::1]:443", "fe80::1%eth0"])(
        "says of %s that it is IPv6",
        (text) => {
            expect(findEntryFault(text)).toEqual({
                rule: "must be IPv4: GuardDuty's lists take no IPv6 addresses",
                hint: "Remove it; where the host has an IPv4 address too, list that.",
            });
        },
    );

    test("finds the IPv4 address in a mapped one", () => {
        expect(findEntryFault("::ffff:198.51.100.7").hint).toBe(
            "That is an IPv4 address in IPv6 form: write 198.51.100.7.",
        );
    });

    test.each(["1.2.3", "1.2.3.4.", "1.2.3.4/", "1.2.3.4/-1", "-", "/", "1.2.3.4.5"])(
        "has only the rule for %j",
        (text) => {
            expect(findEntryFault(text)).toEqual({
                rule: "must be an IPv4 address or CIDR range, such as 198.51.100.7 or 198.51.100.0/24",
            });
        },
    );

    test("offers only what parseCidr takes", () => {
        const piece = fc.constantFrom(
            "0",
            "1",
            "25",
            "255",
            "256",
            "01",
            ".",
            ".",
            "/",
            "32",
            "*",
            "-",
            " ",
            "[.]",
            ":",
            "#",
            "a",
        );
        fc.assert(
            fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
                const { hint } = findEntryFault(pieces.join(""));
                const offered = /did you mean (\S+)\?|As CIDR ranges that is (.+)\.$/.exec(hint ?? "");
                for (const text of (offered?.[1] ?? offered?.[2] ?? "")
                    .split(", ")
                    .filter((part) => part !== "" && !part.includes(" "))) {
                    expect(parseCidr(text), `${hint} for ${pieces.join("")}`).toBeDefined();
                }
            }),
            { numRuns: 3_000 },
        );
    });

    test("is quick and short on hostile texts", () => {
        for (const unit of ["1", ".", "1.", " ", "a", "a.", "-", "*.", "1.2.3.4-", ":", "\u0000", "\ud800", "[.]"]) {
            for (const length of [299, 300, 10_000_000]) {
                const started = performance.now();
                const { rule, hint } = findEntryFault(unit.repeat(Math.ceil(length / unit.length)));
                expect(performance.now() - started).toBeLessThan(100);
                expect(rule.length + (hint ?? "").length).toBeLessThan(500);
            }
        }
    });
});
