import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";

import { decorated, ProviderError, type ResourceProvider } from "../../src/index";
import { asset, initFailureOf, plain, secret, UNKNOWN_ON_WIRE, without, type Plain } from "../protocol-client";
import { TYPES } from "./every-type";
import { Session } from "./session";

const session = Session.forEachTest();
const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
const { ADD, UPDATE, DELETE, UPDATE_REPLACE, ADD_REPLACE } = messages.PropertyDiff.Kind;
const folder = mkdtempSync(join(tmpdir(), "provider-server-"));

afterAll(() => rmSync(folder, { recursive: true }));

const filterOn = (detectorId: string, more: Plain = {}): Plain => ({
    ...{ detectorId, name: "quiet", action: "ARCHIVE", rank: 1 },
    findingCriteria: { criterions: [{ field: "type", equals: ["a", "b"] }] },
    ...more,
});

describe("a check", () => {
    it("fills in defaults and a name, and says which it chose", async () => {
        const { inputs } = await session.client.check(TYPES.bucket, "Data", {});
        expect(inputs).toMatchObject({ forceDestroy: false, __defaults: ["bucket", "forceDestroy"].sort() });
        expect(inputs.bucket).toMatch(/^data-[0-9a-f]{7}$/);
    });

    it("makes another name with another seed, as for a replacement, and keeps the old one otherwise", async () => {
        const seeded = (seed: number) => (request: messages.CheckRequest) =>
            request.setRandomseed(new Uint8Array(32).fill(seed));
        const one = await session.client.check(TYPES.bucket, "b", {}, {}, seeded(1));
        const same = await session.client.check(TYPES.bucket, "b", {}, {}, seeded(1));
        const other = await session.client.check(TYPES.bucket, "b", {}, {}, seeded(2));
        const kept = await session.client.check(TYPES.bucket, "b", {}, one.inputs, seeded(2));
        expect(same.inputs.bucket).toBe(one.inputs.bucket);
        expect(other.inputs.bucket).not.toBe(one.inputs.bucket);
        expect(kept.inputs.bucket).toBe(one.inputs.bucket);
    });

    it("names as the project's autonaming wants", async () => {
        const { DISABLE, ENFORCE, PROPOSE } = messages.CheckRequest.AutonamingOptions.Mode;
        const named = (mode: number, name: string) => (request: messages.CheckRequest) =>
            request.setAutonaming(new messages.CheckRequest.AutonamingOptions().setMode(mode).setProposedName(name));
        const check = async (mode: number, name: string) =>
            session.client.check(TYPES.bucket, "b", {}, {}, named(mode, name));
        expect((await check(PROPOSE, "My-Name")).inputs.bucket).toBe("my-name");
        expect((await check(ENFORCE, "exact")).inputs.bucket).toBe("exact");
        expect((await check(DISABLE, "")).inputs).not.toHaveProperty("bucket");
        expect((await check(PROPOSE, "x".repeat(64))).failures).toEqual([
            expect.stringMatching(/^bucket: proposed name 'x+' is longer than maximum length 63$/),
        ]);
    });

    it("reports failures by property", async () => {
        const { failures } = await session.client.check(TYPES.filter, "f", {
            action: "DROP",
            detectorId: "d",
            rank: 1,
        });
        expect(failures).toEqual([
            'action: expected action to be one of ["NOOP" "ARCHIVE"], got DROP',
            expect.stringMatching(/^findingCriteria: Missing required argument/),
        ]);
    });

    it("lets unknown values pass, and gives them back as such", async () => {
        const { inputs, failures } = await session.client.check(TYPES.filter, "f", filterOn(UNKNOWN_ON_WIRE));
        expect(failures).toEqual([]);
        expect(inputs.detectorId).toBe(UNKNOWN_ON_WIRE);
    });
});

