import { describe, expect, it } from "vitest";

import { REGION, KEY, ALIAS, account, provider, make, changes } from "../../../../test/provider-fixture";

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
