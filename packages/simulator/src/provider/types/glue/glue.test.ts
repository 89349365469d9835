import { describe, expect, it } from "vitest";

import { account, change, changes, diff, failuresOf, make, provider, REGION } from "../../../../test/provider-fixture";

const DATABASE = "aws:glue/catalogDatabase:CatalogDatabase";
const TABLE = "aws:glue/catalogTable:CatalogTable";

const INPUTS = {
    name: "raw",
    databaseName: "findings",
    tableType: "EXTERNAL_TABLE",
    parameters: { EXTERNAL: "TRUE" },
    partitionKeys: [{ name: "day", type: "string", comment: "of the folder" }],
    storageDescriptor: {
        location: "s3://findings/",
        columns: [{ name: "finding", type: "string" }],
        inputFormat: "in",
        outputFormat: "out",
        serDeInfo: { serializationLibrary: "lazy", parameters: { "serialization.format": "1" } },
    },
};

describe("a database of the catalog", () => {
    it("is changed in place, but for its name", async () => {
        const made = await make(DATABASE, { name: "findings" });
        expect(made.id).toBe(`${account.accountId}:findings`);
        expect(made.properties).toMatchObject({
            arn: `arn:aws:glue:${REGION}:${account.accountId}:database/findings`,
            catalogId: account.accountId,
        });
        expect(await change(made, { name: "findings", description: "all", tags: { team: "security" } })).toMatchObject({
            description: "all",
            tags: { team: "security" },
        });
        expect((await diff(made, { name: "others" })).changes).toEqual([{ path: "name", kind: "update-replace" }]);
    });

    it("has a name in lower case", async () => {
        expect(await failuresOf(DATABASE, { name: "Findings" })).toEqual(["name: uppercase characters cannot be used"]);
    });

    it("is imported, and gone once deleted", async () => {
        const { id, properties } = await make(DATABASE, { name: "findings" });
        expect((await provider.read({ type: DATABASE, id }))?.properties).toMatchObject({ name: "findings" });
        await provider.delete({ type: DATABASE, id, properties });
        await provider.delete({ type: DATABASE, id, properties });
        expect(await provider.read({ type: DATABASE, id })).toBeUndefined();
    });
});

describe("a table of the catalog", () => {
    it("is what was said, and not changed by its own answer", async () => {
        await make(DATABASE, { name: "findings" });
        const made = await make(TABLE, INPUTS);
        expect(made.id).toBe(`${account.accountId}:findings:raw`);
        expect(made.properties).toMatchObject(INPUTS);
        expect(await changes(made, INPUTS)).toEqual([]);
        const parameters = { EXTERNAL: "TRUE", "projection.enabled": "true" };
        expect(await changes(made, { ...INPUTS, parameters })).toEqual(['add parameters["projection.enabled"]']);
        expect(await change(made, { ...INPUTS, parameters })).toMatchObject({ parameters });
        expect((await diff(made, { ...INPUTS, databaseName: "others" })).changes).toEqual([
            { path: "databaseName", kind: "update-replace" },
        ]);
    });

    it("needs its database, and is gone with it", async () => {
        await expect(make(TABLE, INPUTS)).rejects.toThrow("EntityNotFoundException: Database findings not found.");
        const database = await make(DATABASE, { name: "findings" });
        const { id, properties } = await make(TABLE, INPUTS);
        expect((await provider.read({ type: TABLE, id }))?.properties).toMatchObject(INPUTS);
        await provider.delete({ type: DATABASE, id: database.id, properties: database.properties });
        expect(await provider.read({ type: TABLE, id })).toBeUndefined();
        await provider.delete({ type: TABLE, id, properties });
    });

    it("takes a view", async () => {
        await make(DATABASE, { name: "findings" });
        const view = {
            name: "findings",
            databaseName: "findings",
            tableType: "VIRTUAL_VIEW",
            parameters: { presto_view: "true" },
            viewOriginalText: "/* Presto View: e30= */",
            viewExpandedText: "/* Presto View */",
            storageDescriptor: {
                columns: [{ name: "id", type: "string", comment: "Id" }],
                serDeInfo: { name: "-", serializationLibrary: "-" },
            },
        };
        const made = await make(TABLE, view);
        expect(made.properties).toMatchObject(view);
        expect(await changes(made, view)).toEqual([]);
    });
});
