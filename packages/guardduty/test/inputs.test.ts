import * as s3 from "@pulumi/aws/s3/index.js";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { GuardDutyMonitoring, InvalidArgsError } from "../src/index";
import { graphOf, namesOf } from "./graph";
import { deploy, record, UNKNOWN } from "./recorder";

/** An argument that may be known later: how it is passed, a right value, a wrong one and where the error says it is. */
interface Case {
    readonly args: (value: unknown) => object;
    readonly right: unknown;
    readonly wrong: unknown;
    readonly path: string;
}

const MARK = "s3cret!wr0ng";
const IMAGE = "resource.instanceDetails.imageId";
const list = (more: object) => ({ threatIpLists: { a: { entries: ["8.8.8.8"], ...more } } });
const filter = (more: object) => ({ filters: [{ name: "abc", severities: ["LOW"], ...more }] });
const criterion = (conditions: object) => filter({ criteria: { [IMAGE]: conditions } });
const at = (condition: string) => `filters[0].criteria["${IMAGE}"].${condition}`;
const exported = (findingsExport: object) => ({ findingsExport });

const CASES: Record<string, Case> = {
    enabled: { args: (enabled) => ({ enabled }), right: false, wrong: MARK, path: "enabled" },
    detectorId: {
        args: (detectorId) => ({ detectorId }),
        right: "0123456789abcdef0123456789abcdef",
        wrong: MARK,
        path: "detectorId",
    },
    findingPublishingFrequency: {
        args: (findingPublishingFrequency) => ({ findingPublishingFrequency }),
        right: "ONE_HOUR",
        wrong: MARK,
        path: "findingPublishingFrequency",
    },
    listBucketName: {
        args: (listBucketName) => ({ listBucketName, ...list({}) }),
        right: "my-lists",
        wrong: MARK,
        path: "listBucketName",
    },
    region: {
        args: (region) => ({ region, ...list({}), ...exported({}) }),
        right: "eu-central-1",
        wrong: MARK,
        path: "region",
    },
    tags: { args: (tags) => ({ tags, ...exported({}) }), right: { Team: "ml" }, wrong: { [MARK]: "x" }, path: "tags" },
    "a tag": {
        args: (Team) => ({ tags: { Team, Other: "x" } }),
        right: "ml",
        wrong: MARK.repeat(50),
        path: "tags.Team",
    },
    "a list's entries": {
        args: (entries) => list({ entries }),
        right: ["8.8.8.8", "8.8.4.4"],
        wrong: [MARK],
        path: "threatIpLists.a.entries[0]",
    },
    "a list's entry": {
        args: (entry) => list({ entries: ["8.8.4.4", entry] }),
        right: "8.8.8.8",
        wrong: MARK,
        path: "threatIpLists.a.entries[1]",
    },
    "a list's location": {
        args: (location) => ({ trustedIpList: { location } }),
        right: "s3://a/b",
        wrong: MARK,
        path: "trustedIpList.location",
    },
    "a list's name": { args: (name) => list({ name }), right: "mine", wrong: MARK, path: "threatIpLists.a.name" },
    "a list's use": { args: (active) => list({ active }), right: false, wrong: MARK, path: "threatIpLists.a.active" },
    "a list's tags": {
        args: (tags) => list({ tags }),
        right: { Team: "ml" },
        wrong: { [MARK]: "x" },
        path: "threatIpLists.a.tags",
    },
    "a filter's action": {
        args: (action) => filter({ action }),
        right: "NOOP",
        wrong: MARK,
        path: "filters[0].action",
    },
    "a filter's description": {
        args: (description) => filter({ description }),
        right: "why",
        wrong: MARK,
        path: "filters[0].description",
    },
    "a filter's severities": {
        args: (severities) => filter({ severities }),
        right: ["HIGH"],
        wrong: [MARK],
        path: "filters[0].severities[0]",
    },
    "a filter's severity": {
        args: (one) => filter({ severities: ["LOW", one] }),
        right: "HIGH",
        wrong: MARK,
        path: "filters[0].severities[1]",
    },
    "a filter's types": {
        args: (findingTypes) => filter({ findingTypes }),
        right: ["Recon:EC2/PortProbeUnprotectedPort"],
        wrong: [MARK, 7],
        path: "filters[0].findingTypes[1]",
    },
    "a filter's type": {
        args: (type) => filter({ findingTypes: [type] }),
        right: "Recon:EC2/PortProbeUnprotectedPort",
        wrong: { [MARK]: 1 },
        path: "filters[0].findingTypes[0]",
    },
    "a criterion's values": {
        args: (equals) => criterion({ equals }),
        right: ["ami-1"],
        wrong: Array(51).fill(MARK),
        path: at("equals"),
    },
    "a criterion's value": {
        args: (value) => criterion({ notEquals: [value] }),
        right: "ami-1",
        wrong: [MARK],
        path: at("notEquals[0]"),
    },
    "a criterion's patterns": {
        args: (matches) => criterion({ matches }),
        right: ["ami-*"],
        wrong: [`${MARK}******`],
        path: at("matches[0]"),
    },
    "a criterion's pattern": {
        args: (one) => criterion({ notMatches: [one] }),
        right: "ami-*",
        wrong: `${MARK}******`,
        path: at("notMatches[0]"),
    },
    "a bound": {
        args: (lessThan) => filter({ criteria: { updatedAt: { lessThan } } }),
        right: 1_795_478_400_000,
        wrong: MARK,
        path: "filters[0].criteria.updatedAt.lessThan",
    },
    "a filter's tags": {
        args: (tags) => filter({ tags }),
        right: { Team: "ml" },
        wrong: { [MARK]: "x" },
        path: "filters[0].tags",
    },
    "a bucket's ARN": {
        args: (existingBucketArn) => exported({ existingBucketArn }),
        right: "arn:aws:s3:::findings",
        wrong: MARK,
        path: "findingsExport.existingBucketArn",
    },
    "a key's ARN": {
        args: (existingKmsKeyArn) => exported({ existingKmsKeyArn }),
        right: "arn:aws:kms:eu-west-1:999999999999:key/mrk-1234abcd12ab34cd56ef1234567890ab",
        wrong: MARK,
        path: "findingsExport.existingKmsKeyArn",
    },
    "a bucket's Region": {
        args: (existingBucketRegion) =>
            exported({ existingBucketArn: "arn:aws:s3:::findings", existingBucketRegion, prefix: "logs" }),
        right: "us-east-1",
        wrong: MARK,
        path: "findingsExport.existingBucketRegion",
    },
    "a bucket's name": {
        args: (bucketName) => exported({ bucketName }),
        right: "my-findings",
        wrong: MARK,
        path: "findingsExport.bucketName",
    },
    "a prefix": {
        args: (prefix) => exported({ prefix }),
        right: "logs/",
        wrong: `/${MARK}`,
        path: "findingsExport.prefix",
    },
    "the expiry": {
        args: (expireAfterDays) => exported({ expireAfterDays }),
        right: 30,
        wrong: MARK,
        path: "findingsExport.expireAfterDays",
    },
    "the lock's days": {
        args: (days) => exported({ objectLock: { mode: "GOVERNANCE", days }, expireAfterDays: 40 }),
        right: 30,
        wrong: 41,
        path: "findingsExport.objectLock.days",
    },
    "the log's bucket": {
        args: (accessLogBucketName) => exported({ accessLogBucketName }),
        right: "my-logs",
        wrong: MARK,
        path: "findingsExport.accessLogBucketName",
    },
};

