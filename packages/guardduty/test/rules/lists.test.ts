import { chmodSync, closeSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccepted, expectRefused, reasonsIn, refusalOf } from "../refusals";

let folder: string;
const path = (name: string): string => join(folder, name);

beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "list-rules-"));
    writeFileSync(path("good.txt"), "# a feed\n198.51.100.7\n\n203.0.113.0/24 # a range\r\n");
    writeFileSync(path("empty.txt"), "");
    writeFileSync(path("comments.txt"), "# nothing\n\n   \n");
    writeFileSync(path("private.txt"), "10.0.0.1\n192.168.0.0/16\n");
    writeFileSync(path("wrong.txt"), "198.51.100.7\n\n10.0.0.1/33\nexample.com\n");
    writeFileSync(path("binary.txt"), Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]));
    writeFileSync(path("feed.csv"), "Indicator type, Indicator, Description\nIPv4, 198.51.100.7, x\n");
    mkdirSync(path("folder"));
    for (const [name, bytes] of [
        ["largest.csv", 35 * 1024 * 1024],
        ["too-large.txt", 35 * 1024 * 1024 + 1],
    ] as const) {
        const file = openSync(path(name), "w");
        ftruncateSync(file, bytes);
        closeSync(file);
    }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const entries = ["198.51.100.7"];
/** Single addresses that do not fold, from 1.0.0.0 on. */
const addresses = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => `${1 + (index >> 15)}.${(index >> 7) & 255}.${(index & 127) << 1}.1`);

describe("where a list comes from", () => {
    const rule = "a list takes exactly one of entries, file and location";

    it.each([
        ["nothing", {}, "got none of them"],
        ["entries and file", { entries, file: "x.txt" }, "got entries and file"],
        ["entries and location", { entries, location: "s3://bucket/key" }, "got entries and location"],
        ["all three", { entries, file: "x.txt", location: "s3://bucket/key" }, "got entries, file and location"],
        ["two, one of them an Output", { entries: pulumi.output(entries), file: "x.txt" }, "got entries and file"],
    ])("is not %s", (_, list, got) => {
        expectRefused({ trustedIpList: list }, { trustedIpList: `${got}; ${rule}` });
        expectRefused({ threatIpLists: { a: list } }, { "threatIpLists.a": `${got}; ${rule}` });
    });

    it.each(["STIX", "OTX_CSV", "ALIEN_VAULT", "PROOF_POINT", "FIRE_EYE"])(
        "is not entries with the format %s",
        (format) => {
            expectRefused(
                { trustedIpList: { entries, format } },
                { "trustedIpList.format": "entries are uploaded as TXT" },
            );
            expectAccepted({ trustedIpList: { file: path("feed.csv"), format } });
            expectAccepted({ trustedIpList: { location: "s3://bucket/feed", format } });
        },
    );

    it("may be each of the three, with TXT said or not", () => {
        expectAccepted({ trustedIpList: { entries, format: "TXT" } });
        expectAccepted({ trustedIpList: { file: path("good.txt") } });
        expectAccepted({ trustedIpList: { file: path("good.txt"), format: "TXT" } });
        expectAccepted({ threatIpLists: { a: { location: "s3://bucket/key" } } });
    });
});

