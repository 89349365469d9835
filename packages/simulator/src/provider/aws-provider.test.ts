import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { beforeEach, describe, expect, it } from "vitest";

import { SimulatedAccount } from "../account/account";
import { SimulatedAwsProvider } from "./aws-provider";
import {
    NotModelledError,
    ProviderError,
    UNKNOWN,
    type DiffResult,
    type PropertyMap,
    type ResourceState,
} from "./resource-provider";

const REGION = "eu-west-1";
const DETECTOR = "aws:guardduty/detector:Detector";
const FEATURE = "aws:guardduty/detectorFeature:DetectorFeature";
const IP_SET = "aws:guardduty/iPSet:IPSet";
const THREAT_SET = "aws:guardduty/threatIntelSet:ThreatIntelSet";
const FILTER = "aws:guardduty/filter:Filter";
const BUCKET = "aws:s3/bucket:Bucket";
const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";
const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const KEY = "aws:kms/key:Key";
const ALIAS = "aws:kms/alias:Alias";
const EIP = "aws:ec2/eip:Eip";

let account: SimulatedAccount;
let provider: SimulatedAwsProvider;

beforeEach(() => {
    account = new SimulatedAccount();
    provider = new SimulatedAwsProvider({ account, region: REGION });
});

interface Made extends ResourceState {
    readonly type: string;
    readonly inputs: PropertyMap;
}

async function checked(type: string, news: PropertyMap, olds?: PropertyMap, name = "res"): Promise<PropertyMap> {
    const { inputs, failures } = await provider.check({
        type,
        name,
        news,
        ...(olds && { olds }),
        seed: `urn::${name}`,
    });
    expect(failures).toEqual([]);
    return inputs;
}

async function failuresOf(type: string, news: PropertyMap): Promise<string[]> {
    const { failures } = await provider.check({ type, name: "res", news, seed: "urn" });
    return failures.map(({ property, reason }) => `${property}: ${reason}`);
}

async function make(type: string, news: PropertyMap, name = "res"): Promise<Made> {
    const inputs = await checked(type, news, undefined, name);
    return { type, inputs, ...(await provider.create({ type, inputs, preview: false })) };
}

async function diff({ type, id, properties, inputs }: Made, news: PropertyMap): Promise<DiffResult> {
    return provider.diff({ type, id, olds: properties, oldInputs: inputs, news: await checked(type, news, inputs) });
}

async function changes(made: Made, news: PropertyMap): Promise<string[]> {
    return (await diff(made, news)).changes.map(({ path, kind }) => `${kind} ${path}`);
}

async function change(made: Made, news: PropertyMap): Promise<PropertyMap> {
    const { type, id, properties, inputs } = made;
    const newInputs = await checked(type, news, inputs);
    return provider.update({ type, id, olds: properties, news: newInputs, preview: false });
}

async function detector(): Promise<string> {
    return (await make(DETECTOR, {}, "detector")).id;
}

const filter = (detectorId: string, more: PropertyMap = {}): PropertyMap => ({
    ...{ detectorId, name: "noise", action: "NOOP", rank: 1 },
    findingCriteria: { criterions: [{ field: "type", equals: ["Recon:EC2/Portscan"] }] },
    ...more,
});

const criterion = (field: string, condition: PropertyMap): PropertyMap => ({
    findingCriteria: { criterions: [{ field, ...condition }] },
});

async function listBucket(): Promise<void> {
    const s3 = account.s3(REGION);
    await s3.buckets.create("lists", { objectLock: false });
    await s3.objects.put("lists", { key: "a.txt", content: Buffer.from("198.51.100.0/24\n") });
    await s3.objects.put("lists", { key: "b.txt", content: Buffer.from("203.0.113.0/24\n") });
    await s3.objects.put("lists", { key: "bad.txt", content: Buffer.from("nonsense\n") });
}

const list = (detectorId: string, more: PropertyMap = {}): PropertyMap => ({
    ...{ detectorId, name: "trusted", format: "TXT", location: "s3://lists/a.txt", activate: true },
    ...more,
});