const make = (args: object) => new GuardDutyMonitoring("t", args);

/** FindingsExport judges its arguments itself, without the way to them. */
const ownPath = (path: string) => path.replace("findingsExport.", "");

describe.each(Object.entries(CASES))("%s", (_, { args, right, wrong, path }) => {
    it("makes the same resources plain, as an Output, as a Promise and as a secret", async () => {
        const plain = await deploy(() => make(args(right)));
        const output = await deploy(() => make(args(pulumi.output(right))));
        const promise = await deploy(() => make(args(Promise.resolve(right))));
        const secret = await deploy(() => make(args(pulumi.secret(right))));
        expect(plain.resources.flatMap(({ secrets }) => secrets)).toEqual([]);
        for (const { resources, warnings } of [output, promise, secret]) {
            expect(graphOf(resources)).toEqual(graphOf(plain.resources));
            expect([...warnings].sort()).toEqual([...plain.warnings].sort());
        }
    });

    it("stays secret", async () => {
        const { resources } = await deploy(() => make(args(pulumi.secret(right))));
        // Ids are never secret in Pulumi: a detector's that is adopted, a bucket's, which is its name.
        if (resources.every(({ readId }) => readId === undefined)) {
            expect(resources.flatMap(({ secrets }) => secrets)).not.toEqual([]);
        }
        for (const { name, inputs, secrets } of resources) {
            for (const [input, value] of Object.entries(inputs)) {
                if (input === "detectorId" || (input === "bucket" && !name.endsWith("-object"))) continue;
                if (!leavesOf(value).some((leaf) => leavesOf(right).includes(leaf))) continue;
                if (typeof right !== "boolean") expect(secrets, `${name} ${input}`).toContain(input);
            }
        }
    });

    it("is refused at once where it is plain and wrong, and nothing is registered", async () => {
        const { resources, failures } = await record(() => make(args(wrong)));
        expect(resources).toEqual([]);
        expect(failures).toHaveLength(1);
        expect(pathsIn(failures)).toEqual([expect.stringContaining(path)]);
    });

    it.each([
        ["an Output", (value: unknown) => pulumi.output(value)],
        ["a Promise", (value: unknown) => Promise.resolve(value)],
    ])("is refused when it is known, as %s, and nothing has the wrong value", async (_kind, wrap) => {
        const { resources, failures } = await record(() => make(args(wrap(wrong))));
        expect(pathsIn(failures).map(ownPath)).toContainEqual(expect.stringContaining(ownPath(path)));
        expect(JSON.stringify(resources)).not.toContain(MARK);
    });

    it("is not shown in an error where it is secret", async () => {
        const { resources, failures } = await record(() => make(args(pulumi.secret(wrong))));
        const texts = failures.map((failure) => `${String(failure)} ${JSON.stringify(failure)}`).join("\n");
        expect(
            pathsIn(failures)
                .map(ownPath)
                .some((one) => ownPath(path).startsWith(one) || one.startsWith(ownPath(path))),
        ).toBe(true);
        expect(texts).toContain("a secret value, not shown");
        expect(texts).not.toContain(MARK);
        expect(JSON.stringify(resources)).not.toContain(MARK);
    });

    it("may be unknown in a preview, which shows every resource and all that is known", async () => {
        const update = await deploy(() => make(args(right)));
        const preview = await deploy(
            () => {
                const unknown = new s3.Bucket("other").arn.apply(() => right);
                return make(args(unknown));
            },
            { preview: true },
        );
        const previewed = preview.resources.filter(({ name }) => name !== "other" && name !== "t-detector");
        expect(namesOf(previewed)).toEqual(namesOf(update.resources.filter(({ name }) => name !== "t-detector")));
        for (const { name, inputs, options, parent } of previewed) {
            const known = update.resources.find((resource) => resource.name === name)!;
            expect({ options, parent }).toEqual({ options: known.options, parent: known.parent });
            expectKnownAlike(inputs, known.inputs, name);
        }
    });
});