describe("a list's file", () => {
    const at = "threatIpLists.a.file";
    const list = (file: unknown, more: object = {}) => ({ threatIpLists: { a: { file, ...more } } });

    it("must be there", () => {
        const reason = reasonsIn(refusalOf(list("no/such/list.txt")))[at];
        expect(reason).toContain('got "no/such/list.txt"; must be the path of a file that can be read');
        expect(reason).toContain(`There is no such file, seen from "${process.cwd()}".`);
    });

    it("is no folder", () => expectRefused(list(path("folder")), { [at]: "It is something else, perhaps a folder" }));

    it("is not empty", () => {
        expectRefused(list(path("empty.txt")), { [at]: "The file is empty" });
        expectRefused(list(path("comments.txt")), { [at]: "nothing but blank lines and comments" });
        expectRefused(list(path("private.txt")), { [at]: "not publicly routable" });
        expectRefused(list(path("empty.txt"), { format: "STIX" }), { [at]: "The file is empty" });
    });

    it.skipIf(process.getuid?.() === 0)("can be read", () => {
        writeFileSync(path("locked.txt"), "198.51.100.7\n");
        chmodSync(path("locked.txt"), 0);
        expectRefused(list(path("locked.txt")), { [at]: "Permission is denied" });
    });

    it("has at most 35 MB", () => {
        expectAccepted(list(path("largest.csv"), { format: "OTX_CSV" }));
        expectRefused(list(path("too-large.txt")), { [at]: "at most 35 MB" });
        expectRefused(list(path("too-large.txt"), { format: "OTX_CSV" }), { [at]: "It has 36700161 bytes" });
    });

    it("names the line of a mistake", () => {
        expectRefused(list(path("wrong.txt")), {
            [`${at}, line 3`]: 'got "10.0.0.1/33"; must be an IPv4 address or CIDR range',
            [`${at}, line 4`]: "host or domain names",
        });
    });

    it.each([
        ["STIX", '<?xml version="1.0"?>\n<stix:STIX_Package id="x">'],
        ["OTX_CSV", "Indicator type, Indicator, Description\nIPv4, 198.51.100.7, x"],
        [
            "PROOF_POINT",
            "ip, category, score, first_seen, last_seen, ports (|)\n198.51.100.7, 1, 100, 2026-01-01, 2026-01-01,",
        ],
        ["FIRE_EYE", "reportId,title,threatScape\n1,x,y"],
    ])("in the format %s needs to say so", (format, content) => {
        writeFileSync(path("unsaid"), content);
        expectRefused(list(path("unsaid")), {
            "threatIpLists.a.format": `got nothing; must say which format the file has, where that is not TXT. It looks like ${format}: write format: "${format}".`,
        });
        expectAccepted(list(path("unsaid"), { format }));
    });

    it("is text", () => expectRefused(list(path("binary.txt")), { [at]: "It is compressed (gzip): unpack it" }));

    it("is given as a plain path", () => {
        for (const file of [pulumi.output(path("good.txt")), 7, null, "", "a\0b", ["x"], new URL("file:///x")]) {
            expectRefused(list(file), { [at]: "must be the path of a local file" });
        }
    });
});

describe("the entries of a list", () => {
    it.each([
        ["IPv6", "2001:db8::1", "GuardDuty's lists take no IPv6 addresses"],
        ["leading zeros", "010.0.0.1", "octal to some programs"],
        ["a prefix beyond 32", "198.51.100.0/33", "from 0 to 32"],
        ["a blank before", " 198.51.100.0/24", 'Write "198.51.100.0/24"'],
        ["a blank after", "198.51.100.0/24\n", 'Write "198.51.100.0/24"'],
        ["host bits", "198.51.100.7/24", "Did you mean 198.51.100.0/24 or 198.51.100.7?"],
        ["private use", "10.0.0.0/8", "10.0.0.0/8 is for private use (RFC 1918)"],
        ["loopback", "127.0.0.1", "loopback"],
        ["link-local use", "169.254.1.1", "link-local"],
        ["carrier-grade NAT", "100.64.0.0/10", "carrier-grade NAT"],
        ["multicast", "224.0.0.1", "multicast"],
        ["reserved ranges", "240.0.0.1", "reserved"],
        ["broadcast", "255.255.255.255", "reserved"],
        ["everything", "0.0.0.0/0", "must not be /0, which is every address"],
        ["a name", "example.com", "host or domain names"],
        ["nothing", "", "Remove the empty entry"],
        ["a number", 7, "as a string"],
        ["null", null, "got null; "],
        ["an array", ["198.51.100.7"], "as a string"],
    ])("refuse %s", (_, entry, telling) => {
        expectRefused({ trustedIpList: { entries: [entry] } }, { "trustedIpList.entries[0]": telling });
        expectRefused(
            { threatIpLists: { a: { entries: ["8.8.8.8", entry] } } },
            { "threatIpLists.a.entries[1]": telling },
        );
    });

    it("refuse half of everything twice", () => {
        expectRefused(
            { threatIpLists: { a: { entries: ["0.0.0.0/1", "128.0.0.0/1"] } } },
            { "threatIpLists.a.entries": "every publicly routable address" },
        );
    });

    it("are an array", () => {
        for (const given of ["198.51.100.7", { 0: "198.51.100.7" }, null, 7, new Set(entries)]) {
            expectRefused(
                { trustedIpList: { entries: given } },
                { "trustedIpList.entries": "must be an array of IPv4 addresses and CIDR ranges" },
            );
        }
        expectRefused(
            { trustedIpList: { entries: [] } },
            { "trustedIpList.entries": "must hold at least one address" },
        );
    });

    it("refuse the holes of a sparse array", () => {
        expectRefused({ trustedIpList: { entries: [, "8.8.8.8"] } }, { "trustedIpList.entries[0]": "got nothing" });
    });

    it("are checked at once where others are known later", () => {
        const later = pulumi.output("198.51.100.7");
        expectAccepted({ trustedIpList: { entries: [later, "8.8.8.8"] } });
        expectRefused(
            { trustedIpList: { entries: [later, "8.8.8.8/33"] } },
            { "trustedIpList.entries[1]": "from 0 to 32" },
        );
    });

    it("tell of the first ten mistakes", () => {
        const reasons = reasonsIn(refusalOf({ trustedIpList: { entries: Array.from({ length: 250 }, () => "x.y") } }));
        expect(Object.keys(reasons)).toHaveLength(11);
        expect(reasons["trustedIpList.entries"]).toContain("and 240 more that must be mended");
    });
});

