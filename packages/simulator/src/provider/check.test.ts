import { describe, expect, it } from "vitest";

import {
    DETECTOR,
    FEATURE,
    IP_SET,
    FILTER,
    BUCKET,
    OBJECT,
    BUCKET_POLICY,
    KEY,
    ALIAS,
    provider,
    checked,
    failuresOf,
    make,
    changes,
    filter,
    criterion,
    list,
} from "../../test/provider-fixture";
import { NotModelledError, UNKNOWN, type PropertyMap } from "./resource-provider";

describe("what is not modelled", () => {
    it.each([
        ["a resource type", "aws:dynamodb/table:Table", {}, "the resource type aws:dynamodb/table:Table"],
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
        const type = "aws:dynamodb/table:Table";
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
            'action: expected action to be one of ["NOOP" "ARCHIVE"], got HIDE',
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
            "name: expected name to be one of",
        ],
        [
            "a feature without a name, which gets one of no use",
            FEATURE,
            { detectorId: "d", status: "ENABLED" },
            "name: expected name to be one of",
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
            "additionalConfigurations[0].name: expected name to be one of",
        ],
        ["a list's format", IP_SET, list("d", { format: "CSV" }), "format: expected format to be one of"],
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

    it("knows what a Region looks like", async () => {
        expect(await failuresOf(BUCKET, { region: "us-gov-west-1" })).toEqual([]);
        expect(await failuresOf(BUCKET, { region: "2026-01-01T00:00:00Z" })).toEqual([
            "region: must be a valid AWS Region Code, got 2026-01-01T00:00:00Z",
        ]);
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
