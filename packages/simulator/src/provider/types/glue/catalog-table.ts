import { CATALOG_RULES } from "../../../account/glue/catalog-rules";
import type { Column, Table, TableSettings } from "../../../account/glue/table";
import { attempt } from "../../attempt";
import type { PropertyReader } from "../../property-reader";
import type { PropertyMap } from "../../resource-provider";
import type { ResourceType } from "../../resource-type";
import {
    checked,
    computed,
    list,
    MAP,
    object,
    REGION,
    replacing,
    required,
    STRING,
    type ValueSchema,
} from "../../schema";
import { unless } from "../gone";

const NAME = checked((name) => (name.length >= 1 && name.length <= 255 ? undefined : "expected length in (1 - 255)"));

const COLUMN: ValueSchema = { kind: "object", fields: { comment: STRING, name: required(STRING), type: STRING } };

/** A table or view of the account's own catalog. Its id is `catalog:database:name`. */
export const CATALOG_TABLE: ResourceType = {
    token: "aws:glue/catalogTable:CatalogTable",
    inputs: {
        databaseName: replacing(required(STRING)),
        description: STRING,
        name: replacing(computed(NAME)),
        parameters: MAP,
        partitionKeys: list(COLUMN),
        region: REGION,
        storageDescriptor: object({
            columns: list(COLUMN),
            inputFormat: STRING,
            location: STRING,
            outputFormat: STRING,
            serDeInfo: object({ name: STRING, parameters: MAP, serializationLibrary: STRING }),
        }),
        tableType: STRING,
        viewExpandedText: STRING,
        viewOriginalText: STRING,
    },
    computedOutputs: ["arn", "catalogId"],
    autoName: { property: "name", maxLength: 255, transform: (name) => name.toLowerCase() },

    async create(inputs, context) {
        const [database, name] = [inputs.string("databaseName"), inputs.string("name")];
        await attempt("creating Glue Catalog Table", () =>
            context.account.glue(context.region).createTable(database, name, settingsOf(inputs)),
        );
        return `${context.account.accountId}:${database}:${name}`;
    },

    async read(id, context) {
        const { database, name } = partsOf(id);
        const table = await attempt(`reading Glue Catalog Table (${id})`, () =>
            context.account.glue(context.region).findTable(database, name),
        );
        const { account, region, partition } = context;
        return (
            table && {
                arn: `arn:${partition}:glue:${region}:${account.accountId}:table/${database}/${table.name}`,
                catalogId: account.accountId,
                databaseName: database,
                name: table.name,
                ...propertiesOf(table),
            }
        );
    },

    async update(id, { news }, context) {
        const { database, name } = partsOf(id);
        await attempt(`updating Glue Catalog Table (${id})`, () =>
            context.account.glue(context.region).updateTable(database, name, settingsOf(news)),
        );
    },

    async delete(id, _state, context) {
        const { database, name } = partsOf(id);
        await attempt(`deleting Glue Catalog Table (${id})`, () =>
            unless([CATALOG_RULES.databaseNotFound, CATALOG_RULES.tableNotFound], () =>
                context.account.glue(context.region).deleteTable(database, name),
            ),
        );
    },
};

function partsOf(id: string): { readonly database: string; readonly name: string } {
    const [, database = "", name = ""] = id.split(":");
    return { database, name };
}

function settingsOf(inputs: PropertyReader): TableSettings {
    const storage = inputs.object("storageDescriptor");
    const serDe = storage?.object("serDeInfo");
    return {
        description: inputs.optionalString("description"),
        tableType: inputs.optionalString("tableType"),
        parameters: inputs.map("parameters"),
        partitionKeys: inputs.objects("partitionKeys").map(columnOf),
        columns: storage?.objects("columns").map(columnOf) ?? [],
        location: storage?.optionalString("location"),
        inputFormat: storage?.optionalString("inputFormat"),
        outputFormat: storage?.optionalString("outputFormat"),
        serDe: serDe && {
            name: serDe.optionalString("name"),
            library: serDe.optionalString("serializationLibrary"),
            parameters: serDe.map("parameters"),
        },
        viewOriginalText: inputs.optionalString("viewOriginalText"),
        viewExpandedText: inputs.optionalString("viewExpandedText"),
    };
}

function columnOf(column: PropertyReader): Column {
    return {
        name: column.string("name"),
        type: column.optionalString("type") ?? "",
        comment: column.optionalString("comment"),
    };
}

function propertiesOf(table: Table): PropertyMap {
    const { serDe } = table;
    return {
        ...present({
            description: table.description,
            tableType: table.tableType,
            viewOriginalText: table.viewOriginalText,
            viewExpandedText: table.viewExpandedText,
        }),
        parameters: table.parameters,
        partitionKeys: table.partitionKeys.map(propertiesOfColumn),
        storageDescriptor: {
            ...present({
                inputFormat: table.inputFormat,
                location: table.location,
                outputFormat: table.outputFormat,
            }),
            columns: table.columns.map(propertiesOfColumn),
            ...(serDe === undefined
                ? {}
                : {
                      serDeInfo: {
                          ...present({ name: serDe.name, serializationLibrary: serDe.library }),
                          ...(Object.keys(serDe.parameters).length === 0 ? {} : { parameters: serDe.parameters }),
                      },
                  }),
        },
    };
}

function propertiesOfColumn({ name, type, comment }: Column): PropertyMap {
    return { name, type, ...present({ comment }) };
}

function present(properties: Readonly<Record<string, string | undefined>>): PropertyMap {
    return Object.fromEntries(
        Object.entries(properties).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
}
