import type { Snapshot, SnapshotReader } from "../core/snapshot";
import type { Tags } from "../core/tags";

export interface Column {
    readonly name: string;
    readonly type: string;
    readonly comment: string | undefined;
}

export interface SerDe {
    readonly name: string | undefined;
    readonly library: string | undefined;
    readonly parameters: Readonly<Record<string, string>>;
}

/** What a table of the Glue catalog is made of, as far as it is modelled. */
export interface TableSettings {
    readonly description: string | undefined;
    readonly tableType: string | undefined;
    readonly parameters: Readonly<Record<string, string>>;
    readonly partitionKeys: readonly Column[];
    readonly columns: readonly Column[];
    readonly location: string | undefined;
    readonly inputFormat: string | undefined;
    readonly outputFormat: string | undefined;
    readonly serDe: SerDe | undefined;
    readonly viewOriginalText: string | undefined;
    readonly viewExpandedText: string | undefined;
}

export interface Table extends TableSettings {
    readonly name: string;
}

export interface Database {
    readonly name: string;
    readonly arn: string;
    description: string | undefined;
    tags: Tags;
    readonly tables: Map<string, Table>;
}

export function writeDatabase({ tables, ...database }: Database): Snapshot {
    return { ...database, tables: [...tables.values()].map(writeTable) };
}

function writeTable({ columns, partitionKeys, serDe, ...table }: Table): Snapshot {
    return {
        ...table,
        columns: columns.map((column) => ({ ...column })),
        partitionKeys: partitionKeys.map((column) => ({ ...column })),
        serDe: serDe && { ...serDe },
    };
}

export function readDatabase(database: SnapshotReader): Database {
    return {
        name: database.string("name"),
        arn: database.string("arn"),
        description: database.optionalString("description"),
        tags: database.map("tags"),
        tables: new Map(database.list("tables", readTable).map((table) => [table.name, table])),
    };
}

function readTable(table: SnapshotReader): Table {
    const serDe = table.optionalObject("serDe");
    return {
        name: table.string("name"),
        description: table.optionalString("description"),
        tableType: table.optionalString("tableType"),
        parameters: table.map("parameters"),
        partitionKeys: table.list("partitionKeys", readColumn),
        columns: table.list("columns", readColumn),
        location: table.optionalString("location"),
        inputFormat: table.optionalString("inputFormat"),
        outputFormat: table.optionalString("outputFormat"),
        serDe: serDe && {
            name: serDe.optionalString("name"),
            library: serDe.optionalString("library"),
            parameters: serDe.map("parameters"),
        },
        viewOriginalText: table.optionalString("viewOriginalText"),
        viewExpandedText: table.optionalString("viewExpandedText"),
    };
}

function readColumn(column: SnapshotReader): Column {
    return {
        name: column.string("name"),
        type: column.string("type"),
        comment: column.optionalString("comment"),
    };
}
