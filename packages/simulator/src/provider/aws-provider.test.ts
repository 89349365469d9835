import { describe, expect, it } from "vitest";

import {
    REGION,
    DETECTOR,
    FEATURE,
    IP_SET,
    THREAT_SET,
    FILTER,
    BUCKET,
    OBJECT,
    KEY,
    EIP,
    account,
    provider,
    start,
    checked,
    make,
    changes,
    detector,
    filter,
    criterion,
    listBucket,
    list,
} from "../../test/provider-fixture";
import { ProviderError, UNKNOWN, type PropertyMap } from "./resource-provider";

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
        start({ defaultTags: { Owner: "ml" } });
        expect((await make(DETECTOR, { tags: { Team: "x" } })).properties).toMatchObject({
            tags: { Team: "x" },
            tagsAll: { Owner: "ml", Team: "x" },
        });
    });

    it("leave an object without the provider's tags where it overrides them", async () => {
        start({ defaultTags: { Owner: "ml" } });
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