describe("a diff", () => {
    it("says of every change where it is, what kind, and whether it replaces", async () => {
        const { id: detectorId } = await session.client.make(TYPES.detector, "d", {});
        const made = await session.client.make(TYPES.filter, "f", filterOn(detectorId, { tags: { a: "1", b: "2" } }));
        const news = {
            ...filterOn(detectorId, { description: "new", rank: 1, tags: { b: "3", c: "4" } }),
            findingCriteria: { criterions: [{ field: "type", equals: ["a", "c"] }] },
        };
        expect(await session.client.diff(made, news)).toEqual({
            changes: DIFF_SOME,
            diffs: ["description", "findingCriteria", "tags"],
            replaces: [],
            deleteBeforeReplace: false,
            detailed: {
                description: ADD,
                "findingCriteria.criterions[0]": UPDATE,
                "tags.a": DELETE,
                "tags.b": UPDATE,
                "tags.c": ADD,
            },
        });
    });

    it("deletes first where the program gave the name itself", async () => {
        const { id: detectorId } = await session.client.make(TYPES.detector, "d", {});
        const named = await session.client.make(TYPES.filter, "f", filterOn(detectorId));
        const moved = { ...named.inputs, detectorId: "0".repeat(32) };
        expect(await session.client.diff(named, moved)).toMatchObject({
            replaces: ["detectorId"],
            deleteBeforeReplace: true,
            detailed: { detectorId: UPDATE_REPLACE },
        });
        const unnamed = without(filterOn(detectorId), "name");
        const generated = await session.client.make(TYPES.filter, "other", { ...unnamed, rank: 2 });
        const elsewhere = { ...generated.inputs, detectorId: "0".repeat(32) };
        expect(await session.client.diff(generated, elsewhere)).toMatchObject({ deleteBeforeReplace: false });
    });

    it("replaces a resource of which the provider's Region has changed", async () => {
        const made = await session.client.make(TYPES.detector, "d", {});
        const ohio = await session.connect({ region: "us-east-2" });
        expect(await ohio.diff(made, made.inputs)).toMatchObject({ replaces: ["region"] });
    });

    it("takes an unknown value for a change", async () => {
        const made = await session.client.make(TYPES.detector, "d", { tags: { a: "1" } });
        const news = { ...made.inputs, tags: UNKNOWN_ON_WIRE };
        expect(await session.client.diff(made, news)).toMatchObject({ changes: DIFF_SOME, diffs: ["tags"] });
    });

    it("leaves out what is to be ignored, and an update leaves it as it is", async () => {
        const made = await session.client.make(TYPES.detector, "d", {
            ...{ findingPublishingFrequency: "ONE_HOUR", tags: { a: "1", b: "2" } },
        });
        const { inputs } = await session.client.check(TYPES.detector, "d", {
            ...{ findingPublishingFrequency: "SIX_HOURS", tags: { a: "9", b: "9" }, enable: false },
        });
        const ignored = ["findingPublishingFrequency", "tags.a"];
        expect((await session.client.diff(made, inputs, ignored)).detailed).toEqual({
            enable: UPDATE,
            "tags.b": UPDATE,
        });
        const updated = await session.client.update(made, inputs, false, ignored);
        expect(updated.state).toMatchObject({
            ...{ enable: false, findingPublishingFrequency: "ONE_HOUR", tags: { a: "1", b: "9" } },
        });
    });

    it("makes another resource of what is added where it forces that", async () => {
        const { id: detectorId } = await session.client.make(TYPES.detector, "d", {});
        const made = await session.client.make(TYPES.feature, "f", {
            ...{ detectorId, name: "S3_DATA_EVENTS", status: "ENABLED" },
        });
        const news = {
            ...made.inputs,
            additionalConfigurations: [{ name: "EC2_AGENT_MANAGEMENT", status: "ENABLED" }],
        };
        expect((await session.client.diff(made, news)).detailed).toEqual({
            "additionalConfigurations[0]": ADD_REPLACE,
        });
    });
});

describe("a preview", () => {
    it("makes nothing, and knows what does not depend on AWS", async () => {
        const { inputs } = await session.client.check(TYPES.bucket, "b", { bucket: "named", tags: { a: "1" } });
        const planned = await session.client.create(TYPES.bucket, "b", inputs, true);
        expect(planned).toMatchObject({ id: "", state: { bucket: "named", tags: { a: "1" }, tagsAll: { a: "1" } } });
        expect(planned.state.arn).toBe(UNKNOWN_ON_WIRE);
        expect(await session.client.read(TYPES.bucket, "named")).toBeUndefined();
    });

    it("of an update keeps what AWS chose before, and changes nothing", async () => {
        const made = await session.client.make(TYPES.detector, "d", {});
        const planned = await session.client.update(made, { ...made.inputs, enable: false }, true);
        expect(planned.state).toMatchObject({ enable: false, arn: made.state.arn });
        expect((await session.client.read(TYPES.detector, made.id, made))!.state).toMatchObject({ enable: true });
    });
});

