import { describe, expect, it } from "vitest";

import { pair, testEachRule } from "../../../test/each-rule";
import { SimulatedAccount } from "../account";
import { CATALOG_RULES } from "./catalog-rules";
import type { Glue } from "./glue";
import type { TableSettings } from "./table";

const REGION = "eu-west-1";
const EMPTY: TableSettings = {
    ...{ description: undefined, tableType: "EXTERNAL_TABLE", parameters: {}, partitionKeys: [], columns: [] },
    ...{ location: "s3://findings/", inputFormat: undefined, outputFormat: undefined, serDe: undefined },
    ...{ viewOriginalText: undefined, viewExpandedText: undefined },
};

async function withDatabase(): Promise<Glue> {
    const glue = new SimulatedAccount().glue(REGION);
    await glue.createDatabase("findings", undefined, {});
    return glue;
}

const database = (name: string): Promise<void> =>
    new SimulatedAccount().glue(REGION).createDatabase(name, undefined, {});
const table = async (settings: Partial<TableSettings>, name = "raw"): Promise<void> =>
    (await withDatabase()).createTable("findings", name, { ...EMPTY, ...settings });
const column = (name: string, comment?: string) => ({ name, type: "string", comment });

describe("Glue's rules", () => {
    testEachRule(CATALOG_RULES, {
        databaseName: pair(database, "d".repeat(255), "d".repeat(256), "InvalidInputException"),
        databaseTaken: pair(
            async (name: string) => (await withDatabase()).createDatabase(name, undefined, {}),
            "others",
            "Findings",
            "AlreadyExistsException: Database already exists.",
        ),
        databaseNotFound: pair(
            async (name: string) => (await withDatabase()).createTable(name, "raw", EMPTY),
            "findings",
            "absent",
            "EntityNotFoundException: Database absent not found.",
        ),
        tableTaken: pair(
            async (name: string) => {
                const glue = await withDatabase();
                await glue.createTable("findings", "raw", EMPTY);
                await glue.createTable("findings", name, EMPTY);
            },
            "other",
            "RAW",
            "AlreadyExistsException: Table already exists.",
        ),
        tableNotFound: pair(
            async (name: string) => {
                const glue = await withDatabase();
                await glue.createTable("findings", "raw", EMPTY);
                await glue.updateTable("findings", name, EMPTY);
            },
            "raw",
            "absent",
            "EntityNotFoundException",
        ),
        tableName: pair((name: string) => table({}, name), "t".repeat(255), "t".repeat(256), "InvalidInputException"),
        description: pair(
            (description: string) => table({ description }),
            "ü".repeat(1024),
            `${"ü".repeat(1024)}.`,
            "InvalidInputException",
        ),
        columns: pair(
            (comment: string) => table({ columns: [column("one", comment)] }),
            "c".repeat(255),
            "c".repeat(256),
            "InvalidInputException",
        ),
        columnTwice: pair(
            (key: string) => table({ columns: [column("day")], partitionKeys: [column(key)] }),
            "region",
            "Day",
            "InvalidInputException",
        ),
        viewText: pair(
            (viewOriginalText: string) => table({ viewOriginalText }),
            "v".repeat(409_600),
            "v".repeat(409_601),
            "InvalidInputException",
        ),
    });
});

describe("a Glue database", () => {
    it("takes its tables along when it is deleted", async () => {
        const glue = await withDatabase();
        await glue.createTable("findings", "raw", EMPTY);
        await glue.deleteDatabase("findings");
        await glue.createDatabase("findings", undefined, {});
        expect(await glue.findTable("findings", "raw")).toBeUndefined();
    });

    it("is of its Region alone", async () => {
        const account = new SimulatedAccount();
        await account.glue(REGION).createDatabase("findings", undefined, {});
        expect(await account.glue("us-east-1").findDatabase("findings")).toBeUndefined();
    });
});
