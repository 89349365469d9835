import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CanonicalList, ListPlan, ListProblem } from "./list-draft";
import { LARGEST_FILE_BYTES, MOST_THREAT_ENTRIES, MOST_TRUSTED_ENTRIES } from "./list-rules";
import { planEntries, planFile } from "./canonical-list";

const THREAT = { trusted: false, allowBroadRanges: false };
const TRUSTED = { trusted: true, allowBroadRanges: false };
const BROAD = { trusted: true, allowBroadRanges: true };

function listOf(plan: ListPlan): CanonicalList {
    if ("problems" in plan) throw new Error(JSON.stringify(plan.problems));
    return plan.list;
}

function problemsOf(plan: ListPlan): readonly ListProblem[] {
    return "problems" in plan ? plan.problems : [];
}

function file(text: string, rules = THREAT): ListPlan {
    return planFile(Buffer.from(text), rules);
}

const NO_EFFECT_RULE =
    "must be publicly routable: GuardDuty looks at no other addresses, so the entry would have no effect";
const HOST_BITS_RULE = "must be a network's first address where a prefix follows, with all bits after the prefix zero";

describe("a list's text", () => {
    test("is one entry a line, in address order, with a line feed after each; SHA-256 of exactly that", () => {
        const { text, sha256, entryCount, addressCount } = listOf(
            planEntries(["9.9.9.9", "8.8.8.0/24", "1.1.1.1/32"], THREAT),
        );
        expect(text.toString()).toBe("1.1.1.1\n8.8.8.0/24\n9.9.9.9\n");
        expect(sha256).toBe(createHash("sha256").update("1.1.1.1\n8.8.8.0/24\n9.9.9.9\n").digest("hex"));
        expect([entryCount, addressCount]).toEqual([3, 258]);
    });

    test.each<[string, string[], string]>([
        ["duplicates", ["1.1.1.1", "1.1.1.1", "1.1.1.1/32"], "1.1.1.1\n"],
        ["ranges inside others", ["8.8.8.8", "8.8.8.0/24", "8.8.8.128/25"], "8.8.8.0/24\n"],
        ["two halves", ["8.8.8.128/25", "8.8.8.0/25"], "8.8.8.0/24\n"],
        ["neighbours that are no range", ["8.8.8.1", "8.8.8.2"], "8.8.8.1\n8.8.8.2\n"],
        ["neighbours over a border", ["8.8.8.255", "8.8.9.0/24"], "8.8.8.255\n8.8.9.0/24\n"],
        ["halves beyond the middle of the address space", ["128.128.0.0/9", "128.0.0.0/9"], "128.0.0.0/8\n"],
    ])("folds %s", (_, entries, expected) => {
        expect(listOf(planEntries(entries, THREAT)).text.toString()).toBe(expected);
    });

    test("is the same for the same addresses, whatever order, comments, line ends and repetition", () => {
        const address = fc
            .tuple(fc.integer({ min: 20, max: 90 }), fc.nat(255), fc.nat(3))
            .map(([a, b, c]) => `${a}.0.${c}.${b}`);
        const noise = fc.constantFrom("", "# a comment", "   ", "\t# 9.9.9.9");
        const after = fc.constantFrom("", " ", "\t", " # b", "#b");
        const end = fc.constantFrom("\n", "\r\n");
        const source = fc.array(address, { minLength: 1, maxLength: 60 }).chain((addresses) => {
            const shuffled = fc.shuffledSubarray([...addresses, ...addresses], { minLength: 2 * addresses.length });
            return fc.tuple(fc.constant(addresses), shuffled, noise, after, end);
        });
        fc.assert(
            fc.property(source, ([addresses, shuffled, line, suffix, lineEnd]) => {
                const text = `\ufeff${shuffled.flatMap((one) => [line, `${one}${suffix}`]).join(lineEnd)}`;
                const expected = listOf(planEntries(addresses, THREAT));
                expect(listOf(file(text))).toEqual(expected);
                expect(listOf(file(expected.text.toString()))).toEqual(expected);
            }),
        );
    });

    test("of ranges is the same when one of them is given as its two halves", () => {
        fc.assert(
            fc.property(
                fc.integer({ min: 20, max: 90 }),
                fc.nat(2 ** 16 - 1),
                fc.integer({ min: 8, max: 31 }),
                (a, rest, prefix) => {
                    const first = ((a << 24) | (rest << 8)) & (-1 << (32 - prefix));
                    const half = 2 ** (31 - prefix);
                    const whole = listOf(planEntries([`${quad(first)}/${prefix}`], THREAT));
                    const halves = [`${quad(first + half)}/${prefix + 1}`, `${quad(first)}/${prefix + 1}`];
                    expect(listOf(planEntries(halves, THREAT)).sha256).toBe(whole.sha256);
                },
            ),
        );
    });

    test("of a real threat list has every address of it, and nothing else", () => {
        const source = readFileSync(join(__dirname, "../../test/data/threats-ipsum-level3.txt"));
        const { text, entryCount, addressCount, warnings } = listOf(planFile(source, THREAT));
        const given = new Set(source.toString().trim().split("\n"));
        const kept = text.toString().trim().split("\n").flatMap(expand);
        expect(new Set(kept)).toEqual(given);
        expect(kept.length).toBe(14_217);
        expect([addressCount, warnings]).toEqual([14_217, []]);
        expect(entryCount).toBeLessThan(14_217);
    });
});

