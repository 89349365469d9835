import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { planMonitoring } from "../../src/monitoring/plan";
import { expectAccepted, expectRefused, reasonsIn, refusalOf } from "../refusals";

describe("an argument that there is not", () => {
    it.each([
        ["at the top", { treatIpLists: {} }, "treatIpLists", 'Did you mean "threatIpLists"?'],
        ["in another case", { Enabled: true }, "Enabled", 'Did you mean "enabled"?'],
        ["with two letters swapped", { tgas: {} }, "tgas", 'Did you mean "tags"?'],
        [
            "of another tool",
            { finding_publishing_frequency: "ONE_HOUR" },
            "finding_publishing_frequency",
            "findingPublishingFrequency",
        ],
        [
            "among the plans",
            { protectionPlans: { s3DataEvent: "ENABLED" } },
            "protectionPlans.s3DataEvent",
            '"s3DataEvents"',
        ],
        [
            "in runtime monitoring",
            { protectionPlans: { runtimeMonitoring: { ec2Agent: "ENABLED" } } },
            "protectionPlans.runtimeMonitoring.ec2Agent",
            "ec2AgentManagement",
        ],
        ["in the trusted list", { trustedIpList: { entrys: ["198.51.100.7"] } }, "trustedIpList.entrys", '"entries"'],
        ["in a threat list", { threatIpLists: { a: { files: "x" } } }, "threatIpLists.a.files", '"file"'],
        ["in a filter", { filters: [{ name: "abc", sevarities: ["LOW"] }] }, "filters[0].sevarities", '"severities"'],
        [
            "in a criterion",
            { filters: [{ name: "abc", criteria: { region: { equal: ["eu-west-1"] } } }] },
            "filters[0].criteria.region.equal",
            '"equals"',
        ],
        [
            "in the export",
            { findingsExport: { expiresAfterDays: 30 } },
            "findingsExport.expiresAfterDays",
            '"expireAfterDays"',
        ],
        [
            "as a part of its name",
            { findingsExport: { kmsKeyArn: "x" } },
            "findingsExport.kmsKeyArn",
            '"existingKmsKeyArn"',
        ],
        [
            "in the object lock",
            { findingsExport: { objectLock: { mode: "GOVERNANCE", days: 1, day: 1 } } },
            "findingsExport.objectLock.day",
            '"days"',
        ],
    ])("is refused %s, with the nearest that there is", (_, args, path, hint) => {
        const reasons = reasonsIn(refusalOf(args));
        expect(reasons[path]).toContain("there is no such argument; the arguments here are ");
        expect(reasons[path]).toContain(hint);
    });

    it("is refused without a guess where nothing is near", () => {
        expectRefused({ quux: 1 }, { quux: "there is no such argument" });
        expect(refusalOf({ quux: 1 }).message).not.toContain("Did you mean");
    });

    it("is not made of the members that every object has", () => {
        for (const key of ["constructor", "toString", "hasOwnProperty", "valueOf"]) {
            expectRefused({ [key]: 1 }, { [key]: "there is no such argument" });
        }
    });
});

describe("a value of the wrong kind", () => {
    it.each([
        ["enabled", "true", 'got "true"; must be true or false'],
        ["enabled", 1, "got 1; must be true or false"],
        ["accountRole", "member", 'Did you mean "MEMBER"?'],
        ["accountRole", "DELEGATED", 'must be "STANDALONE", "ADMINISTRATOR" or "MEMBER"'],
        [
            "profile",
            "ai_training",
            'got "ai_training"; must be "BASELINE" or "AI_TRAINING". Did you mean "AI_TRAINING"?',
        ],
        ["profile", "baseline", 'Did you mean "BASELINE"?'],
        ["profile", pulumi.output("BASELINE"), "got an Output; must be"],
        ["findingPublishingFrequency", "SIX_HOUR", 'Did you mean "SIX_HOURS"?'],
        ["findingPublishingFrequency", "DAILY", '"FIFTEEN_MINUTES", "ONE_HOUR" or "SIX_HOURS"'],
        ["protectionPlans", "ENABLED", "must be an object with a status per protection plan"],
        ["protectionPlans", pulumi.output({}), "got an Output; must be an object"],
        ["trustedIpList", ["198.51.100.7"], 'must be an object such as { entries: ["198.51.100.0/24"] }'],
        ["trustedIpList", "198.51.100.7", "must be an object such as"],
        ["threatIpLists", [{ entries: ["198.51.100.7"] }], "must be an object with a list per key"],
        ["threatIpLists", pulumi.output({}), "got an Output; must be an object with a list per key"],
        ["listBucketName", 7, "must be a bucket name that S3 accepts"],
        ["filters", { pulls: { severities: ["LOW"] } }, "must be an array of filters"],
        ["filters", pulumi.output([]), "got an Output; must be an array of filters"],
        ["findingsExport", true, "got true; must be an object; {} builds everything"],
        ["findingsExport", [], "must be an object; {} builds everything"],
        ["region", "Ireland", 'must be the code of a Region, such as "eu-west-1"'],
        ["region", "eu-west-1a", "must be the code of a Region"],
        ["region", "", "must be the code of a Region"],
        ["tags", [["a", "b"]], 'must be an object such as { Environment: "training" }'],
    ])("is refused: %s as %o", (argument, value, telling) => {
        expectRefused({ [argument]: value }, { [argument]: telling });
    });

    it.each([
        "enabled",
        "detectorId",
        "accountRole",
        "profile",
        "findingPublishingFrequency",
        "protectionPlans",
        "trustedIpList",
        "threatIpLists",
        "listBucketName",
        "filters",
        "findingsExport",
        "region",
        "tags",
    ])("null is no way to leave %s out", (argument) => {
        expectRefused({ [argument]: null }, { [argument]: "got null; " });
    });

    it("undefined leaves an argument out", () => {
        expectAccepted(undefined);
        expectAccepted({});
        expectAccepted({ enabled: undefined, tags: undefined, filters: undefined, findingsExport: undefined });
        expectAccepted({ findingsExport: { prefix: undefined, objectLock: undefined } });
        expectAccepted({ trustedIpList: { entries: ["198.51.100.7"], file: undefined, location: undefined } });
    });
});