describe("secrets", () => {
    it("reach AWS as plain values, and are marked wherever their property comes back", async () => {
        const tags = { team: secret("blue"), other: "x" };
        const { inputs } = await session.client.check(TYPES.detector, "d", { tags });
        expect(inputs.tags).toEqual(secret({ team: "blue", other: "x" }));
        const made = await session.client.create(TYPES.detector, "d", inputs);
        expect(made.state.tags).toEqual(secret({ team: "blue", other: "x" }));
        const detector = await session.account.guardDuty("eu-west-1").detectors.get(made.id);
        expect(detector.tags).toEqual({ team: "blue", other: "x" });
        const updated = await session.client.update(made, { ...inputs, tags: secret({ team: "red" }) });
        expect(updated.state.tags).toEqual(secret({ team: "red" }));
        const read = await session.client.read(TYPES.detector, made.id, updated);
        expect(read).toMatchObject({
            state: { tags: secret({ team: "red" }) },
            inputs: { tags: secret({ team: "red" }) },
        });
    });

    it("do not differ from the same value in the open", async () => {
        const made = await session.client.make(TYPES.detector, "d", { tags: { team: "blue" } });
        const news = { ...made.inputs, tags: secret({ team: "blue" }) };
        expect(await session.client.diff(made, news)).toMatchObject({ changes: DIFF_NONE });
    });
});

describe("an asset", () => {
    const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
    const objectOf = (source: Plain): Plain => ({ bucket: "lists", key: "list.txt", source });

    it("is uploaded from the program's folder, stays as written, and is compared by its hash alone", async () => {
        await session.start({ directory: folder });
        await session.client.make(TYPES.bucket, "b", { bucket: "lists" });
        writeFileSync(join(folder, "list.txt"), "198.51.100.1\n");
        const hash = sha256("198.51.100.1\n");
        const made = await session.client.make(TYPES.object, "o", objectOf(asset({ path: "list.txt", hash })));
        expect(made.state.source).toEqual(asset({ path: "list.txt", hash }));
        const stored = await session.account.s3("eu-west-1").objects.head("lists", "list.txt");
        expect(String(stored!.content)).toBe("198.51.100.1\n");
        // In a diff and in a state the engine leaves out all but the hash.
        const elided = { ...made, state: { ...made.state, source: asset({ hash }) } };
        const news = (other: string): Plain => ({ ...made.inputs, source: asset({ hash: other }) });
        expect(await session.client.diff(elided, news(hash))).toMatchObject({ changes: DIFF_NONE });
        expect((await session.client.diff(elided, news(sha256("other")))).detailed).toEqual({ source: UPDATE });
        const inputs = { ...made.inputs, source: asset({ hash }) };
        const read = await session.client.read(TYPES.object, made.id, { state: elided.state, inputs });
        expect(read).toMatchObject({ inputs: { source: asset({ text: "", hash }) } });
    });

    it("of text is uploaded as it is", async () => {
        await session.client.make(TYPES.bucket, "b", { bucket: "lists" });
        const text = asset({ text: "203.0.113.7\n", hash: sha256("203.0.113.7\n") });
        expect((await session.client.make(TYPES.object, "o", objectOf(text))).state.source).toEqual(text);
        const stored = await session.account.s3("eu-west-1").objects.head("lists", "list.txt");
        expect(String(stored!.content)).toBe("203.0.113.7\n");
    });

    it("that is not where the server looks is told with where that was", async () => {
        await session.start({ directory: folder });
        await session.client.make(TYPES.bucket, "b", { bucket: "lists" });
        writeFileSync(join(folder, "other.txt"), "something else");
        const upload = (path: string): Promise<unknown> =>
            session.client.make(TYPES.object, "o", objectOf(asset({ path, hash: sha256("as registered") })));
        await expect(upload("missing.txt")).rejects.toThrow(
            `missing.txt was looked for from its own folder, as ${join(folder, "missing.txt")}`,
        );
        await expect(upload("other.txt")).rejects.toThrow("it is not the file that the program registered");
    });
});