describe("entries", () => {
    test.each<[unknown, string, string | undefined]>([
        [
            "10.0.0.1/33",
            "must be an IPv4 address or CIDR range, such as 198.51.100.7 or 198.51.100.0/24",
            "The length of the prefix is from 0 to 32.",
        ],
        ["198.51.100.7/24", HOST_BITS_RULE, "Did you mean 198.51.100.0/24 or 198.51.100.7?"],
        ["8.8.8.8/0", HOST_BITS_RULE, "It would be every address."],
        ["10.0.0.0/8", NO_EFFECT_RULE, "10.0.0.0/8 is for private use (RFC 1918): remove it."],
        ["192.168.1.1", NO_EFFECT_RULE, "192.168.0.0/16 is for private use (RFC 1918): remove it."],
        ["127.0.0.1", NO_EFFECT_RULE, "127.0.0.0/8 is for loopback (RFC 1122): remove it."],
        ["169.254.169.254", NO_EFFECT_RULE, "169.254.0.0/16 is for link-local use (RFC 3927): remove it."],
        ["100.64.0.0/10", NO_EFFECT_RULE, "100.64.0.0/10 is for carrier-grade NAT (RFC 6598): remove it."],
        ["224.0.0.1", NO_EFFECT_RULE, "224.0.0.0/4 is for multicast (RFC 5771): remove it."],
        [
            "255.255.255.255",
            NO_EFFECT_RULE,
            "240.0.0.0/4 is for future use and broadcast (reserved) (RFC 1112): remove it.",
        ],
        ["0.0.0.0/0", "must not be /0, which is every address", "Any connection at all would be a finding."],
        [
            undefined,
            "must be an IPv4 address or CIDR range, such as 198.51.100.7 or 198.51.100.0/24, as a string",
            undefined,
        ],
        [
            3232235777,
            "must be an IPv4 address or CIDR range, such as 198.51.100.7 or 198.51.100.0/24, as a string",
            undefined,
        ],
    ])("refuses %j", (entry, rule, hint) => {
        const [problem, ...others] = problemsOf(planEntries(["1.1.1.1", entry, "8.8.8.8"], THREAT));
        expect(others).toEqual([]);
        expect(problem).toMatchObject({ where: { index: 1 }, rule });
        expect(problem?.hint).toBe(hint);
        expect(problem?.got).toBeDefined();
    });

    test("are as strict as they are in a file about everything but blanks and comments", () => {
        for (const entry of [" 8.8.8.8", "8.8.8.8\n", "8.8.8.8 # a", "# a", ""]) {
            expect(problemsOf(planEntries([entry], THREAT))).toHaveLength(1);
        }
    });

    test("in documentation ranges are taken, with a warning", () => {
        const { text, warnings } = listOf(planEntries(["8.8.8.8", "198.51.100.0/24", "203.0.113.7"], TRUSTED));
        expect(text.toString()).toBe("8.8.8.8\n198.51.100.0/24\n203.0.113.7\n");
        expect(warnings).toEqual([
            {
                kind: "documentation",
                count: 2,
                message: "2 entries (1, 2): in ranges reserved for documentation (RFC 5737), which no host has",
            },
        ]);
    });

    test("that are no texts, hostile ones too, are refused and quoted short", () => {
        const cyclic: Record<string, unknown> = {};
        cyclic["self"] = cyclic;
        const throwing = new Proxy({}, { get: () => { throw new Error("no"); }, ownKeys: () => { throw new Error("no"); } }); // prettier-ignore
        const sparse: unknown[] = [];
        sparse[2] = "1.1.1.1";
        const hostile = [null, 1n, Symbol("x"), () => 1, [], ["1.1.1.1"], cyclic, throwing, NaN];
        expect(problemsOf(planEntries(hostile, THREAT))).toHaveLength(hostile.length);
        expect(problemsOf(planEntries(sparse, THREAT)).map(({ where }) => where)).toEqual([{ index: 0 }, { index: 1 }]);
        const texts = ["x".repeat(10_000_000), "\u0000\u001b[31m", "\ud800", "\u202e1.1.1.1", "1\n2"];
        for (const { got } of problemsOf(planEntries(texts, THREAT))) {
            expect(got!.length).toBeLessThan(300);
            expect(got).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]|[\ud800-\udfff]/);
        }
    });

    test("too many to look at are refused at once", () => {
        const [problem] = problemsOf(planEntries(new Array(2 ** 32 - 1), THREAT));
        expect(problem?.rule).toBe("must have at most 4,587,520 members");
    });

    test("with many problems show the first ten, and how many more", () => {
        const entries = Array.from({ length: 2_345 }, (_, index) => `host-${index}.example.com`);
        const problems = problemsOf(planEntries(entries, THREAT));
        expect(problems.map(({ where }) => where)).toEqual([
            ...Array.from({ length: 10 }, (_, index) => ({ index })),
            undefined,
        ]);
        expect(problems[10]).toEqual({ rule: "and 2,335 more that must be mended" });
    });
});