describe("the call itself", () => {
    it("refuses what are no arguments", () => {
        const values = [
            null,
            [],
            7,
            "text",
            true,
            Symbol("args"),
            () => ({}),
            new Map(),
            pulumi.output({}),
            Promise.resolve({}),
        ];
        for (const args of values) {
            expectRefused(args, { args: "must be an object with the arguments of GuardDutyMonitoring" });
        }
    });

    it("refuses what is no name", () => {
        const long = "x".repeat(101);
        for (const name of [null, "", 7, {}, "a:b", "urn:pulumi:x", "a\nb", "a\u0000b", "a\u202eb", "a\ud800", long]) {
            const reasons = reasonsIn(refusalOf({}, name));
            expect(reasons).toEqual({
                name: expect.stringContaining("the first argument must be the resource's name"),
            });
        }
    });

    it("refuses a call without a name", () => {
        expect(() => Reflect.apply(planMonitoring, undefined, [])).toThrow(
            "GuardDutyMonitoring without a name has a problem",
        );
    });

    it.each(["a", "training", "Training_2", "my.name", "with space", "x".repeat(100)])(
        "takes %o as the name",
        (name) => {
            expect(() => refusalOf({}, name)).toThrow("the arguments were accepted");
        },
    );

    it("refuses what are no options", () => {
        for (const opts of [null, [], "opts", 7, new Map(), pulumi.output({})]) {
            const reasons = reasonsIn(refusalOf({}, "training", opts));
            expect(reasons).toEqual({
                opts: expect.stringContaining("the third argument must be an object of resource options"),
            });
        }
    });

    it("tells of name, options and arguments at once", () => {
        expect(Object.keys(reasonsIn(refusalOf({ quux: 1 }, "", 7)))).toEqual(["name", "opts", "quux"]);
    });
});

describe("the detector", () => {
    const id = "12abc34d567e8fa901bc2d34e56789f0";

    it.each([
        "arn:aws:guardduty:eu-west-1:111122223333:detector/12abc34d567e8fa901bc2d34e56789f0",
        "12ABC34D567E8FA901BC2D34E56789F0",
        id.slice(1),
        `${id}0`,
        ` ${id}`,
        `${id}\n`,
        "",
        "detector-1",
    ])("is not adopted by %o", (detectorId) => {
        expectRefused(
            { detectorId },
            { detectorId: "must be the id of a detector: 32 characters of 0-9 a-f (not its ARN)" },
        );
    });

    it("is adopted by its id", () => expectAccepted({ detectorId: id, profile: "AI_TRAINING", findingsExport: {} }));

    it("has no settings where it is adopted", () => {
        const telling = "this is a setting of the detector, which is only read when detectorId names one that exists";
        expectRefused({ detectorId: id, enabled: true }, { enabled: telling });
        expectRefused({ detectorId: id, enabled: false }, { enabled: telling });
        expectRefused(
            { detectorId: pulumi.output(id), findingPublishingFrequency: pulumi.output("ONE_HOUR") },
            { findingPublishingFrequency: telling },
        );
    });
});

describe("a member account", () => {
    const theirs = "a member account cannot have this";

    it("has no lists, filters or frequency", () => {
        expectRefused(
            {
                accountRole: "MEMBER",
                findingPublishingFrequency: "ONE_HOUR",
                trustedIpList: { entries: ["198.51.100.7"] },
                threatIpLists: { a: { entries: ["198.51.100.7"] } },
                listBucketName: "my-lists",
                filters: [{ name: "abc", severities: ["LOW"] }],
            },
            {
                findingPublishingFrequency: theirs,
                trustedIpList: theirs,
                threatIpLists: theirs,
                listBucketName: theirs,
                filters: theirs,
            },
        );
    });

    it("has neither where they are empty: the arguments say that they are managed here", () => {
        expectRefused(
            { accountRole: "MEMBER", filters: [], threatIpLists: {} },
            { threatIpLists: theirs, filters: theirs },
        );
    });

    it("hears what is wrong with them, too", () => {
        expectRefused(
            { accountRole: "MEMBER", filters: [{ name: "a b", severities: ["LOW"] }] },
            { filters: theirs, "filters[0].name": "must be 3 to 64 characters" },
        );
    });

    it("may have plans, an export and a detector of its own", () => {
        expectAccepted({
            accountRole: "MEMBER",
            enabled: true,
            protectionPlans: { s3DataEvents: "ENABLED" },
            findingsExport: {},
        });
        expectAccepted({ accountRole: "ADMINISTRATOR", filters: [{ name: "abc", severities: ["LOW"] }] });
    });
});

