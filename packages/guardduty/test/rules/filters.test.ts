import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { FINDING_FIELDS } from "../../src/catalog/finding-fields";
import { planMonitoring } from "../../src/monitoring/plan";
import { expectAccepted, expectRefused, reasonsIn, refusalOf } from "../refusals";

const TYPE = "Behavior:EC2/TrafficVolumeUnusual";
const IMAGE = "resource.instanceDetails.imageId";

/** An ARCHIVE filter that hides little, with these arguments besides or instead. */
const archive = (more: object = {}): object => ({
    name: "pulls",
    action: "ARCHIVE",
    description: "dataset pulls",
    findingTypes: [TYPE],
    criteria: { [IMAGE]: { equals: ["ami-0abc"] } },
    ...more,
});
const noop = (more: object = {}): object => ({ name: "pulls", severities: ["LOW"], ...more });
const withCriteria = (criteria: object, more: object = {}): object => ({
    filters: [{ name: "pulls", criteria, ...more }],
});
const at = (field: string): string => `filters[0].criteria["${field}"]`;

function expectRefusedFilter(filter: unknown, expected: Record<string, string>): void {
    expectRefused(
        { filters: [filter] },
        Object.fromEntries(Object.entries(expected).map(([path, telling]) => [`filters[0]${path}`, telling])),
    );
}

describe("the filters", () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => noop({ name: `filter-${index}` }));

    it("are a hundred at most", () => {
        expectAccepted({ filters: many(100) });
        expectRefused({ filters: many(101) }, { filters: "got 101 filters; GuardDuty takes at most 100 filters" });
    });

    it("have a name each", () => {
        expectRefused(
            { filters: [noop(), noop({ name: "other" }), noop(), noop()] },
            {
                "filters[2].name": 'got "pulls"; filters[0] has this name already',
                "filters[3].name": "filters[0] has this name already",
            },
        );
        // Names are told apart as GuardDuty does, case included.
        expectAccepted({ filters: [noop({ name: "pulls" }), noop({ name: "Pulls" })] });
    });

    it("are objects", () => {
        for (const filter of [null, undefined, "pulls", 7, [], pulumi.output(noop())]) {
            expectRefusedFilter(filter, { "": 'must be an object such as { name: "pulls", severities: ["LOW"] }' });
        }
        expectRefused({ filters: new Array(1) }, { "filters[0]": "got nothing; must be an object" });
    });
});

describe("the name of a filter", () => {
    it.each(["ab", "", "n".repeat(65), "two words", "a/b", "größe", "abc\n", " abc"])("is not %o", (name) => {
        expectRefusedFilter(noop({ name }), { ".name": "must be 3 to 64 characters of A-Z a-z 0-9 _ . -" });
    });

    it.each([undefined, null, 7, pulumi.output("pulls"), ["pulls"]])("is plain text, not %s", (name) => {
        expectRefusedFilter(noop({ name }), { ".name": "must be 3 to 64 characters" });
    });

    it.each(["abc", "n".repeat(64), "A.b-c_9", "...", "__proto__x", "constructor"])("may be %s", (name) => {
        expectAccepted({ filters: [noop({ name })] });
    });
});

describe("the description of a filter", () => {
    it.each([
        ["ü", "größe"],
        ["a comma", "pulls, mostly"],
        ["quotes", '"pulls"'],
        ["513 characters", "d".repeat(513)],
        ["an &", "a & b"],
    ])("has no %s", (_, description) => {
        expectRefusedFilter(noop({ description }), {
            ".description": "must be at most 512 characters of letters, digits, blanks",
        });
    });

    it("may be what GuardDuty takes", () => {
        expectAccepted({ filters: [noop({ description: "d".repeat(512) })] });
        expectAccepted({ filters: [noop({ description: "A-z.: _{}[]()/\t\n\v\f\r09" })] });
        expectAccepted({ filters: [noop({ description: "" })] });
    });
});

describe("the action of a filter", () => {
    it.each([
        ["archive", 'Did you mean "ARCHIVE"?'],
        ["SUPPRESS", 'must be "NOOP" or "ARCHIVE"'],
        [null, 'must be "NOOP" or "ARCHIVE"'],
    ])("is not %s", (action, telling) => expectRefusedFilter(noop({ action }), { ".action": telling }));
});