describe("a file", () => {
    test("leaves out what has no effect, with one warning that says where", () => {
        const lines = [
            "# a",
            "8.8.8.8",
            "10.0.0.0/8",
            "127.0.0.1",
            "",
            "192.168.0.1",
            "224.0.0.0/3",
            "240.0.0.1",
            "0.0.0.0",
            "9.9.9.9",
        ];
        const { text, warnings } = listOf(file(lines.join("\n"), TRUSTED));
        expect(text.toString()).toBe("8.8.8.8\n9.9.9.9\n");
        const message =
            "6 lines (3, 4, 6, 7, 8 and 1 more): not publicly routable, so without effect in GuardDuty; left out of the list";
        expect(warnings).toEqual([{ kind: "no-effect", count: 6, message }]);
    });

    test("warns of documentation ranges too", () => {
        const { warnings } = listOf(file("10.0.0.1\n192.0.2.0/24\n"));
        expect(warnings.map(({ kind, message }) => `${kind}: ${message}`)).toEqual([
            "no-effect: line 1: not publicly routable, so without effect in GuardDuty; left out of the list",
            "documentation: line 2: in ranges reserved for documentation (RFC 5737), which no host has",
        ]);
    });

    test("names lines from 1, with what stands there", () => {
        const problems = problemsOf(file("# a\n8.8.8.8/24 # b\r\n\nexample.com\n2001:db8::1\n0.0.0.0/0\n"));
        expect(problems.map(({ where, got, hint }) => [where, got, hint])).toEqual([
            [{ line: 2 }, '"8.8.8.8/24"', "Did you mean 8.8.8.0/24 or 8.8.8.8?"],
            [
                { line: 4 },
                '"example.com"',
                "IP lists take no host or domain names; GuardDuty's entity lists do. List the addresses.",
            ],
            [{ line: 5 }, '"2001:db8::1"', "Remove it; where the host has an IPv4 address too, list that."],
            [{ line: 6 }, '"0.0.0.0/0"', "Any connection at all would be a finding."],
        ]);
    });

    test("that is no text is refused as a whole", () => {
        expect(problemsOf(planFile(Buffer.from("\ufeff8.8.8.8\n", "utf16le"), THREAT))).toEqual([
            { rule: "must be a text file in UTF-8", hint: "It is UTF-16: save it as UTF-8." },
        ]);
    });

    test.each([
        ["one address again and again", "8.8.8.8\n", 0],
        ["names", "host.example.com\n", 11],
        ["what has no effect", "10.0.0.1\n9.9.9.9\n", 0],
        ["blank lines", "\n\n\n\n\n\n\n8.8.8.8\n", 0],
        ["one line", "8.8.8.8 ", 1],
    ])("of the greatest size is read in seconds: %s", (_, unit, problemCount) => {
        const bytes = Buffer.alloc(LARGEST_FILE_BYTES, unit);
        const started = performance.now();
        const problems = problemsOf(planFile(bytes.subarray(0, bytes.lastIndexOf(unit) + unit.length), THREAT));
        expect(performance.now() - started).toBeLessThan(20_000);
        expect(problems).toHaveLength(problemCount);
    });

    test("never fails, whatever the bytes", () => {
        fc.assert(
            fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
                const plan = planFile(bytes, THREAT);
                expect("list" in plan || plan.problems.length > 0).toBe(true);
            }),
        );
    });
});

