import { describe, expect, it } from "vitest";

import { account, change, changes, diff, failuresOf, make, provider, REGION } from "../../../../test/provider-fixture";

const WORKGROUP = "aws:athena/workgroup:Workgroup";
const QUERY = "aws:athena/namedQuery:NamedQuery";
const CONFIGURATION = {
    bytesScannedCutoffPerQuery: 10_485_760,
    resultConfiguration: {
        outputLocation: "s3://results/",
        encryptionConfiguration: { encryptionOption: "SSE_S3" },
    },
};

describe("a workgroup", () => {
    it("has a name of its own, and what the provider fills in", async () => {
        const { properties, id } = await make(WORKGROUP, { configuration: CONFIGURATION });
        expect(id).toMatch(/^res-[0-9a-f]{7}$/);
        expect(properties).toMatchObject({
            arn: `arn:aws:athena:${REGION}:${account.accountId}:workgroup/${id}`,
            state: "ENABLED",
            configuration: {
                ...CONFIGURATION,
                enforceWorkgroupConfiguration: true,
                publishCloudwatchMetricsEnabled: true,
            },
        });
    });

    it("is changed in place, and not by its own answer", async () => {
        const made = await make(WORKGROUP, { name: "reviews", configuration: CONFIGURATION });
        expect(await changes(made, { name: "reviews", configuration: CONFIGURATION })).toEqual([]);
        const more = { ...CONFIGURATION, bytesScannedCutoffPerQuery: 20_000_000 };
        expect(await changes(made, { name: "reviews", configuration: more })).toEqual([
            "update configuration.bytesScannedCutoffPerQuery",
        ]);
        const tags = { team: "security" };
        const properties = await change(made, { name: "reviews", configuration: more, tags, description: "weekly" });
        expect(properties).toMatchObject({ configuration: more, tags, description: "weekly" });
    });

    it("wants a limit that the provider takes: a little more than Athena's own", async () => {
        const configuration = { bytesScannedCutoffPerQuery: 10_485_759 };
        expect(await failuresOf(WORKGROUP, { configuration })).toEqual([
            "configuration.bytesScannedCutoffPerQuery: expected to be at least (10485760), got 10485759",
        ]);
    });

    it("is deleted with what is saved in it only by force", async () => {
        const kept = await make(WORKGROUP, { name: "kept" });
        const gone = await make(WORKGROUP, { name: "gone", forceDestroy: true });
        for (const { id } of [kept, gone]) {
            await make(QUERY, { database: "findings", workgroup: id, query: "SELECT 1" });
        }
        const remove = ({ type, id, properties }: typeof kept) => provider.delete({ type, id, properties });
        await expect(remove(kept)).rejects.toThrow("WorkGroup kept is not empty");
        await remove(gone);
        await remove(gone);
        expect(await provider.read({ type: WORKGROUP, id: "gone" })).toBeUndefined();
    });
});

describe("a saved query", () => {
    const inputs = { name: "one", database: "findings", query: "SELECT 1" };

    it("is another one when it changes", async () => {
        const made = await make(QUERY, inputs);
        expect(await changes(made, inputs)).toEqual([]);
        expect((await diff(made, { ...inputs, query: "SELECT 2" })).changes).toEqual([
            { path: "query", kind: "update-replace" },
        ]);
    });

    it("is imported by its id, and gone once deleted", async () => {
        const { id, properties } = await make(QUERY, inputs);
        const imported = await provider.read({ type: QUERY, id });
        expect(imported?.properties).toMatchObject({ ...inputs, workgroup: "primary" });
        await provider.delete({ type: QUERY, id, properties });
        await provider.delete({ type: QUERY, id, properties });
        expect(await provider.read({ type: QUERY, id })).toBeUndefined();
    });
});