describe("what is not modelled", () => {
    it.each([
        ["a resource type", "aws:sqs/queue:Queue", {}, "the resource type aws:sqs/queue:Queue"],
        ["a property", BUCKET, { acl: "private" }, "the property acl of aws:s3/bucket:Bucket"],
        ["a misspelt property", DETECTOR, { enabled: true }, "the property enabled of"],
        [
            "a property inside another",
            FILTER,
            { findingCriteria: { criterions: [{ field: "id", eq: ["x"] }] } },
            "the property findingCriteria.criterions[0].eq of",
        ],
        ["a name that every object has", DETECTOR, { constructor: true }, "the property constructor of"],
    ])("is refused by name: %s", async (_, type, news, what) => {
        const error = await provider.check({ type, name: "r", news, seed: "s" }).catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(NotModelledError);
        expect(String(error)).toContain(what);
    });

    it("is refused in every call", async () => {
        const type = "aws:sqs/queue:Queue";
        await expect(provider.create({ type, inputs: {}, preview: true })).rejects.toBeInstanceOf(NotModelledError);
        await expect(provider.read({ type, id: "x" })).rejects.toBeInstanceOf(NotModelledError);
        await expect(provider.invoke({ token: "aws:s3/getBucket:getBucket", args: {} })).rejects.toBeInstanceOf(
            NotModelledError,
        );
    });
});