describe("what a filter says", () => {
    it("is something", () => {
        const rule = "a filter needs at least one of severities, findingTypes and criteria";
        expectRefusedFilter({ name: "pulls" }, { "": rule });
        expectRefusedFilter({ name: "pulls", criteria: {} }, { "": rule });
    });

    it("is nothing empty", () => {
        expectRefusedFilter({ name: "pulls", severities: [] }, { ".severities": "must be an array of 1 to 50 texts" });
        expectRefusedFilter(
            { name: "pulls", findingTypes: [] },
            { ".findingTypes": "must be an array of 1 to 50 texts" },
        );
        expectRefusedFilter(
            { name: "pulls", criteria: { [IMAGE]: {} } },
            { [`.criteria["${IMAGE}"]`]: "must have at least one of the conditions" },
        );
        for (const condition of ["equals", "notEquals"]) {
            expectRefused(withCriteria({ [IMAGE]: { [condition]: [] } }), {
                [`${at(IMAGE)}.${condition}`]: "1 to 50 texts",
            });
        }
        for (const condition of ["matches", "notMatches"]) {
            expectRefused(withCriteria({ [IMAGE]: { [condition]: [] } }), {
                [`${at(IMAGE)}.${condition}`]: "1 to 5 texts",
            });
        }
    });

    it("is at most fifty fields", () => {
        const fields = FINDING_FIELDS.filter(
            (field) => field.endsWith(".name") || field.endsWith("Id") || field.endsWith("Arn"),
        ).slice(0, 50);
        expect(fields).toHaveLength(50);
        const criteria = Object.fromEntries(fields.map((field) => [field, { equals: ["x"] }]));
        const filter = { name: "pulls", action: "ARCHIVE", description: "x", allowBroadSuppression: true, criteria };
        expectAccepted({ filters: [filter] });
        expectRefusedFilter(
            { ...filter, findingTypes: [TYPE] },
            { ".criteria": "got 51 fields; a filter takes at most 50 fields" },
        );
    });

    it("is in one form, not in both", () => {
        expectRefusedFilter(noop({ criteria: { severity: { equals: ["2"] } } }), {
            ".severities": 'short for a criterion on "severity"',
        });
        expectRefusedFilter(
            { name: "pulls", findingTypes: [TYPE], criteria: { type: { notEquals: ["x"] } } },
            { ".findingTypes": 'short for a criterion on "type"' },
        );
        expectAccepted(withCriteria({ severity: { equals: ["2"] }, type: { equals: [TYPE] } }));
    });

    it.each([
        ["severities", "LOW", "must be an array of severities"],
        ["findingTypes", TYPE, "must be an array of finding types"],
        ["findingTypes", { 0: TYPE }, "must be an array of finding types"],
        ["criteria", [{ field: IMAGE, equals: ["x"] }], "must be an object with the conditions per field"],
        ["criteria", new Map(), "must be an object with the conditions per field"],
        ["criteria", pulumi.output({}), "must be an object with the conditions per field"],
        ["allowUnknownFields", "true", "must be true or false"],
        ["allowBroadSuppression", 1, "must be true or false"],
        ["allowBroadSuppression", pulumi.output(true), "must be true or false"],
    ])("has no %s of another kind", (argument, value, telling) => {
        expectRefusedFilter({ name: "pulls", [argument]: value }, { [`.${argument}`]: telling });
    });

    it.each([
        ["severities", "low", 'Did you mean "LOW"?'],
        ["severities", "8", 'must be "LOW", "MEDIUM", "HIGH" or "CRITICAL"'],
        ["severities", 8, "must be"],
        ["severities", null, "must be"],
        ["findingTypes", 7, "must be a text"],
        ["findingTypes", undefined, "must be a text"],
    ])("has no member of %s such as %o", (argument, member, telling) => {
        expectRefusedFilter({ name: "pulls", [argument]: [member] }, { [`.${argument}[0]`]: telling });
    });

    it("is at most five finding types where one is a pattern, fifty otherwise", () => {
        const types = (count: number) => Array.from({ length: count }, (_, index) => `Backdoor:EC2/Type${index}`);
        expectAccepted({ filters: [{ name: "pulls", findingTypes: types(50) }] });
        expectRefusedFilter(
            { name: "pulls", findingTypes: types(51) },
            { ".findingTypes": "got 51 values; must be an array of 1 to 50" },
        );
        expectAccepted({ filters: [{ name: "pulls", findingTypes: [...types(4), "Backdoor:EC2/*"] }] });
        expectRefusedFilter(
            { name: "pulls", findingTypes: [...types(5), "Backdoor:EC2/*"] },
            { ".findingTypes": "got 6 values; must be an array of 1 to 5 texts" },
        );
        // A type said twice is one.
        expectAccepted({ filters: [{ name: "pulls", findingTypes: [...types(50), ...types(50)] }] });
    });
});

