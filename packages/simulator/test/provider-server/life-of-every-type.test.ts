import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { beforeAll, describe, expect, it } from "vitest";

import { RESOURCE_TYPES } from "../../src/provider/types/table";
import { without } from "../protocol-client";
import { makeEveryType, TYPES, type Declared, type Kind } from "./every-type";
import { Session } from "./session";

const session = Session.forAllTests();
const { DIFF_NONE } = messages.DiffResponse.DiffChanges;
const KINDS = Object.keys(TYPES).filter((kind): kind is Kind => kind in TYPES);

let made: Record<Kind, Declared>;

beforeAll(async () => {
    made = await makeEveryType(session.client, session.account);
});

/** Without what AWS does not tell: a program that gives it sees it as a difference when it imports. */
function importable(kind: Kind): Declared["news"] {
    return without(without(made[kind].news, "content"), "code");
}

/** As `pulumi import` takes it: the "Import" section of each type in @pulumi/aws. */
function importIdOf(kind: Kind): string {
    const ids: Partial<Record<Kind, string>> = {
        ...{ object: "lists-1/lists/trusted.txt", eventTarget: "findings/topic" },
        permission: `listener/${made.permission.id}`,
        attachment: `reader/${String(made.attachment.news.policyArn)}`,
    };
    return ids[kind] ?? made[kind].id;
}

it("covers every modelled type", () => {
    expect(Object.values(TYPES).sort()).toEqual([...RESOURCE_TYPES.keys()].sort());
});

describe.each(KINDS)("%s", (kind) => {
    it("has no difference from its own program", async () => {
        const { type, news, inputs } = made[kind];
        const again = await session.client.check(type, `${kind}s`, news, inputs);
        expect(again).toEqual({ inputs, failures: [] });
        expect(await session.client.diff(made[kind], again.inputs)).toMatchObject({ changes: DIFF_NONE, detailed: {} });
    });

    it("is refreshed to the inputs it had, without a difference", async () => {
        const { type, id, state, inputs } = made[kind];
        const refreshed = await session.client.read(type, id, { state, inputs });
        const { __defaults: defaults, ...rest } = inputs;
        const empty = Array.isArray(defaults) && defaults.length === 0;
        expect(refreshed).toMatchObject({ id, inputs: empty ? rest : inputs });
        const again = await session.client.check(type, `${kind}s`, made[kind].news, refreshed!.inputs);
        expect(await session.client.diff(refreshed!, again.inputs)).toMatchObject({ changes: DIFF_NONE });
    });

    it("is imported by its id alone, with inputs from which a program does not differ", async () => {
        const { type, id } = made[kind];
        const imported = await session.client.read(type, importIdOf(kind));
        // An attachment's id says nothing, and an import has one of its own.
        const idThen = kind === "attachment" ? expect.stringMatching(/^reader-arn:aws:iam::aws:policy/) : id;
        expect(imported).toMatchObject({ id: idThen, inputs: { __defaults: [] } });
        const { inputs, failures } = await session.client.check(type, `${kind}s`, importable(kind), imported!.inputs);
        expect(failures).toEqual([]);
        expect(await session.client.diff(imported!, inputs)).toMatchObject({ changes: DIFF_NONE, detailed: {} });
    });

    it("passes its own check with the inputs of an import, as a generated program would have them", async () => {
        const imported = await session.client.read(made[kind].type, importIdOf(kind));
        const news = without(imported!.inputs, "__defaults");
        expect((await session.client.check(made[kind].type, `${kind}s`, news)).failures).toEqual([]);
    });
});

function objectOfGuardDuty(): string {
    const [key] = session.account.world.bucket("aws", "evidence-1")!.objects.keys();
    return key!;
}

describe("an import", () => {
    it("finds nothing that is not there", async () => {
        for (const kind of KINDS.filter((one) => one !== "object")) {
            const id = importIdOf(kind).replace(/[a-z0-9]/g, (letter) => (letter === "0" ? "1" : "0"));
            expect(
                await session.client.read(TYPES[kind], kind === "filter" ? `${made.detector.id}:none` : id),
                kind,
            ).toBe(undefined);
        }
        expect(await session.client.read(TYPES.object, "lists-1/none")).toBeUndefined();
    });

    it("takes the URL of an object, and says what it expects of another", async () => {
        expect(await session.client.read(TYPES.object, "s3://lists-1/lists/trusted.txt")).toMatchObject({
            id: "lists/trusted.txt",
        });
        await expect(session.client.read(TYPES.object, "trusted.txt")).rejects.toThrow("expected <bucket>/<key>");
    });

    it("takes a Region behind the id", async () => {
        const ohio = await session.connect({ region: "us-east-2" });
        expect(await ohio.read(TYPES.detector, made.detector.id)).toBeUndefined();
        expect(await ohio.read(TYPES.detector, `${made.detector.id}@eu-west-1`)).toMatchObject({
            id: made.detector.id,
            inputs: { region: "eu-west-1" },
        });
    });

    it("differs in what AWS does not tell", async () => {
        const imported = await session.client.read(TYPES.key, made.key.id);
        const news = { ...made.key.news, deletionWindowInDays: 7 };
        const { inputs } = await session.client.check(TYPES.key, "keys", news, imported!.inputs);
        expect((await session.client.diff(imported!, inputs)).diffs).toEqual(["deletionWindowInDays"]);
    });
});

describe("a bucket", () => {
    it("tells after a refresh of the settings that others made, and does not differ", async () => {
        const before = made.bucket.state;
        expect(before).toMatchObject({ lifecycleRules: [], versioning: { enabled: true }, policy: "" });
        const after = await session.client.read(TYPES.bucket, made.bucket.id, made.bucket);
        expect(after!.state).toMatchObject({
            lifecycleRules: [{ id: "old", enabled: true, expiration: { days: 30 } }, { id: "tagged" }],
            logging: { targetBucket: "logs-1", targetPrefix: "evidence/" },
            policy: made.policy.news.policy,
            serverSideEncryptionConfiguration: {
                rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" }, bucketKeyEnabled: true },
            },
            objectLockConfiguration: { rule: { defaultRetention: { mode: "GOVERNANCE", days: 5 } } },
        });
        expect(await session.client.diff(after!, made.bucket.inputs)).toMatchObject({ changes: DIFF_NONE });
    });
});

it("is gone once deleted, all but what stays on or is always there", async () => {
    const { objects } = session.account.s3("eu-west-1");
    await objects.deleteAllVersions("evidence-1", objectOfGuardDuty(), true);
    const detectorLast: Kind[] = ["destination", "ipSet", "threatSet", "filter", "feature", "detector"];
    const bucketLast: Kind[] = [...KINDS.filter((kind) => kind !== "bucket" && !detectorLast.includes(kind)), "bucket"];
    for (const kind of [...detectorLast, ...bucketLast]) {
        await session.client.delete(made[kind]);
        const found = await session.client.read(made[kind].type, made[kind].id, made[kind]);
        // What a deleted feature was set to stays. A bucket always has a versioning, an encryption and notifications, a key and a topic a policy.
        const always: Kind[] = [
            "feature",
            "versioning",
            "encryption",
            "objectLock",
            "keyPolicy",
            "topicPolicy",
            "notification",
        ];
        expect(found !== undefined, kind).toBe(always.includes(kind));
        await session.client.delete(made[kind]);
    }
});