describe("what the provider checks itself", () => {
    it.each<[string, string, PropertyMap, string]>([
        ["a filter's name", FILTER, filter("d", { name: "my filter" }), "name: only alphanumeric characters"],
        ["a filter's name's length", FILTER, filter("d", { name: "ab" }), "name: expected length"],
        [
            "a filter's action",
            FILTER,
            filter("d", { action: "HIDE" }),
            'action: expected to be one of ["NOOP" "ARCHIVE"], got HIDE',
        ],
        ["a missing argument", FILTER, { detectorId: "d", name: "abc" }, "action: Missing required argument"],
        [
            "a bound that is no string",
            FILTER,
            filter("d", criterion("severity", { greaterThan: 4 })),
            "findingCriteria.criterions[0].greaterThan: expected a string, got number",
        ],
        [
            "a bound that is no number",
            FILTER,
            filter("d", criterion("severity", { greaterThan: "high" })),
            "must be a valid RFC3339 date",
        ],
        [
            "a negative bound",
            FILTER,
            filter("d", criterion("severity", { greaterThan: "-1" })),
            "must be a valid RFC3339 date",
        ],
        [
            "a fraction",
            FILTER,
            filter("d", criterion("severity", { greaterThan: "4.5" })),
            "must be a valid RFC3339 date",
        ],
        [
            "criteria without any",
            FILTER,
            filter("d", { findingCriteria: { criterions: [] } }),
            "requires at least 1 element",
        ],
        [
            "a feature's name",
            FEATURE,
            { detectorId: "d", name: "S3", status: "ENABLED" },
            "name: expected to be one of",
        ],
        [
            "a feature without a name, which gets one of no use",
            FEATURE,
            { detectorId: "d", status: "ENABLED" },
            "name: expected to be one of",
        ],
        [
            "an additional configuration that only AWS knows",
            FEATURE,
            {
                detectorId: "d",
                name: "RDS_LOGIN_EVENTS",
                status: "ENABLED",
                additionalConfigurations: [{ name: "RDS_DATA_RISK", status: "ENABLED" }],
            },
            "additionalConfigurations[0].name: expected to be one of",
        ],
        ["a list's format", IP_SET, list("d", { format: "CSV" }), "format: expected to be one of"],
        [
            "a destination's ARN",
            "aws:guardduty/publishingDestination:PublishingDestination",
            { detectorId: "d", destinationArn: "b", kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/1" },
            "destinationArn: is an invalid ARN",
        ],
        ["an alias's name", ALIAS, { name: "findings", targetKeyId: "k" }, "name: must begin with"],
        [
            "a key's window",
            KEY,
            { deletionWindowInDays: 6 },
            "deletionWindowInDays: expected to be in the range (7 - 30), got 6",
        ],
        [
            "a policy that is no JSON",
            BUCKET_POLICY,
            { bucket: "b", policy: "{" },
            "policy: contains an invalid JSON policy",
        ],
        [
            "two contents",
            OBJECT,
            { bucket: "b", content: "a", contentBase64: "YQ==" },
            "contentBase64: conflicts with content",
        ],
    ])("%s", async (_, type, news, expected) => {
        expect((await failuresOf(type, news)).join("\n")).toContain(expected);
    });

    it.each(["AI_PROTECTION", "AI_ANALYST", "RUNTIME_MONITORING"])("takes the feature %s", async (name) => {
        expect(await failuresOf(FEATURE, { detectorId: "d", name, status: "ENABLED" })).toEqual([]);
    });

    it("takes null for what was not said, and lets pass what is not known yet", async () => {
        expect(await failuresOf(FILTER, filter("d", { description: null, tags: null }))).toEqual([]);
        expect(await failuresOf(FILTER, filter("d", { name: UNKNOWN, findingCriteria: UNKNOWN }))).toEqual([]);
        expect(await failuresOf(FILTER, filter("d", criterion(String("type"), { equals: [UNKNOWN] })))).toEqual([]);
    });
});

describe("generated names", () => {
    const nameOf = async (type: string, property: string, name: string, news: PropertyMap = {}): Promise<unknown> =>
        (await checked(type, news, undefined, name))[property];

    it("have seven random digits, the same in preview and update", async () => {
        const name = await nameOf(BUCKET, "bucket", "findings");
        expect(name).toMatch(/^findings-[0-9a-f]{7}$/);
        expect(await nameOf(BUCKET, "bucket", "findings")).toBe(name);
    });

    it("are lower case for a bucket, and begin with alias/ for an alias", async () => {
        expect(await nameOf(BUCKET, "bucket", "Findings")).toMatch(/^findings-/);
        expect(await nameOf(ALIAS, "name", "findings", { targetKeyId: "k" })).toMatch(/^alias\/findings-[0-9a-f]{7}$/);
    });

    it("may be too long", async () => {
        const news = {};
        const long = await provider.check({ type: BUCKET, name: "x".repeat(56), news, seed: "s" });
        expect(long.failures).toMatchObject([{ property: "bucket" }]);
        expect((await provider.check({ type: BUCKET, name: "x".repeat(55), news, seed: "s" })).failures).toEqual([]);
    });

    it("stay when the resource is updated", async () => {
        const first = await checked(BUCKET, {}, undefined, "first");
        const later = await provider.check({ type: BUCKET, name: "first", news: {}, olds: first, seed: "another" });
        expect(later.inputs["bucket"]).toBe(first["bucket"]);
    });

    it("make way for a prefix, to which the Terraform provider adds 26 digits that no preview knows", async () => {
        const { type, inputs, properties } = await make(BUCKET, { bucketPrefix: "findings-" });
        expect(properties["bucket"]).toMatch(/^findings-\d{26}$/);
        expect((await provider.create({ type, inputs, preview: true })).properties["bucket"]).toBe(UNKNOWN);
        const key = await make(KEY, {});
        const alias = await make(ALIAS, { namePrefix: "alias/findings-", targetKeyId: key.id });
        expect(alias.id).toMatch(/^alias\/findings-\d{26}$/);
        expect(await changes(alias, { namePrefix: "alias/findings-", targetKeyId: key.id })).toEqual([]);
    });

    it("are an object's key as it is", async () => {
        expect(await nameOf(OBJECT, "key", "list.txt", { bucket: "b" })).toBe("list.txt");
    });
});

describe("ids and outputs", () => {
    it("are the provider's joined ids, and AWS's own beside them", async () => {
        const detectorId = await detector();
        await listBucket();
        const filterMade = await make(FILTER, filter(detectorId));
        expect(filterMade.id).toBe(`${detectorId}:noise`);
        const feature = await make(FEATURE, { detectorId, name: "S3_DATA_EVENTS", status: "DISABLED" });
        expect(feature.id).toBe(`${detectorId}/S3_DATA_EVENTS`);
        const ipSet = await make(IP_SET, list(detectorId));
        expect(ipSet.id).toBe(`${detectorId}:${String(ipSet.properties["ipSetId"])}`);
        const threatSet = await make(THREAT_SET, list(detectorId));
        expect(threatSet.id).toBe(`${detectorId}:${String(threatSet.properties["threatIntelSetId"])}`);
        expect(threatSet.properties["arn"]).toMatch(/:detector\/[0-9a-f]{32}\/threatintelset\/[0-9a-f]{32}$/);
    });

    it("have the Region of the resource, or else of the provider", async () => {
        expect((await make(DETECTOR, {})).properties["region"]).toBe(REGION);
        expect((await make(DETECTOR, { region: "us-east-1" })).properties).toMatchObject({
            region: "us-east-1",
            arn: expect.stringContaining(":us-east-1:"),
        });
    });

    it("have the provider's tags in tagsAll only", async () => {
        provider = new SimulatedAwsProvider({ account, region: REGION, defaultTags: { Owner: "ml" } });
        expect((await make(DETECTOR, { tags: { Team: "x" } })).properties).toMatchObject({
            tags: { Team: "x" },
            tagsAll: { Owner: "ml", Team: "x" },
        });
    });

    it("leave an object without the provider's tags where it overrides them", async () => {
        provider = new SimulatedAwsProvider({ account, region: REGION, defaultTags: { Owner: "ml" } });
        await listBucket();
        const plain = await make(OBJECT, { bucket: "lists", key: "1", content: "" });
        expect(plain.properties["tagsAll"]).toEqual({ Owner: "ml" });
        const own = await make(OBJECT, {
            bucket: "lists",
            key: "2",
            content: "",
            overrideProvider: { defaultTags: { tags: {} } },
        });
        expect(own.properties["tagsAll"]).toEqual({});
    });

    it("of an address are public", async () => {
        const { id, properties } = await make(EIP, {});
        expect(id).toMatch(/^eipalloc-[0-9a-f]{17}$/);
        expect(properties).toMatchObject({
            allocationId: id,
            domain: "vpc",
            publicIp: expect.stringMatching(/^52\.94\.\d+\.\d+$/),
        });
    });
});

describe("a preview", () => {
    it("makes nothing and does not know what AWS chooses", async () => {
        const inputs = await checked(DETECTOR, { tags: { A: "b" } });
        const { id, properties } = await provider.create({ type: DETECTOR, inputs, preview: true });
        expect(id).toBe("");
        expect(properties).toEqual({
            ...{ enable: true, region: REGION, tags: { A: "b" }, tagsAll: { A: "b" } },
            ...{ accountId: UNKNOWN, arn: UNKNOWN, findingPublishingFrequency: UNKNOWN },
        });
        expect(account.guardDuty(REGION).detectors.list()).toEqual([]);
    });

    it("takes any publishing frequency: it is AWS that knows them", async () => {
        const inputs = await checked(DETECTOR, { findingPublishingFrequency: "HOURLY" });
        await provider.create({ type: DETECTOR, inputs, preview: true });
        await expect(provider.create({ type: DETECTOR, inputs, preview: false })).rejects.toThrow(
            "BadRequestException",
        );
    });

    it("does not ask AWS's rules", async () => {
        const inputs = await checked(FILTER, filter("no-such-detector", criterion("no.such.field", { equals: ["x"] })));
        await provider.create({ type: FILTER, inputs, preview: true });
        await expect(provider.create({ type: FILTER, inputs, preview: false })).rejects.toThrow("BadRequestException");
    });

    it("of an update keeps what AWS chose", async () => {
        const made = await make(DETECTOR, {});
        const news = await checked(DETECTOR, { enable: false }, made.inputs);
        const properties = await provider.update({
            type: DETECTOR,
            id: made.id,
            olds: made.properties,
            news,
            preview: true,
        });
        expect(properties).toMatchObject({ enable: false, arn: made.properties["arn"] });
        expect((await account.guardDuty(REGION).detectors.get(made.id)).enabled).toBe(true);
    });
});

describe("errors", () => {
    it("read as the provider's do, with AWS's code and words, and a note on the rule", async () => {
        await detector();
        const inputs = await checked(DETECTOR, {});
        const error = await provider
            .create({ type: DETECTOR, inputs, preview: false })
            .catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(ProviderError);
        expect(error).toMatchObject({ code: "BadRequestException" });
        expect(String(error)).toMatch(
            /creating GuardDuty Detector: operation error GuardDuty: CreateDetector, https response error StatusCode: 400, RequestID: [0-9a-f-]{36}, BadRequestException: The request is rejected because a detector already exists for the current account\.\n {4}\[simulator: An account has one detector per Region\. Rule detector\.onlyOne, documented: /,
        );
    });

    it("leave in the state what exists nevertheless", async () => {
        const inputs = await checked(KEY, { enableKeyRotation: true, rotationPeriodInDays: 89 });
        const error = await provider.create({ type: KEY, inputs, preview: false }).catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(ProviderError);
        expect(error).toMatchObject({ partial: { properties: { enableKeyRotation: false } } });
    });
});

describe("a filter", () => {
    it("takes a date for updatedAt and for nothing else, and finds out only when it is applied", async () => {
        const detectorId = await detector();
        const date = "2026-01-02T03:04:05Z";
        const made = await make(FILTER, filter(detectorId, criterion("updatedAt", { greaterThan: date })));
        expect(made.properties["findingCriteria"]).toEqual({ criterions: [{ field: "updatedAt", greaterThan: date }] });
        const stored = await account.guardDuty(REGION).filters.get(detectorId, "noise");
        expect(stored.criteria.get("updatedAt")?.greaterThan).toBe(BigInt(Date.parse(date)));
        for (const [field, greaterThan] of [
            ["service.count", date],
            ["updatedAt", "1767323045000"],
        ] as const) {
            const news = filter(detectorId, { name: "other", action: "ARCHIVE", ...criterion(field, { greaterThan }) });
            const inputs = await checked(FILTER, news);
            await provider.create({ type: FILTER, inputs, preview: true });
            await expect(provider.create({ type: FILTER, inputs, preview: false })).rejects.toThrow(
                `parsing condition "greater_than" for field "${field}"`,
            );
        }
    });

    it("drops what is finer than a second", async () => {
        const made = await make(
            FILTER,
            filter(await detector(), criterion("updatedAt", { lessThan: "2026-01-02T03:04:05.678Z" })),
        );
        expect(made.properties["findingCriteria"]).toEqual({
            criterions: [{ field: "updatedAt", lessThan: "2026-01-02T03:04:05Z" }],
        });
    });

    it("loses a bound of zero, and so differs for ever", async () => {
        const news = filter(await detector(), criterion("severity", { greaterThanOrEqual: "0" }));
        const made = await make(FILTER, news);
        expect(made.properties["findingCriteria"]).toEqual({ criterions: [{ field: "severity" }] });
        expect(await changes(made, news)).not.toEqual([]);
    });

    it("keeps the last of two criteria for one field", async () => {
        const criterions = ["first", "last"].map((value) => ({ field: "type", equals: [value] }));
        const made = await make(FILTER, filter(await detector(), { findingCriteria: { criterions } }));
        expect(made.properties["findingCriteria"]).toEqual({ criterions: [{ field: "type", equals: ["last"] }] });
    });

    it("has criteria in no order", async () => {
        const [one, two] = [
            { field: "type", equals: ["a"] },
            { field: "id", equals: ["b"] },
        ];
        const detectorId = await detector();
        const made = await make(FILTER, filter(detectorId, { findingCriteria: { criterions: [one, two] } }));
        expect(await changes(made, filter(detectorId, { findingCriteria: { criterions: [two, one] } }))).toEqual([]);
    });

    it.each<[PropertyMap, string[]]>([
        [{}, []],
        [{ rank: 2 }, ["update rank"]],
        [{ description: "why" }, ["add description"]],
        [{ name: "other" }, ["update-replace name"]],
        [criterion("type", { equals: ["x"] }), ["update findingCriteria.criterions[0]"]],
        [{ tags: { A: "b" } }, ["add tags"]],
        [{ region: "us-east-1" }, ["update-replace region"]],
    ])("changed by %o differs in %o", async (more, expected) => {
        const detectorId = await detector();
        expect(await changes(await make(FILTER, filter(detectorId)), filter(detectorId, more))).toEqual(expected);
    });

    it("is updated in place", async () => {
        const detectorId = await detector();
        const made = await make(FILTER, filter(detectorId, { description: "old" }));
        const properties = await change(made, filter(detectorId, { action: "ARCHIVE" }));
        expect(properties).toMatchObject({ action: "ARCHIVE" });
        expect(properties["description"]).toBeUndefined();
    });
});

describe("a detector's feature", () => {
    const ALL = ["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"];
    const runtime = (detectorId: string, names: readonly string[], status = "DISABLED"): PropertyMap => ({
        ...{ detectorId, name: "RUNTIME_MONITORING", status: "ENABLED" },
        additionalConfigurations: names.map((name) => ({ name, status })),
    });

    it("has its additional configurations in no order", async () => {
        const detectorId = await detector();
        const made = await make(FEATURE, runtime(detectorId, ALL));
        expect(await changes(made, runtime(detectorId, [...ALL].reverse()))).toEqual([]);
    });

    it("is replaced on every run where it leaves one out", async () => {
        const detectorId = await detector();
        const news = runtime(detectorId, ALL.slice(0, 2));
        const made = await make(FEATURE, news);
        expect(await changes(made, news)).toEqual(["delete-replace additionalConfigurations[2]"]);
    });

    it("is replaced on every run where AWS reports RDS_DATA_RISK, which it cannot name", async () => {
        const news = { detectorId: await detector(), name: "RDS_LOGIN_EVENTS", status: "ENABLED" };
        expect(await changes(await make(FEATURE, news), news)).toEqual(["delete-replace additionalConfigurations"]);
    });

    it("is on after it was deleted", async () => {
        const detectorId = await detector();
        const { id, properties } = await make(FEATURE, { detectorId, name: "AI_PROTECTION", status: "ENABLED" });
        await provider.delete({ type: FEATURE, id, properties });
        const state = await provider.read({ type: FEATURE, id });
        expect(state?.properties["status"]).toBe("ENABLED");
    });
});

describe("an IP list", () => {
    it("is waited for on the simulator's clock", async () => {
        await listBucket();
        const before = account.clock.now();
        const made = await make(IP_SET, list(await detector()));
        expect(made.properties["activate"]).toBe(true);
        expect(account.clock.now() - before).toBeGreaterThanOrEqual(account.timings.listActivation);
    });

    it("that ends in ERROR stays in the account, and not in the state", async () => {
        await listBucket();
        const detectorId = await detector();
        const inputs = await checked(IP_SET, list(detectorId, { location: "s3://lists/bad.txt" }));
        const error = await provider
            .create({ type: IP_SET, inputs, preview: false })
            .catch((reason: unknown) => reason);
        expect(String(error)).toContain(
            "creating GuardDuty IPSet (trusted): waiting for completion: unexpected state 'ERROR', wanted target 'ACTIVE, INACTIVE'",
        );
        expect(error).toMatchObject({ partial: undefined });
        expect(account.guardDuty(REGION).trustedIpLists.list(detectorId)).toMatchObject([{ status: "ERROR" }]);
        // What is left behind takes up the quota.
        await expect(make(IP_SET, list(detectorId, { name: "next" }))).rejects.toThrow(
            "beyond the current AWS account limits",
        );
    });

    it("that takes longer than five minutes is given up", async () => {
        account = new SimulatedAccount({ timings: { listActivation: 6 * 60_000 } });
        provider = new SimulatedAwsProvider({ account, region: REGION });
        await listBucket();
        await expect(make(IP_SET, list(await detector()))).rejects.toThrow(
            "timeout while waiting for state to become 'ACTIVE, INACTIVE' (last state: 'ACTIVATING', timeout: 5m0s)",
        );
    });

    it("is gone when deleting it is done", async () => {
        await listBucket();
        const detectorId = await detector();
        const { id, properties } = await make(IP_SET, list(detectorId));
        await provider.delete({ type: IP_SET, id, properties });
        expect(await provider.read({ type: IP_SET, id })).toBeUndefined();
        await make(IP_SET, list(detectorId));
    });

    it("sends a changed location alone, and so may go on with the old content", async () => {
        await listBucket();
        const detectorId = await detector();
        const made = await make(IP_SET, list(detectorId));
        const properties = await change(made, list(detectorId, { location: "s3://lists/b.txt" }));
        expect(properties).toMatchObject({ activate: true, location: "s3://lists/b.txt" });
        expect(account.guardDuty(REGION).trustedIpLists.list(detectorId)).toMatchObject([
            { inUse: { location: "s3://lists/a.txt" } },
        ]);
    });

    it.each<[PropertyMap, string[], boolean]>([
        [{ name: "other" }, ["update name"], false],
        [{ location: "s3://lists/b.txt" }, ["update location"], false],
        [{ activate: false }, ["update activate"], false],
        [{ format: "STIX" }, ["update-replace format"], true],
    ])("changed by %o differs in %o", async (more, expected, deleteBeforeReplace) => {
        await listBucket();
        const detectorId = await detector();
        const made = await make(IP_SET, list(detectorId));
        const result = await diff(made, list(detectorId, more));
        expect(result.changes.map(({ path, kind }) => `${kind} ${path}`)).toEqual(expected);
        expect(result.deleteBeforeReplace).toBe(deleteBeforeReplace);
    });

    it("with a generated name is replaced before it is deleted", async () => {
        await listBucket();
        const detectorId = await detector();
        const unnamed = Object.fromEntries(Object.entries(list(detectorId)).filter(([name]) => name !== "name"));
        const result = await diff(await make(THREAT_SET, unnamed), { ...unnamed, format: "STIX" });
        expect(result).toMatchObject({ deleteBeforeReplace: false, changes: [{ kind: "update-replace" }] });
    });
});

describe("a bucket and what is in it", () => {
    it("is not deleted while something is in it, unless forced", async () => {
        for (const forceDestroy of [false, true]) {
            const bucket = await make(BUCKET, { bucket: `bucket-${String(forceDestroy)}`, forceDestroy });
            await account.s3(REGION).settings.putVersioning(bucket.id, "Enabled");
            await make(OBJECT, { bucket: bucket.id, key: "a", content: "x" });
            const deleting = provider.delete({ type: BUCKET, id: bucket.id, properties: bucket.properties });
            await (forceDestroy ? deleting : expect(deleting).rejects.toThrow("BucketNotEmpty"));
        }
    });

    it("reads an object's file, and sees a changed one by its hash", async () => {
        const directory = await mkdtemp(join(tmpdir(), "simulator-"));
        try {
            await listBucket();
            const path = join(directory, "list.txt");
            await writeFile(path, "198.51.100.7\n");
            const source = (hash: string): PropertyMap => ({ asset: "file", source: path, hash });
            const made = await make(OBJECT, { bucket: "lists", key: "f.txt", source: source("1") });
            expect(account.world.bucket("aws", "lists")?.objects.get("f.txt")?.[0]?.content.toString()).toBe(
                "198.51.100.7\n",
            );
            expect(await changes(made, { bucket: "lists", key: "f.txt", source: source("1") })).toEqual([]);
            expect(await changes(made, { bucket: "lists", key: "f.txt", source: source("2") })).toEqual([
                "update source",
            ]);
            expect(await changes(made, { bucket: "lists", key: "g.txt", source: source("1") })).toEqual([
                "update-replace key",
            ]);
        } finally {
            await rm(directory, { recursive: true });
        }
    });

    it("has a policy that is the same in other words", async () => {
        await listBucket();
        const policy = (Action: string | string[]): string =>
            JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                    {
                        Effect: "Deny",
                        Principal: "*",
                        Action,
                        Resource: "arn:aws:s3:::lists/*",
                        Condition: { Bool: { "aws:SecureTransport": "false" } },
                    },
                ],
            });
        const made = await make(BUCKET_POLICY, { bucket: "lists", policy: policy("s3:*") });
        expect(await changes(made, { bucket: "lists", policy: policy(["s3:*"]) })).toEqual([]);
        expect(await changes(made, { bucket: "lists", policy: policy("s3:GetObject") })).toEqual(["update policy"]);
    });

    it("is reached through its own Region only", async () => {
        const bucket = await make(BUCKET, { region: "us-east-1" });
        await expect(make(OBJECT, { bucket: bucket.id, key: "a", content: "" })).rejects.toThrow("PermanentRedirect");
        await make(OBJECT, { bucket: bucket.id, key: "a", content: "", region: "us-east-1" });
    });
});

