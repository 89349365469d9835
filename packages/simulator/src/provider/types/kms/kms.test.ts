import { describe, expect, it } from "vitest";

import {
    REGION,
    KEY,
    KEY_POLICY,
    ALIAS,
    account,
    provider,
    make,
    change,
    changes,
} from "../../../../test/provider-fixture";

describe("a key and its alias", () => {
    it("is a target by id or by ARN", async () => {
        const key = await make(KEY, {});
        const alias = await make(ALIAS, { targetKeyId: key.id });
        expect(alias.properties).toMatchObject({ targetKeyId: key.id, targetKeyArn: key.properties["arn"] });
        expect(await changes(alias, { targetKeyId: key.properties["arn"] ?? "" })).toEqual([]);
    });

    it("tells the prefix of an alias that is imported", async () => {
        const key = await make(KEY, {});
        const { id } = await make(ALIAS, { namePrefix: "alias/findings-", targetKeyId: key.id });
        const imported = await provider.read({ type: ALIAS, id });
        expect(imported?.properties).toMatchObject({ name: id, namePrefix: "alias/findings-" });
        const plain = await make(ALIAS, { name: "alias/findings", targetKeyId: key.id });
        expect((await provider.read({ type: ALIAS, id: plain.id }))?.properties).not.toHaveProperty("namePrefix");
    });

    it("is scheduled for deletion, and gone for the provider", async () => {
        const { id, properties } = await make(KEY, { deletionWindowInDays: 7 });
        await provider.delete({ type: KEY, id, properties });
        expect(await provider.read({ type: KEY, id, properties })).toBeUndefined();
        expect(account.kms(REGION).access.find(id)?.deletionAt).toBe(account.clock.now() + 7 * 24 * 60 * 60_000);
    });

    it("rotates yearly unless told otherwise", async () => {
        const { properties } = await make(KEY, { enableKeyRotation: true });
        expect(properties).toMatchObject({ enableKeyRotation: true, rotationPeriodInDays: 365 });
    });
});

describe("the policy of a key that somebody else made", () => {
    const policy = (action: string): string => {
        const Principal = { AWS: `arn:aws:iam::${account.accountId}:root` };
        const statements = [
            { Effect: "Allow", Principal, Action: "kms:*", Resource: "*" },
            { Effect: "Allow", Principal, Action: action, Resource: "*" },
        ];
        return JSON.stringify({ Version: "2012-10-17", Statement: statements });
    };
    const policyOf = (id: string) => account.kms(REGION).access.find(id)?.policy;

    it("is put, changed, and given back to the account when it goes", async () => {
        const { id } = await make(KEY, {});
        const before = policyOf(id);
        const made = await make(KEY_POLICY, { keyId: id, policy: policy("kms:Decrypt") });
        expect(policyOf(id)).toBe(policy("kms:Decrypt"));
        expect(await changes(made, { keyId: id, policy: policy("kms:Decrypt") })).toEqual([]);
        await change(made, { keyId: id, policy: policy("kms:Encrypt") });
        expect(policyOf(id)).toBe(policy("kms:Encrypt"));
        await provider.delete({ type: KEY_POLICY, id: made.id, properties: made.properties });
        expect(policyOf(id)).toBe(before);
    });

    it("is gone with its key", async () => {
        const { id, properties } = await make(KEY, {});
        const made = await make(KEY_POLICY, { keyId: id, policy: policy("kms:Decrypt") });
        await provider.delete({ type: KEY, id, properties });
        expect(await provider.read({ type: KEY_POLICY, id: made.id, properties: made.properties })).toBeUndefined();
    });
});
