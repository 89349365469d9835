import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GuardDutyMonitoring, InvalidArgsError, type GuardDutyMonitoringArgs } from "../src/index";
import { planMonitoring } from "../src/monitoring/plan";
import { record } from "./recorder";

/** Something of everything, all of it right. */
const VALID: Record<string, unknown> = {
    enabled: true,
    accountRole: "ADMINISTRATOR",
    profile: "AI_TRAINING",
    findingPublishingFrequency: "ONE_HOUR",
    protectionPlans: {
        s3DataEvents: "DISABLED",
        aiProtection: "UNMANAGED",
        runtimeMonitoring: { status: "ENABLED", ec2AgentManagement: "ENABLED" },
        additional: { NEW_PLAN: "ENABLED" },
    },
    trustedIpList: { entries: ["198.51.100.0/24", "8.8.8.8"], name: "trusted", active: true, tags: { Own: "x" } },
    threatIpLists: {
        known: { entries: ["203.0.113.7"] },
        theirs: { location: "s3://bucket/list.txt", format: "STIX" },
    },
    listBucketName: "my-lists",
    filters: [
        { name: "low", severities: ["LOW", "MEDIUM"] },
        {
            name: "pulls",
            action: "ARCHIVE",
            description: "dataset pulls",
            findingTypes: ["Behavior:EC2/TrafficVolumeUnusual"],
            criteria: {
                "resource.instanceDetails.imageId": { equals: ["ami-0abc"], notMatches: ["ami-1*"] },
                updatedAt: { greaterThan: 1_795_478_400_000 },
            },
        },
    ],
    findingsExport: {
        prefix: "guardduty",
        expireAfterDays: 365,
        objectLock: { mode: "GOVERNANCE", days: 30 },
        retainOnDelete: true,
    },
    region: "eu-west-1",
    tags: { Team: "ml" },
};

/** Values that are near to what is right, and some that are not. */
const value: fc.Arbitrary<unknown> = fc.oneof(
    fc.anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withNullPrototype: true,
        withObjectString: true,
        withSet: true,
        withSparseArray: true,
    }),
    fc.constantFrom(
        "ENABLED",
        "UNMANAGED",
        "ARCHIVE",
        "BASELINE",
        "MEMBER",
        "LOW",
        "eu-west-1",
        "cn-north-1",
        "8.8.8.8",
        "0.0.0.0/0",
        "*",
        "",
    ),
    fc.constantFrom(0, 1, -1, 1.5, 2 ** 53, Number.NaN, true, false, null, undefined, 5n),
    fc
        .constantFrom(
            {},
            [],
            [{}],
            ["8.8.8.8"],
            { entries: ["8.8.4.4"] },
            { equals: ["x"] },
            { name: "abc", severities: ["LOW"] },
        )
        .map((known) => structuredClone(known)),
    fc.string({ unit: "binary" }),
);
/** The same, possibly known later. */
const laterValue = fc.oneof(
    { weight: 3, arbitrary: value },
    value.filter(isOutputable).map((known) => pulumi.output(known)),
    value.filter(isOutputable).map((known) => Promise.resolve(known)),
    value.filter(isOutputable).map((known) => pulumi.secret(known)),
);

/** What Pulumi itself can hold in an Output. */
function isOutputable(known: unknown): boolean {
    return (
        typeof known !== "object" ||
        known === null ||
        Array.isArray(known) ||
        Object.getPrototypeOf(known) === Object.prototype
    );
}

interface Mutation {
    readonly place: number;
    readonly kind: "drop" | "replace" | "rename" | "nest" | "add" | "duplicate";
    readonly value: unknown;
    readonly key: string;
}

const mutation = (values: fc.Arbitrary<unknown>): fc.Arbitrary<Mutation> =>
    fc.record({
        place: fc.nat(1_000),
        kind: fc.constantFrom("drop", "replace", "rename", "nest", "add", "duplicate"),
        value: values,
        key: fc.oneof(
            fc.constantFrom(
                "prefix",
                "location",
                "criteria",
                "tags",
                "detectorId",
                "existingBucketArn",
                "__proto__",
                "constructor",
                "then",
            ),
            fc.string(),
        ),
    });