describe("a bucket's settings", () => {
    const bucket = "lists";
    const rule = { id: "r", status: "Enabled", filter: {}, expiration: { days: 30 } };
    it.each<[string, PropertyMap]>([
        [
            "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
            { rule: { objectOwnership: "BucketOwnerEnforced" } },
        ],
        ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", { blockPublicAcls: true, blockPublicPolicy: true }],
        ["aws:s3/bucketVersioning:BucketVersioning", { versioningConfiguration: { status: "Enabled" } }],
        [
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            {
                rules: [
                    {
                        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "k" },
                        bucketKeyEnabled: true,
                    },
                ],
            },
        ],
        ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", { rules: [rule] }],
        ["aws:s3/bucketLogging:BucketLogging", { targetBucket: bucket, targetPrefix: "logs/" }],
        [
            "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
            { rule: { defaultRetention: { mode: "GOVERNANCE", days: 1 } } },
        ],
    ])("%s is set, differs in nothing afterwards, and is unset", async (type, settings) => {
        await listBucket();
        await account.s3(REGION).settings.putVersioning(bucket, "Enabled");
        const news = { bucket, ...settings };
        const made = await make(type, news);
        expect(made).toMatchObject({ id: bucket, properties: news });
        expect(await changes(made, news)).toEqual([]);
        await provider.delete({ type, id: bucket, properties: made.properties });
    });

    it("leaves versioning on where Object Lock keeps it on", async () => {
        const { id } = await make(BUCKET, { objectLockEnabled: true });
        const type = "aws:s3/bucketVersioning:BucketVersioning";
        const { properties } = await make(type, { bucket: id, versioningConfiguration: { status: "Enabled" } });
        await provider.delete({ type, id, properties });
        expect(account.world.bucket("aws", id)?.versioning).toBe("Enabled");
    });

    it("leaves off what is left out of a public access block", async () => {
        await listBucket();
        const made = await make("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", {
            bucket,
            blockPublicAcls: true,
        });
        expect(made.properties).toMatchObject({ blockPublicAcls: true, blockPublicPolicy: false });
    });
});