describe("a field", () => {
    it.each([
        ["misspelt", "resource.instanceDetails.imageID", 'Did you mean "resource.instanceDetails.imageId"?'],
        ["by its last part", "imageId", 'Did you mean "resource.instanceDetails.imageId"?'],
        ["unknown", "resource.quux.zyzzy", "there is no such field in findings"],
        ["a placeholder", "sample-filter-criterion", "this is a placeholder from an example, not a field of a finding"],
        ["another placeholder", "example.field", "this is a placeholder"],
        ["no text of a field", "", "must be the name of a field"],
        ["taken away by AWS", "title", "AWS removed this field from filters in 2026"],
        ["such as every object has", "constructor", "there is no such field in findings"],
        ["such as every object has, too", "toString", "there is no such field in findings"],
    ])("is refused that is %s", (_, field, telling) => {
        const reasons = reasonsIn(refusalOf(withCriteria({ [field]: { equals: ["x"] } })));
        expect(Object.values(reasons)).toEqual([expect.stringContaining(telling)]);
    });

    it("that is unknown is accepted on request, with a warning", () => {
        const args = withCriteria({ "resource.newThing.id": { equals: ["x"] } }, { allowUnknownFields: true });
        expectAccepted(args);
    });

    it("that only suppression knows needs the action ARCHIVE", () => {
        const criteria = { "service.runtimeDetails.context.toolName": { equals: ["nmap"] } };
        const path = at("service.runtimeDetails.context.toolName");
        expectRefused(withCriteria(criteria), { [path]: "works in filters with the action ARCHIVE only" });
        expectRefused(withCriteria(criteria, { action: "NOOP" }), { [path]: "GuardDuty refuses it with NOOP" });
        expectAccepted({ filters: [archive({ criteria })] });
    });

    it("that only suppression knows exists in the aws partition alone", () => {
        const filters = [archive({ criteria: { "service.runtimeDetails.context.toolName": { equals: ["nmap"] } } })];
        const path = at("service.runtimeDetails.context.toolName");
        expectAccepted({ filters, region: "eu-west-1" });
        expectRefused(
            { filters, region: "us-gov-west-1" },
            { [path]: "exists in the aws partition only, and this account is in aws-us-gov" },
        );
        expectRefused({ filters, region: "cn-north-1" }, { [path]: "this account is in aws-cn" });
    });

    it("has conditions", () => {
        for (const conditions of [null, undefined, ["ami-0abc"], "ami-0abc", pulumi.output({ equals: ["x"] })]) {
            expectRefused(withCriteria({ [IMAGE]: conditions }), {
                [at(IMAGE)]: 'must be an object of conditions such as { equals: ["ami-0abc"] }',
            });
        }
    });

    it("in a list of criteria is refused with the shape that is meant", () => {
        expectRefusedFilter(noop({ criteria: [{ field: IMAGE, equals: ["x"] }] }), {
            ".criteria": "must be an object with the conditions per field",
        });
    });
});