describe("a creation that fails half way", () => {
    it("leaves id and state to the engine, with the reason", async () => {
        const { inputs } = await session.client.check(TYPES.key, "k", {
            ...{ enableKeyRotation: true, rotationPeriodInDays: 1 },
        });
        const error: unknown = await session.client.create(TYPES.key, "k", inputs).catch((reason: unknown) => reason);
        const failure = initFailureOf(error)!;
        expect(failure.getReasonsList()).toEqual([
            expect.stringMatching(/^creating urn:pulumi:dev::test::aws:kms\/key:Key::k: updating KMS Key/),
        ]);
        expect(plain(failure.getProperties())).toMatchObject({ enableKeyRotation: false, keyId: failure.getId() });
        expect(await session.client.read(TYPES.key, failure.getId())).toMatchObject({ id: failure.getId() });
    });

    it("of which nothing exists is only refused", async () => {
        await session.client.make(TYPES.detector, "d", {});
        const error: unknown = await session.client
            .make(TYPES.detector, "second", {})
            .catch((reason: unknown) => reason);
        expect(initFailureOf(error)).toBeUndefined();
        expect(String(error)).toContain("BadRequestException");
    });
});

describe("an update that is refused", () => {
    /** Refuses the next update of the resource called so, before anything is done. */
    function refusing(name: string): (provider: ResourceProvider) => ResourceProvider {
        let pending = true;
        return (provider) =>
            decorated(provider, {
                update: (request) => {
                    if (pending && !request.preview && request.urn?.endsWith(`::${name}`) === true) {
                        pending = false;
                        return Promise.reject(new ProviderError("ThrottlingException: Rate exceeded"));
                    }
                    return provider.update(request);
                },
            });
    }

    it("leaves what was wanted in the state; the next one reads what is, and the one after that makes it good", async () => {
        await session.start({ wrap: refusing("d") });
        const made = await session.client.make(TYPES.detector, "d", {});
        const inputs = { ...made.inputs, enable: false };
        const error: unknown = await session.client.update(made, inputs).catch((reason: unknown) => reason);
        const failure = initFailureOf(error)!;
        expect(failure.getReasonsList()).toEqual([
            "updating urn:pulumi:dev::test::aws:guardduty/detector:Detector::d: ThrottlingException: Rate exceeded",
        ]);
        const recorded = { ...made, inputs, state: plain(failure.getProperties()) };
        expect(recorded.state).toMatchObject({ enable: false });
        expect(await session.client.diff(recorded, inputs)).toMatchObject({ changes: DIFF_NONE });
        const second = await session.client.update(recorded, inputs);
        expect(second.state).toMatchObject({ enable: true });
        expect(await session.client.diff(second, inputs)).toMatchObject({ diffs: ["enable"] });
        expect((await session.client.update(second, inputs)).state).toMatchObject({ enable: false });
    });

    it("leaves in the state only what is known, or the engine would keep nothing of it", async () => {
        await session.start({ wrap: refusing("b") });
        const made = await session.client.make(TYPES.bucket, "b", { bucket: "named" });
        const inputs = { ...made.inputs, tags: { a: "1" } };
        const error: unknown = await session.client.update(made, inputs).catch((reason: unknown) => reason);
        const wanted = plain(initFailureOf(error)!.getProperties());
        expect(wanted).toMatchObject({ bucket: "named", arn: made.state.arn, tags: { a: "1" } });
        expect(Object.values(wanted)).not.toContain(UNKNOWN_ON_WIRE);
    });

    it("is sent again by resources that send whatever they are updated for", async () => {
        await session.start({ wrap: refusing("f") });
        const { id: detectorId } = await session.client.make(TYPES.detector, "d", {});
        const made = await session.client.make(TYPES.feature, "f", {
            ...{ detectorId, name: "S3_DATA_EVENTS", status: "ENABLED" },
        });
        const inputs = { ...made.inputs, status: "DISABLED" };
        const error: unknown = await session.client.update(made, inputs).catch((reason: unknown) => reason);
        const recorded = { ...made, inputs, state: plain(initFailureOf(error)!.getProperties()) };
        expect((await session.client.update(recorded, inputs)).state).toMatchObject({ status: "DISABLED" });
        expect(await session.client.read(TYPES.feature, made.id)).toMatchObject({ state: { status: "DISABLED" } });
    });

    it("of a lifecycle configuration leaves the state as it was", async () => {
        await session.start({ wrap: refusing("l") });
        await session.client.make(TYPES.bucket, "b", { bucket: "lists" });
        const rules = (days: number): Plain[] => [{ id: "old", status: "Enabled", expiration: { days } }];
        const made = await session.client.make(TYPES.lifecycle, "l", { bucket: "lists", rules: rules(1) });
        const error: unknown = await session.client
            .update(made, { ...made.inputs, rules: rules(2) })
            .catch((reason: unknown) => reason);
        expect(initFailureOf(error)).toBeUndefined();
        expect(String(error)).toContain("Rate exceeded");
    });
});