describe("how much a list may hold", () => {
    it("is 2,000 entries on a trusted list", () => {
        expectAccepted({ trustedIpList: { entries: addresses(2_000) } });
        expectRefused(
            { trustedIpList: { entries: addresses(2_001) } },
            { "trustedIpList.entries": "at most 2,000 entries on a trusted list" },
        );
        // Counted after folding.
        expectAccepted({ trustedIpList: { entries: [...addresses(2_000), ...addresses(10)] } });
    });

    it("is 250,000 entries on a threat list", () => {
        expectAccepted({ threatIpLists: { a: { entries: addresses(250_000) } } });
        expectRefused(
            { threatIpLists: { a: { entries: addresses(250_001) } } },
            { "threatIpLists.a.entries": "at most 250,000 entries on a threat list" },
        );
    });

    it("is a /16 at once on a trusted list, unless broad ranges are allowed", () => {
        expectAccepted({ trustedIpList: { entries: ["8.8.0.0/16"] } });
        expectRefused(
            { trustedIpList: { entries: ["8.8.0.0/15"] } },
            {
                "trustedIpList.entries[0]":
                    "must not be wider than /16 on a trusted list, unless allowBroadRanges is true",
            },
        );
        expectAccepted({ trustedIpList: { entries: ["8.8.0.0/15"], allowBroadRanges: true } });
        expectAccepted({ threatIpLists: { a: { entries: ["8.8.0.0/15"] } } });
    });

    it("is a /14 in all on a trusted list, unless broad ranges are allowed", () => {
        const five = ["8.0.0.0/16", "8.2.0.0/16", "8.4.0.0/16", "8.6.0.0/16", "8.8.0.0/32"];
        expectAccepted({ trustedIpList: { entries: five.slice(0, 4) } });
        expectRefused({ trustedIpList: { entries: five } }, { "trustedIpList.entries": "at most 262,144 addresses" });
        expectAccepted({ trustedIpList: { entries: five, allowBroadRanges: true } });
    });

    it("is never everything, whatever is allowed", () => {
        expectRefused(
            { trustedIpList: { entries: ["0.0.0.0/0"], allowBroadRanges: true } },
            { "trustedIpList.entries[0]": "must not be /0" },
        );
    });

    it.each(["true", 1, null, pulumi.output(true)])("is said by a plain flag, not %s", (allowBroadRanges) => {
        expectRefused(
            { trustedIpList: { entries, allowBroadRanges } },
            { "trustedIpList.allowBroadRanges": "must be true or false" },
        );
    });
});

describe("the threat lists", () => {
    const many = (count: number) =>
        Object.fromEntries(Array.from({ length: count }, (_, index) => [`list-${index}`, { entries }]));

    it("are six at most", () => {
        expectAccepted({ threatIpLists: many(6) });
        expectRefused(
            { threatIpLists: many(7) },
            { threatIpLists: "got 7 lists; GuardDuty takes at most 6 threat IP lists" },
        );
    });

    it.each([
        ["an underscore", "my_list", "threatIpLists.my_list"],
        ["a space", "my list", 'threatIpLists["my list"]'],
        ["a dot", "a.b", 'threatIpLists["a.b"]'],
        ["41 characters", "k".repeat(41), `threatIpLists.${"k".repeat(41)}`],
        ["no characters", "", 'threatIpLists[""]'],
    ])("have no key with %s", (_, key, path) => {
        expectRefused(
            { threatIpLists: { [key]: { entries } } },
            { [path]: "must be 1 to 40 characters of A-Z a-z 0-9 -" },
        );
    });

    it("have keys up to the border, also such as every object has", () => {
        expectAccepted({
            threatIpLists: {
                ["k".repeat(40)]: { entries },
                "-": { entries },
                constructor: { entries },
                toString: { entries },
            },
        });
    });

    it.each([null, undefined, [], "x", pulumi.output({ entries })])("are objects, not %s", (list) => {
        expectRefused({ threatIpLists: { a: list } }, { "threatIpLists.a": "must be an object such as" });
    });
});