describe("tags", () => {
    const keyRule = "must be a tag key that GuardDuty accepts: 1 to 128 characters of A-Z a-z 0-9 + , - . / : ; < = _";
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, "v"]));

    it.each([
        ["a space", "Cost Center", 'tags["Cost Center"]'],
        ["the prefix of AWS's own", "aws:owner", 'tags["aws:owner"]'],
        ["an @", "a@b", 'tags["a@b"]'],
        ["no characters", "", 'tags[""]'],
        ["129 characters", "k".repeat(129), `tags["${"k".repeat(80)}…"]`.replace("…", String.raw`\u2026`)],
        ["a letter of another script", "größe", String.raw`tags["gr\u00f6\u00dfe"]`],
    ])("have no key with %s", (_, key, path) => {
        expectRefused({ tags: { [key]: "v" } }, { [path]: keyRule });
    });

    it.each([
        ["257 characters", "v".repeat(257), "at most 256 characters"],
        ["a number", 7, "must be a text of at most 256 characters"],
        ["a boolean", true, "must be a text"],
        ["null", null, "got null; must be a text"],
        ["an object", { a: 1 }, "must be a text"],
    ])("have no value of %s", (_, value, telling) =>
        expectRefused({ tags: { Team: value } }, { "tags.Team": telling }),
    );

    it("have no value that the provider calls undefined", () => {
        expectRefused({ tags: { Team: undefined } }, { "tags.Team": "must be a text" });
    });

    it("are fifty at most", () => {
        expectAccepted({ tags: many(50) });
        expectRefused({ tags: many(51) }, { tags: "got 51 tags; AWS takes at most 50 tags per resource" });
    });

    it("are fifty at most with those of a list or filter", () => {
        const path = "filters[0].tags";
        expectRefused({ filters: [{ name: "abc", severities: ["LOW"], tags: many(51) }] }, { [path]: "at most 50" });
        expectRefused(
            { trustedIpList: { entries: ["198.51.100.7"], tags: many(51) } },
            { "trustedIpList.tags": "at most 50" },
        );
    });

    it("are counted together with those of the component, where a key of its own adds one", () => {
        const filters = [{ name: "abc", severities: ["LOW"], tags: { k0: "other", Team: "ml" } }];
        expectAccepted({ tags: many(49), filters });
        expectRefused(
            { tags: many(50), filters },
            { "filters[0].tags": "got 51 tags, with those of the component; AWS takes at most 50" },
        );
        const lists = { a: { entries: ["198.51.100.7"], tags: { Team: pulumi.output("ml") } } };
        expectRefused({ tags: many(50), threatIpLists: lists }, { "threatIpLists.a.tags": "got 51 tags" });
    });

    it("are accepted at the borders", () => {
        expectAccepted({
            tags: { ["k".repeat(128)]: "v".repeat(256), "a:b/c.d=e_f-g": "", AWS: "x", "awsome:thing": "größe" },
        });
    });
});

describe("the Region", () => {
    it.each(["eu-west-1", "us-gov-west-1", "cn-north-1", "mx-central-1", "eusc-de-east-1", "xx-new-9"])(
        "may be %s",
        (region) => {
            expectAccepted({ region });
        },
    );

    it("hears of a plan that does not exist there, only where it was asked for", () => {
        expectAccepted({ region: "cn-north-1", profile: "AI_TRAINING" });
        expectRefused(
            {
                region: "cn-north-1",
                protectionPlans: { runtimeMonitoring: { status: "ENABLED" }, aiProtection: "ENABLED" },
            },
            {
                "protectionPlans.aiProtection": "AI_PROTECTION cannot be enabled in cn-north-1",
                "protectionPlans.runtimeMonitoring.status": "RUNTIME_MONITORING cannot be enabled in cn-north-1",
            },
        );
        expectRefused(
            { region: "ap-east-2", protectionPlans: { rdsLoginEvents: "ENABLED" } },
            { "protectionPlans.rdsLoginEvents": "RDS_LOGIN_EVENTS cannot be enabled in ap-east-2" },
        );
        expectRefused(
            { region: "sa-east-1", protectionPlans: { aiAnalyst: "ENABLED" } },
            { "protectionPlans.aiAnalyst": "is a preview that exists in" },
        );
        expectAccepted({ region: "us-east-1", protectionPlans: { aiAnalyst: "ENABLED" } });
    });
});