describe("a refresh", () => {
    it("sees what others did, also to a default, and says nothing of what the program never gave", async () => {
        const made = await session.client.make(TYPES.key, "k", { description: "mine" });
        await session.account.kms("eu-west-1").updateDescription(made.id, "theirs");
        await session.account.kms("eu-west-1").setRotation(made.id, { periodInDays: 90 });
        const refreshed = (await session.client.read(TYPES.key, made.id, made))!;
        expect(refreshed.inputs).toMatchObject({ description: "theirs", enableKeyRotation: true });
        expect(refreshed.inputs).not.toHaveProperty("rotationPeriodInDays");
        expect(refreshed.inputs.__defaults).not.toContain("enableKeyRotation");
        const { inputs } = await session.client.check(TYPES.key, "k", { description: "mine" }, refreshed.inputs);
        expect(await session.client.diff(refreshed, inputs)).toMatchObject({
            diffs: ["description", "enableKeyRotation"],
        });
    });

    it("lets a drift of the only default stand, since no list of defaults is left", async () => {
        const made = await session.client.make(TYPES.detector, "d", {});
        expect(made.inputs).toEqual({ enable: true, __defaults: ["enable"] });
        await session.account.guardDuty("eu-west-1").detectors.update(made.id, { enable: false });
        const refreshed = (await session.client.read(TYPES.detector, made.id, made))!;
        expect(refreshed.inputs).toEqual({ enable: false });
        const { inputs } = await session.client.check(TYPES.detector, "d", {}, refreshed.inputs);
        expect(await session.client.diff(refreshed, inputs)).toMatchObject({ changes: DIFF_NONE });
        const said = await session.client.check(TYPES.detector, "d", { enable: true }, refreshed.inputs);
        expect(await session.client.diff(refreshed, said.inputs)).toMatchObject({ diffs: ["enable"] });
    });
});

describe("a deletion", () => {
    it("that AWS refuses says of which resource", async () => {
        const bucket = await session.client.make(TYPES.bucket, "b", { bucket: "lists" });
        await session.client.make(TYPES.object, "o", { bucket: "lists", key: "a", content: "a" });
        await expect(session.client.delete(bucket)).rejects.toThrow(
            /deleting urn:pulumi:dev::test::aws:s3\/bucket:Bucket::b: deleting S3 Bucket \(lists\).*BucketNotEmpty/,
        );
    });
});

describe("requests at the same time", () => {
    it("are each answered rightly, over several connections", async () => {
        const regions = ["eu-west-1", "us-east-2", "ap-northeast-1"];
        const clients = await Promise.all(regions.map((region) => session.connect({ region })));
        await fc.assert(
            fc.asyncProperty(
                fc.uniqueArray(fc.stringMatching(/^[a-z]{8}$/), { minLength: 50, maxLength: 50 }),
                async (names) => {
                    const buckets = await Promise.all(
                        names.map((name, index) =>
                            clients[index % clients.length]!.make(TYPES.bucket, name, { bucket: name }),
                        ),
                    );
                    expect(buckets.map(({ id }) => id)).toEqual(names);
                    expect(buckets.map(({ state }) => state.region)).toEqual(
                        names.map((_, index) => regions[index % regions.length]),
                    );
                    const objects = await Promise.all(
                        buckets.map(({ id }, index) =>
                            clients[index % clients.length]!.make(TYPES.object, id, {
                                bucket: id,
                                key: id,
                                content: id,
                            }),
                        ),
                    );
                    expect(new Set(objects.map(({ state }) => state.arn)).size).toBe(names.length);
                    for (const [index, made] of objects.entries()) {
                        const stored = await session.account
                            .s3(regions[index % regions.length]!)
                            .objects.head(made.id, made.id);
                        expect(String(stored!.content)).toBe(made.id);
                    }
                    await Promise.all(
                        [...objects.keys()].map((index) => clients[index % clients.length]!.delete(objects[index]!)),
                    );
                    await Promise.all(
                        [...buckets.keys()].map((index) => clients[index % clients.length]!.delete(buckets[index]!)),
                    );
                },
            ),
            { numRuns: 4 },
        );
    });

    it("leave one of two that exclude each other", async () => {
        const results = await Promise.allSettled(
            Array.from({ length: 16 }, (_, index) => session.client.make(TYPES.detector, `d${index}`, {})),
        );
        expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    });
});
