import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { SimulatedAccount } from "../account/account";
import { SimulatedAwsProvider } from "./aws-provider";
import { hasUnknown, isList, isPropertyMap } from "./property-reader";
import { NotModelledError, ProviderError, UNKNOWN, type PropertyMap, type PropertyValue } from "./resource-provider";
import type { Fields, ValueSchema } from "./schema";
import { RESOURCE_TYPES } from "./types/table";

const ANYTHING: fc.Arbitrary<PropertyValue> = fc.letrec<{ value: PropertyValue }>((tie) => ({
    value: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom<PropertyValue>(null, true, 0, -1, 1.5, "", "x", "a.b", "__proto__", UNKNOWN),
        fc.string(),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie("value"), { maxKeys: 3 }),
    ),
})).value;

/** What the seeded account holds is more likely to be named than anything else. */
const STRINGS = [
    ...["DETECTOR", "bucket", "KEY", "s3://bucket/list.txt", "arn:aws:s3:::bucket", "list.txt", "type"],
    ...["", "x", "some-name", "alias/name", "ENABLED", "2026-01-01T00:00:00Z"],
];

const BUCKET_POLICY = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:DeleteBucket", Resource: "arn:aws:s3:::bucket" }],
});

async function seeded(): Promise<{ provider: SimulatedAwsProvider; name: (value: PropertyMap) => PropertyMap }> {
    const account = new SimulatedAccount();
    const { id } = await account.guardDuty("eu-west-1").detectors.create({ enable: true });
    const s3 = account.s3("eu-west-1");
    await s3.buckets.create("bucket", { objectLock: true });
    await s3.objects.put("bucket", { key: "list.txt", content: Buffer.from("203.0.113.7") });
    const key = { description: "", bypassPolicyLockoutSafetyCheck: false, tags: {} };
    const { arn } = await account.kms("eu-west-1").create(key);
    const named = (value: PropertyValue): PropertyValue => {
        if (typeof value === "string") {
            return value === "DETECTOR" ? id : value === "KEY" ? arn : value;
        }
        return isList(value) ? value.map(named) : isPropertyMap(value) ? name(value) : value;
    };
    const name = (value: PropertyMap): PropertyMap =>
        Object.fromEntries(Object.entries(value).map(([key, one]) => [key, named(one)]));
    return { provider: new SimulatedAwsProvider({ account, region: "eu-west-1" }), name };
}

/** Values of about the right shape, and now and then of any other. */
function valueOf(schema: ValueSchema): fc.Arbitrary<PropertyValue> {
    const fitting = ((): fc.Arbitrary<PropertyValue> => {
        switch (schema.kind) {
            case "string":
                return fc.constantFrom(...(schema.oneOf ?? STRINGS));
            case "policy":
                return fc.oneof(fc.json(), fc.constant(BUCKET_POLICY));
            case "boolean":
                return fc.boolean();
            case "integer":
                return fc.integer({ min: -1, max: 200 });
            case "map":
                return fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 });
            case "asset":
                return fc.record({ asset: fc.constant("text" as const), source: fc.string(), hash: fc.string() });
            case "list":
            case "set":
                return fc.array(valueOf(schema.of), { maxLength: 3 });
            case "object":
                return fieldsOf(schema.fields);
        }
    })();
    return fc.oneof({ weight: 30, arbitrary: fitting }, { weight: 1, arbitrary: ANYTHING });
}

function fieldsOf(fields: Fields): fc.Arbitrary<PropertyMap> {
    const known = Object.entries(fields).map(([name, { schema }]) => [name, valueOf(schema)] as const);
    const required = Object.keys(fields).filter((name) => fields[name]?.required === true);
    return fc.record(Object.fromEntries(known), { requiredKeys: required }).map((record) => {
        const properties: Record<string, PropertyValue> = {};
        for (const [name, value] of Object.entries(record)) {
            properties[name] = value ?? null;
        }
        return properties;
    });
}

function isAnswer(error: unknown): boolean {
    return error instanceof ProviderError || error instanceof NotModelledError;
}

describe("whatever a program passes", () => {
    it.each([...RESOURCE_TYPES.values()])("$token answers with a state or with a reason", async (type) => {
        await fc.assert(
            fc.asyncProperty(fieldsOf(type.inputs), fieldsOf(type.inputs), async (first, second) => {
                const { provider, name } = await seeded();
                const { token } = type;
                try {
                    const { inputs, failures } = await provider.check({
                        type: token,
                        name: "res",
                        news: name(first),
                        seed: "s",
                    });
                    if (failures.length > 0) {
                        return;
                    }
                    const preview = await provider.create({ type: token, inputs, preview: true });
                    expect(preview.id).toBe("");
                    if (hasUnknown(inputs)) {
                        return;
                    }
                    const { id, properties } = await provider.create({ type: token, inputs, preview: false });
                    const again = await provider.diff({
                        type: token,
                        id,
                        olds: properties,
                        oldInputs: inputs,
                        news: inputs,
                    });
                    expect(again.changes.every(({ path }) => path !== "")).toBe(true);
                    const next = await provider.check({
                        type: token,
                        name: "res",
                        news: name(second),
                        olds: inputs,
                        seed: "s",
                    });
                    const { changes } = await provider.diff({
                        ...{ type: token, id, olds: properties, oldInputs: inputs, news: next.inputs },
                    });
                    // What is to be replaced is never updated.
                    const isReplaced = changes.some(({ kind }) => kind.endsWith("-replace"));
                    if (next.failures.length === 0 && !hasUnknown(next.inputs) && !isReplaced) {
                        await provider.update({ type: token, id, olds: properties, news: next.inputs, preview: false });
                    }
                    await provider.delete({ type: token, id, properties });
                } catch (error) {
                    if (!isAnswer(error)) {
                        throw error;
                    }
                }
            }),
            { numRuns: 100 },
        );
    });
});