describe("an empty list is refused", () => {
    const rule = "must hold at least one address";
    test.each<[string, ListPlan, string]>([
        ["entries", planEntries([], THREAT), "Leave the list out where there is nothing to list."],
        ["a file", file(""), "The file holds nothing but blank lines and comments."],
        ["comments", file("# a\n\n  # b\n"), "The file holds nothing but blank lines and comments."],
        [
            "what is left out",
            file("10.0.0.1\n"),
            "All it holds is not publicly routable, so it would have no effect: line 1.",
        ],
    ])("%s", (_, plan, hint) => {
        expect(problemsOf(plan)).toEqual([{ rule, hint }]);
    });
});

describe("everything", () => {
    const rule = "must not cover every publicly routable address";
    test.each<[string, string[]]>([
        ["two halves", ["0.0.0.0/1", "128.0.0.0/1"]],
        ["all but what has no effect", ["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/3"]],
    ])("is refused on every list, whatever the flags: %s", (_, entries) => {
        for (const rules of [THREAT, BROAD]) {
            expect(problemsOf(planEntries(entries, rules)).map((problem) => problem.rule)).toEqual([rule]);
            expect(problemsOf(file(entries.join("\n"), rules)).map((problem) => problem.rule)).toEqual([rule]);
        }
    });

    test("but for an address is let pass on a list that may be broad", () => {
        const entries = [
            "0.0.0.0/1",
            "128.0.0.0/2",
            "192.0.0.0/4",
            "208.0.0.0/5",
            "216.0.0.0/6",
            "220.0.0.0/7",
            "222.0.0.0/8",
            "223.0.0.0/9",
        ];
        expect(problemsOf(planEntries(entries, BROAD))).toEqual([]);
    });

    test("as /0 is refused whatever the flags", () => {
        for (const rules of [THREAT, TRUSTED, BROAD]) {
            expect(problemsOf(planEntries(["0.0.0.0/0"], rules))).toMatchObject([
                { rule: "must not be /0, which is every address" },
            ]);
        }
    });
});