describe("values", () => {
    const values = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`);

    it.each([
        ["equals", 50],
        ["notEquals", 50],
        ["matches", 5],
        ["notMatches", 5],
    ])("of %s are %i at most", (condition, most) => {
        expectAccepted(withCriteria({ [IMAGE]: { [condition]: values(most) } }));
        expectRefused(withCriteria({ [IMAGE]: { [condition]: values(most + 1) } }), {
            [`${at(IMAGE)}.${condition}`]: `got ${most + 1} values; must be an array of 1 to ${most} texts`,
        });
    });

    it.each(["ami-0abc", { 0: "x" }, 7, null, new Set(["x"])])("are an array, not %o", (value) => {
        expectRefused(withCriteria({ [IMAGE]: { equals: value } }), {
            [`${at(IMAGE)}.equals`]: "must be an array of 1 to 50 texts",
        });
    });

    it.each([7, true, null, undefined, ["x"], {}])("are texts, not %o", (value) => {
        expectRefused(withCriteria({ [IMAGE]: { equals: [value] } }), { [`${at(IMAGE)}.equals[0]`]: "must be a text" });
    });

    it.each([
        ["matches", "a*b*c*d*e*f", "a*b*c*d*e*"],
        ["notMatches", "?a?b?c?d?e?", "?a?b?c?d?e"],
    ])("of %s have five wildcards at most", (condition, six, five) => {
        expectAccepted(withCriteria({ [IMAGE]: { [condition]: [five] } }));
        expectAccepted(withCriteria({ [IMAGE]: { [condition]: [six.replace(/[*?]$/, "")] } }));
        expectRefused(withCriteria({ [IMAGE]: { [condition]: ["x", `${five}*`] } }), {
            [`${at(IMAGE)}.${condition}[1]`]: "with 6 of them; a pattern has at most 5 wildcards",
        });
    });

    it("that are patterns have 1 to 512 characters", () => {
        expectAccepted(withCriteria({ [IMAGE]: { matches: ["x".repeat(512)] } }));
        expectRefused(withCriteria({ [IMAGE]: { matches: ["x".repeat(513), ""] } }), {
            [`${at(IMAGE)}.matches[0]`]: "a pattern has 1 to 512 characters",
            [`${at(IMAGE)}.matches[1]`]: "a pattern has 1 to 512 characters",
        });
    });

    it("of a field that is true or false are those words", () => {
        expectAccepted(withCriteria({ "service.additionalInfo.sample": { equals: ["true", "false"] } }, archiveFlags));
        expectRefused(withCriteria({ "service.archived": { equals: ["yes"] } }), {
            [`${at("service.archived")}.equals[0]`]: 'got "yes"; this field holds "true" or "false", as text',
        });
        expectRefused(withCriteria({ "service.archived": { equals: [true] } }), {
            [`${at("service.archived")}.equals[0]`]: "must be a text",
        });
    });

    it.each(["LOW", "0", "11", "7.55", "-1", "", "10.5"])(
        "of severity are numbers as GuardDuty has, not %o",
        (value) => {
            expectRefused(withCriteria({ severity: { equals: [value] } }), {
                "filters[0].criteria.severity.equals[0]": "a severity is a number from 1 to 10, as text",
            });
        },
    );

    it.each(["1", "8", "10", "7.5", "10.0"])("of severity may be %s", (value) => {
        expectAccepted(withCriteria({ severity: { equals: [value] } }));
    });

    const archiveFlags = { action: "ARCHIVE", description: "x", allowBroadSuppression: true };
});

describe("a bound", () => {
    const NUMBER = "confidence";
    const updatedAt = (bound: unknown, condition = "greaterThan") =>
        withCriteria({ updatedAt: { [condition]: bound } });
    const pathOf = (field: string, condition = "greaterThan") => `filters[0].criteria.${field}.${condition}`;

    it.each([
        ["greaterThan", "Write greaterThanOrEqual: 1."],
        ["greaterThanOrEqual", "Leave it out where the field is never negative."],
        ["lessThan", "Name the values themselves, with equals."],
        ["lessThanOrEqual", "Write lessThan: 1."],
    ])("of %s is not zero", (condition, hint) => {
        const reasons = reasonsIn(refusalOf(withCriteria({ [NUMBER]: { [condition]: 0 } })));
        expect(reasons).toEqual({
            [pathOf(NUMBER, condition)]: `got 0; the AWS provider loses a bound of zero. ${hint}`,
        });
        expectRefused(withCriteria({ [NUMBER]: { [condition]: -0 } }), {
            [pathOf(NUMBER, condition)]: "loses a bound of zero",
        });
    });

    it.each([
        [1.5, "whole number"],
        [Number.NaN, "whole number"],
        [Number.POSITIVE_INFINITY, "whole number"],
        [2 ** 53, "whole number"],
        ["7", "Write 7 without quotes."],
        ["many", "a bound must be a whole number"],
        [7n, "a bound must be a whole number"],
        [null, "a bound must be a whole number"],
        [true, "a bound must be a whole number"],
        [[7], "a bound must be a whole number"],
        [new Date(0), "a bound must be a whole number"],
    ])("is a whole number, not %o", (bound, telling) => {
        expectRefused(withCriteria({ [NUMBER]: { lessThan: bound } }), { [pathOf(NUMBER, "lessThan")]: telling });
    });

    it.each([
        ["in text", "2026-11-24", "Write 1795478400000."],
        ["in text with a time", "2026-11-24T00:00:00Z", "Write 1795478400000."],
        ["as an object", new Date("2026-11-24"), "Write 1795478400000."],
        ["in words", "yesterday", "a date is given in milliseconds since 1970, as a number"],
        ["in seconds", 1_795_478_400, "It looks like seconds: multiply it by 1000."],
        ["below a second", 1_795_478_400_001, "Write 1795478400000."],
        ["beyond any date", 9_000_000_000_000_000, "later than any date"],
    ])("is no date %s", (_, bound, telling) => expectRefused(updatedAt(bound), { [pathOf("updatedAt")]: telling }));

    it("is a date in milliseconds", () => {
        expectAccepted(updatedAt(1_795_478_400_000));
        expectAccepted(updatedAt(Date.parse("2026-11-24"), "lessThanOrEqual"));
        // Seconds are dropped of updatedAt alone.
        const filters = [archive({ criteria: { createdAt: { greaterThan: 1_795_478_400_001 } } })];
        expectAccepted({ filters: [{ ...filters[0], allowBroadSuppression: true }] });
    });

    it("is any other whole number", () => {
        for (const bound of [1, Number.MAX_SAFE_INTEGER]) {
            expectAccepted(withCriteria({ [NUMBER]: { greaterThanOrEqual: bound } }));
        }
        expectRefused(withCriteria({ [NUMBER]: { greaterThanOrEqual: -1 } }), {
            [pathOf(NUMBER, "greaterThanOrEqual")]: "takes no negative bound",
        });
    });
});

describe("an ARCHIVE filter", () => {
    const broad = "an ARCHIVE filter must name a finding type and at least one narrower attribute, and this one ";

    it.each([
        ["none", undefined],
        ["an empty one", ""],
        ["a blank one", " \t\n "],
    ])("needs a reason, not %s", (_, description) => {
        expectRefusedFilter(archive({ description }), { ".description": "an ARCHIVE filter needs its reason" });
        expectRefusedFilter(archive({ description, allowBroadSuppression: true }), {
            ".description": "needs its reason",
        });
    });

    it.each([
        ["severities alone", { severities: ["LOW"] }, "names neither"],
        ["a type alone", { findingTypes: [TYPE] }, "names nothing narrower than a finding type"],
        ["an attribute alone", { criteria: { [IMAGE]: { equals: ["x"] } } }, "names no finding type"],
        ["every type", { findingTypes: ["*"], criteria: { [IMAGE]: { equals: ["x"] } } }, "names no finding type"],
        [
            "every type in several ways",
            { findingTypes: ["*:*", "*/*", "**"], criteria: { [IMAGE]: { equals: ["x"] } } },
            "names no finding type",
        ],
        [
            "every type beside one",
            { findingTypes: [TYPE, "*"], criteria: { [IMAGE]: { equals: ["x"] } } },
            "names no finding type",
        ],
        [
            "every value of the attribute",
            { findingTypes: [TYPE], criteria: { [IMAGE]: { matches: ["*"] } } },
            "names nothing narrower",
        ],
        [
            "every value in another way",
            { findingTypes: [TYPE], criteria: { [IMAGE]: { matches: ["?*"] } } },
            "names nothing narrower",
        ],
        [
            "every value with dots",
            {
                findingTypes: [TYPE],
                criteria: {
                    "service.action.networkConnectionAction.remoteIpDetails.ipAddressV4": { matches: ["*.*.*.*"] },
                },
            },
            "names nothing narrower",
        ],
        [
            "every value but one",
            { findingTypes: [TYPE], criteria: { [IMAGE]: { notEquals: ["x"] } } },
            "names nothing narrower",
        ],
        [
            "every value but some",
            { findingTypes: [TYPE], criteria: { [IMAGE]: { notMatches: ["x*"] } } },
            "names nothing narrower",
        ],
        [
            "every type but one",
            { criteria: { type: { notEquals: [TYPE] }, [IMAGE]: { equals: ["x"] } } },
            "names no finding type",
        ],
        [
            "the account",
            { findingTypes: [TYPE], criteria: { accountId: { equals: ["111122223333"] } } },
            "names nothing narrower",
        ],
        [
            "the Region",
            { findingTypes: [TYPE], criteria: { region: { equals: ["eu-west-1"] } } },
            "names nothing narrower",
        ],
        ["the severity", { findingTypes: [TYPE], severities: ["LOW"] }, "names nothing narrower"],
        [
            "the kind of resource",
            { findingTypes: [TYPE], criteria: { "resource.resourceType": { equals: ["Instance"] } } },
            "names nothing narrower",
        ],
        ["a number", { findingTypes: [TYPE], criteria: { confidence: { greaterThan: 1 } } }, "names nothing narrower"],
        [
            "a time",
            { findingTypes: [TYPE], criteria: { updatedAt: { greaterThan: 1_795_478_400_000 } } },
            "names nothing narrower",
        ],
    ])("does not hide %s", (_, says, telling) => {
        const filter = { name: "pulls", action: "ARCHIVE", description: "noise", ...says };
        expectRefusedFilter(filter, { "": broad + telling });
        expectAccepted({ filters: [{ ...filter, allowBroadSuppression: true }] });
        expectAccepted({ filters: [{ ...filter, action: "NOOP" }] });
    });

    it.each([
        ["a type and an attribute", archive()],
        ["a family of types and an attribute", archive({ findingTypes: ["Recon:EC2/*"] })],
        [
            "the long form",
            archive({
                findingTypes: undefined,
                criteria: { type: { equals: [TYPE] }, [IMAGE]: { matches: ["ami-0*"] } },
            }),
        ],
        [
            "an attribute with an exclusion besides",
            archive({ criteria: { [IMAGE]: { equals: ["x"] }, region: { notEquals: ["eu-west-1"] } } }),
        ],
    ])("may hide %s", (_, filter) => expectAccepted({ filters: [filter] }));

    it("may be one by an Output, which is judged when it is known", () => {
        expectAccepted({ filters: [{ name: "pulls", action: pulumi.output("NOOP"), severities: ["LOW"] }] });
        // What both actions refuse is refused at once.
        expectRefused(
            { filters: [{ name: "pulls", action: pulumi.output("ARCHIVE"), criteria: { quux: { equals: ["x"] } } }] },
            { "filters[0].criteria.quux": "there is no such field" },
        );
    });

    it("is told of everything at once", () => {
        expectRefusedFilter(
            {
                name: "a b",
                action: "ARCHIVE",
                severities: ["low"],
                criteria: { quux: { equals: ["x"] }, [IMAGE]: { lessThan: 0 } },
            },
            {
                ".name": "must be 3 to 64",
                ".severities[0]": 'Did you mean "LOW"?',
                ".criteria.quux": "there is no such field",
                [`.criteria["${IMAGE}"].lessThan`]: "loses a bound of zero",
            },
        );
    });
});

describe("a filter that is odd but possible", () => {
    it("is accepted", () => {
        planMonitoring(
            "training",
            {
                filters: [
                    { name: "retired", findingTypes: ["UnauthorizedAccess:EC2/TorIPCaller"] },
                    { name: "unknown-type", findingTypes: ["Backdoor:EC2/NewThing"] },
                    { name: "literal-star", criteria: { [IMAGE]: { equals: ["ami-*"] } } },
                    {
                        name: "all-conditions",
                        criteria: { [IMAGE]: { equals: ["a"], notEquals: ["b"], matches: ["c"], notMatches: ["d"] } },
                    },
                ],
            },
            undefined,
        );
    });
});