describe("a warning", () => {
    const odd = (equals: unknown) => make(filter({ criteria: { [IMAGE]: { equals } } }));

    it("quotes what is known later, too", async () => {
        const { warnings } = await deploy(() => odd(pulumi.output(["ami-*"])));
        expect(warnings).toEqual([expect.stringContaining('"ami-*" is compared literally')]);
    });

    it("quotes no secret", async () => {
        for (const equals of [pulumi.secret([`${MARK}*`]), [pulumi.secret(`${MARK}*`)]]) {
            expect((await deploy(() => odd(equals))).warnings).toEqual([]);
        }
    });
});

/** What a preview shows is what the update does, where it is not unknown. */
function expectKnownAlike(previewed: unknown, updated: unknown, where: string): void {
    if (previewed === UNKNOWN) return;
    if (typeof previewed !== "object" || previewed === null) return expect(previewed, where).toEqual(updated);
    for (const [key, value] of Object.entries(previewed)) {
        expectKnownAlike(value, Reflect.get(Object(updated) as object, key), `${where}.${key}`);
    }
}

function leavesOf(value: unknown): unknown[] {
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(leavesOf) : [value];
}

/** The paths of everything that failed, which must be of the one kind. */
function pathsIn(failures: readonly unknown[]): string[] {
    expect(failures.length).toBeGreaterThan(0);
    return failures.flatMap((failure) => {
        expect(causeOf(failure), String(failure)).toSatisfy((error: unknown) => InvalidArgsError.isInstance(error));
        return (causeOf(failure) as InvalidArgsError).errors.map(({ propertyPath }) => propertyPath);
    });
}

/** Pulumi wraps what went wrong while it reads an input. */
function causeOf(failure: unknown): unknown {
    return failure instanceof Error && failure.cause !== undefined ? failure.cause : failure;
}