describe("a key and its alias", () => {
    it("is a target by id or by ARN", async () => {
        const key = await make(KEY, {});
        const alias = await make(ALIAS, { targetKeyId: key.id });
        expect(alias.properties).toMatchObject({ targetKeyId: key.id, targetKeyArn: key.properties["arn"] });
        expect(await changes(alias, { targetKeyId: key.properties["arn"] ?? "" })).toEqual([]);
    });

    it("is scheduled for deletion, and gone for the provider", async () => {
        const { id, properties } = await make(KEY, { deletionWindowInDays: 7 });
        await provider.delete({ type: KEY, id, properties });
        expect(await provider.read({ type: KEY, id, properties })).toBeUndefined();
        expect(account.kms(REGION).find(id)?.deletionAt).toBe(account.clock.now() + 7 * 24 * 60 * 60_000);
    });

    it("rotates yearly unless told otherwise", async () => {
        const { properties } = await make(KEY, { enableKeyRotation: true });
        expect(properties).toMatchObject({ enableKeyRotation: true, rotationPeriodInDays: 365 });
    });
});

describe("programs that do much at once", () => {
    it("get past no limit", async () => {
        await listBucket();
        const detectorId = await detector();
        const names = Array.from({ length: 8 }, (_, index) => `list-${index}`);
        const results = await Promise.allSettled(names.map((name) => make(THREAT_SET, list(detectorId, { name }))));
        expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(6);
    });
});

describe("every type", () => {
    it("differs in nothing right after it was made", async () => {
        await listBucket();
        const detectorId = (await make(DETECTOR, { tags: { A: "b" }, findingPublishingFrequency: "ONE_HOUR" })).id;
        const news: [string, PropertyMap][] = [
            [FEATURE, { detectorId, name: "S3_DATA_EVENTS", status: "ENABLED" }],
            [FILTER, filter(detectorId, { tags: { A: "b" }, description: "x" })],
            [IP_SET, list(detectorId, { tags: { A: "b" } })],
            [BUCKET, { objectLockEnabled: true }],
            [OBJECT, { bucket: "lists", key: "x", content: "y", contentType: "text/plain", metadata: { a: "b" } }],
            [KEY, { description: "d", tags: { A: "b" } }],
            [EIP, {}],
        ];
        for (const [type, inputs] of news) {
            expect([type, await changes(await make(type, inputs), inputs)]).toEqual([type, []]);
        }
    });
});