describe("a trusted list", () => {
    const wide = "must not be wider than /16 on a trusted list, unless allowBroadRanges is true";
    const many = "must cover at most 262,144 addresses on a trusted list, unless allowBroadRanges is true";

    test("takes a /16 and no wider range, unless it may be broad", () => {
        expect(problemsOf(planEntries(["20.0.0.0/16"], TRUSTED))).toEqual([]);
        expect(problemsOf(planEntries(["20.0.0.0/15"], TRUSTED))).toEqual([
            {
                where: { index: 0 },
                got: '"20.0.0.0/15"',
                rule: wide,
                hint: "GuardDuty would raise no finding for 131,072 addresses: list the networks that you mean.",
            },
        ]);
        expect(problemsOf(file("20.0.0.0/15\n", TRUSTED))).toMatchObject([{ where: { line: 1 }, rule: wide }]);
        expect(problemsOf(planEntries(["20.0.0.0/15"], BROAD))).toEqual([]);
        expect(problemsOf(planEntries(["64.0.0.0/2"], BROAD))).toEqual([]);
        expect(problemsOf(planEntries(["20.0.0.0/8"], THREAT))).toEqual([]);
    });

    test("takes as many addresses as a /14 has after folding, and no more", () => {
        const neighbours = ["20.0.0.0/16", "20.1.0.0/16", "20.2.0.0/16", "20.3.0.0/16"];
        const apart = ["20.0.0.0/16", "30.1.0.0/16", "40.2.0.0/16", "50.3.0.0/16"];
        for (const entries of [neighbours, apart]) {
            const repeated = [...entries, ...entries, "20.0.3.0/24"];
            expect(listOf(planEntries(repeated, TRUSTED)).addressCount).toBe(2 ** 18);
            const oneMore = [...repeated, "60.0.0.1"];
            const hint =
                "It covers 262,145, for which GuardDuty would raise no finding: list the networks that you mean.";
            expect(problemsOf(planEntries(oneMore, TRUSTED))).toEqual([{ rule: many, hint }]);
            expect(problemsOf(planEntries(oneMore, BROAD))).toEqual([]);
            expect(problemsOf(planEntries(oneMore, THREAT))).toEqual([]);
        }
        expect(problemsOf(planEntries([...neighbours, "20.4.0.0/32"], TRUSTED)).map(({ rule }) => rule)).toEqual([
            many,
        ]);
    });

    test("does not count what has no effect", () => {
        expect(listOf(file("10.0.0.0/8\n20.0.0.0/16\n", TRUSTED)).addressCount).toBe(2 ** 16);
    });
});

describe("GuardDuty's quotas", () => {
    /** So many addresses of which no two are neighbours. */
    const apart = (amount: number): string[] =>
        Array.from({ length: amount }, (_, index) => quad(0x14000000 + 2 * index));

    test("count entries after folding", () => {
        for (const [most, rules, kind] of [
            [MOST_TRUSTED_ENTRIES, BROAD, "trusted"],
            [MOST_THREAT_ENTRIES, THREAT, "threat"],
        ] as const) {
            const entries = apart(most);
            const full = [...entries, ...entries.slice(0, 1_000)];
            expect(listOf(planEntries(full, rules)).entryCount).toBe(most);
            const over = [...entries, "60.0.0.0/24", "60.0.1.0/24"];
            expect(problemsOf(planEntries(over, rules))).toMatchObject([
                { rule: expect.stringContaining(`entries on a ${kind} list`) },
            ]);
            expect(problemsOf(file(over.join("\n"), rules))).toEqual(problemsOf(planEntries(over, rules)));
        }
    });

    test("say how many there are", () => {
        expect(problemsOf(planEntries(apart(2_001), TRUSTED))).toEqual([
            {
                rule: "must have at most 2,000 entries on a trusted list (GuardDuty's quota, which cannot be raised)",
                hint: "It has 2,001 after folding.",
            },
        ]);
        expect(problemsOf(planEntries(apart(250_001), THREAT))).toEqual([
            {
                rule: "must have at most 250,000 entries on a threat list (GuardDuty's quota, which cannot be raised)",
                hint: "It has 250,001 after folding: split it, there may be six threat lists.",
            },
        ]);
    });

    test("are stated as the quota page has them", () => {
        expect([MOST_TRUSTED_ENTRIES, MOST_THREAT_ENTRIES]).toEqual([2_000, 250_000]);
    });
});

function quad(address: number): string {
    return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
}

/** Every address of a small range. */
function expand(text: string): string[] {
    const [address, prefix = "32"] = text.split("/");
    const [a, b, c, d] = address!.split(".").map(Number);
    const first = ((a! << 24) | (b! << 16) | (c! << 8) | d!) >>> 0;
    return Array.from({ length: 2 ** (32 - Number(prefix)) }, (_, index) => quad(first + index));
}