function mutate(args: Record<string, unknown>, { place, kind, value: replacement, key }: Mutation): void {
    const places = placesIn(args);
    const at = places[place % places.length];
    if (at === undefined) return;
    const { holder, member } = at;
    const current: unknown = Reflect.get(holder, member);
    const put = (name: string, given: unknown) =>
        Object.defineProperty(holder, name, { value: given, enumerable: true, writable: true, configurable: true });
    switch (kind) {
        case "drop":
            Reflect.deleteProperty(holder, member);
            break;
        case "replace":
            put(member, replacement);
            break;
        case "rename":
            Reflect.deleteProperty(holder, member);
            put(key, current);
            break;
        case "nest":
            put(member, key.length % 2 === 0 ? [current] : { [member]: current });
            break;
        case "add":
            put(key, replacement);
            break;
        case "duplicate":
            if (Array.isArray(holder)) holder.push(structuredClone(current));
            else put(`${member}2`, current);
    }
}

function placesIn(holder: object): { holder: object; member: string }[] {
    return Object.entries(holder).flatMap(([member, inside]) => [
        { holder, member },
        ...(typeof inside === "object" && inside !== null && isOutputable(inside) && !pulumi.Output.isInstance(inside)
            ? placesIn(inside as object)
            : []),
    ]);
}

const mutated = (values: fc.Arbitrary<unknown>) =>
    fc.array(mutation(values), { minLength: 1, maxLength: 4 }).map((mutations) => {
        const args = structuredClone(VALID);
        try {
            for (const one of mutations) mutate(args, one);
        } catch {
            // What cannot be cloned stays as it is.
        }
        return args;
    });

function isRefused(args: unknown): boolean {
    try {
        planMonitoring("t", args, undefined);
        return false;
    } catch (error) {
        if (!InvalidArgsError.isInstance(error)) throw error;
        expect(error.errors?.length).toBeGreaterThan(0);
        expect(error.message.replaceAll("\n", "")).not.toMatch(/\p{C}|[\u2028\u2029]/u);
        return true;
    }
}

describe("whatever is passed", () => {
    it("is accepted or refused with the one error", () => {
        fc.assert(
            fc.property(value, (args) => void isRefused(args)),
            { numRuns: 1_000 },
        );
    });

    it("is accepted or refused with the one error, also near to what is right", () => {
        let accepted = 0;
        fc.assert(
            fc.property(mutated(value), (args) => {
                if (!isRefused(args)) accepted += 1;
            }),
            { numRuns: 2_000 },
        );
        // Otherwise the property would say nothing of accepted arguments.
        expect(accepted).toBeGreaterThan(20);
    });

    it("is made whole or not at all, and fails in no other way, also when it is known later", async () => {
        await fc.assert(
            fc.asyncProperty(mutated(laterValue), fc.boolean(), async (args, preview) => {
                const { resources, failures, result } = await record(
                    () => new GuardDutyMonitoring("t", args as GuardDutyMonitoringArgs),
                    { preview },
                );
                for (const failure of failures)
                    expect(failure, String(failure)).toSatisfy((error: unknown) => InvalidArgsError.isInstance(error));
                if (result === undefined) expect(resources).toEqual([]);
                else if (failures.length === 0)
                    expectWhole(
                        resources.map(({ name }) => name),
                        args,
                    );
            }),
            { numRuns: 150 },
        );
    });
});

/** What the arguments ask for is there: the component and its detector, each list and filter, and the export with all it needs. */
function expectWhole(names: readonly string[], args: GuardDutyMonitoringArgs): void {
    const expected = [
        "t",
        "t-detector",
        ...(args.trustedIpList ? ["t-trusted-ip-list"] : []),
        ...Object.keys(args.threatIpLists ?? {}).map((key) => `t-threat-ip-list-${key}`),
        ...(args.filters ?? []).map(({ name }) => `t-filter-${name}`),
        ...(args.findingsExport ? ["t-findings-export", "t-findings-export-destination"] : []),
        ...(args.findingsExport && args.findingsExport.existingBucketArn === undefined
            ? ["t-findings-export-bucket", "t-findings-export-bucket-policy"]
            : []),
        ...(args.findingsExport && args.findingsExport.existingKmsKeyArn === undefined
            ? ["t-findings-export-key"]
            : []),
    ];
    expect(names).toEqual(expect.arrayContaining(expected));
    expect(new Set(names).size).toBe(names.length);
}