describe("the name of a list", () => {
    it.each(["", "two words", "a.b", "n".repeat(301), "größe"])("is not %o", (name) => {
        expectRefused(
            { trustedIpList: { entries, name } },
            { "trustedIpList.name": "must be 1 to 300 characters of A-Z a-z 0-9 _ -" },
        );
    });

    it("is one list's alone", () => {
        expectAccepted({
            trustedIpList: { entries, name: "x" },
            threatIpLists: { a: { entries, name: "y" }, b: { entries } },
        });
        expectRefused(
            {
                trustedIpList: { entries, name: "x" },
                threatIpLists: { a: { entries, name: "x" }, b: { entries, name: "x" } },
            },
            {
                "threatIpLists.a.name": "trustedIpList.name is the same; a list's name is unique",
                "threatIpLists.b.name": "trustedIpList.name is the same",
            },
        );
    });

    it("may be as long as GuardDuty takes", () =>
        expectAccepted({ trustedIpList: { entries, name: "n".repeat(300) } }));
});

describe("the location of a list", () => {
    it.each([
        "s3://bucket.name/file.txt",
        "s3://bucket/folder/file.txt",
        "https://s3.amazonaws.com/bucket.name/file.txt",
        "https://s3-eu-west-1.amazonaws.com/bucket.name/file.txt",
        "http://bucket.s3.amazonaws.com/file.txt",
        "http://bucket.s3-eu-west-1.amazonaws.com/file.txt",
        "https://s3.eu-west-1.amazonaws.com/bucket/file.txt",
        `s3://bucket/${"k".repeat(300 - "s3://bucket/".length)}`,
    ])("may be %s", (location) => expectAccepted({ trustedIpList: { location } }));

    it.each([
        ["", "none of the forms"],
        ["file.txt", "none of the forms"],
        ["s3://bucket", "none of the forms"],
        ["s3://bucket/", "That is a folder"],
        ["s3:///key", "none of the forms"],
        ["arn:aws:s3:::bucket/key", "write s3://bucket/key"],
        ["https://example.com/list.txt", "none of the forms"],
        ["https://bucket.s3.amazonaws.com/list.txt?versionId=1", "none of the forms"],
        ["ftp://s3.amazonaws.com/bucket/list.txt", "none of the forms"],
        [`s3://bucket/${"k".repeat(301 - "s3://bucket/".length)}`, "It has 301 characters"],
        [7, "must be the S3 location of an object"],
        [null, "must be the S3 location of an object"],
    ])("is not %s", (location, telling) => {
        expectRefused({ trustedIpList: { location } }, { "trustedIpList.location": telling });
    });
});

describe("the rest of a list", () => {
    it.each([
        ["format", "txt", 'Did you mean "TXT"?'],
        ["format", "CSV", 'must be "TXT", "STIX", "OTX_CSV", "FIRE_EYE", "PROOF_POINT" or "ALIEN_VAULT"'],
        ["format", null, "must be"],
        ["active", "yes", "must be true or false"],
        ["active", null, "must be true or false"],
        ["tags", "Team=ml", "must be an object such as"],
        ["tags", { "aws:x": "y" }, "must be a tag key"],
    ])("has no %s such as %o", (argument, value, telling) => {
        const [reason] = Object.entries(reasonsIn(refusalOf({ trustedIpList: { entries, [argument]: value } })));
        expect(reason?.[0]).toMatch(new RegExp(`^trustedIpList\\.${argument}`));
        expect(reason?.[1]).toContain(telling);
    });

    it("is all told at once", () => {
        expectRefused(
            { trustedIpList: { entries, active: 1, name: "a b", quux: 1 } },
            {
                "trustedIpList.active": "must be true or false",
                "trustedIpList.name": "must be 1 to 300",
                "trustedIpList.quux": "no such argument",
            },
        );
    });
});
