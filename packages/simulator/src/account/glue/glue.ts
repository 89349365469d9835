import { refuse } from "../core/aws-error";
import type { Scope } from "../core/scope";
import type { Snapshot, SnapshotReader } from "../core/snapshot";
import type { Tags } from "../core/tags";
import { CATALOG_RULES } from "./catalog-rules";
import { readDatabase, writeDatabase, type Database, type Table, type TableSettings } from "./table";

/** The Glue Data Catalog in one Region of an account: databases, and the tables and views in them. It reads no data. */
export class Glue {
    readonly #databases = new Map<string, Database>();

    constructor(private readonly scope: Scope) {}

    snapshot(): Snapshot {
        return { databases: [...this.#databases.values()].map(writeDatabase) };
    }

    restore(snapshot: SnapshotReader): void {
        for (const database of snapshot.list("databases", readDatabase)) {
            this.#databases.set(database.name, database);
        }
    }

    createDatabase(givenName: string, description: string | undefined, tags: Tags): Promise<void> {
        return this.scope.operation("Glue", "CreateDatabase", async () => {
            const name = fold(givenName);
            if (name.length < 1 || name.length > 255) {
                refuse(CATALOG_RULES.databaseName);
            }
            checkDescription(description);
            if (this.#databases.has(name)) {
                refuse(CATALOG_RULES.databaseTaken);
            }
            const arn = this.scope.arn("glue", `database/${name}`);
            this.#databases.set(name, { name, arn, description, tags, tables: new Map() });
        });
    }

    findDatabase(name: string): Promise<Database | undefined> {
        return this.scope.operation("Glue", "GetDatabase", async () => this.#databases.get(fold(name)));
    }

    updateDatabase(name: string, description: string | undefined): Promise<void> {
        return this.scope.operation("Glue", "UpdateDatabase", async () => {
            checkDescription(description);
            this.#require(name).description = description;
        });
    }

    setTags(name: string, tags: Tags): Promise<void> {
        return this.scope.operation("Glue", "TagResource", async () => {
            this.#require(name).tags = tags;
        });
    }

    /** Its tables go with it. */
    deleteDatabase(name: string): Promise<void> {
        return this.scope.operation("Glue", "DeleteDatabase", async () => {
            this.#databases.delete(this.#require(name).name);
        });
    }

    createTable(database: string, givenName: string, settings: TableSettings): Promise<void> {
        return this.scope.operation("Glue", "CreateTable", async () => {
            const { tables } = this.#require(database);
            const name = fold(givenName);
            if (name.length < 1 || name.length > 255) {
                refuse(CATALOG_RULES.tableName);
            }
            checkTable(settings);
            if (tables.has(name)) {
                refuse(CATALOG_RULES.tableTaken);
            }
            tables.set(name, { name, ...settings });
        });
    }

    findTable(database: string, name: string): Promise<Table | undefined> {
        return this.scope.operation("Glue", "GetTable", async () =>
            this.#databases.get(fold(database))?.tables.get(fold(name)),
        );
    }

    /** As it is now, for another service within an operation of its own. */
    table(database: string, name: string): Table | undefined {
        return this.#databases.get(fold(database))?.tables.get(fold(name));
    }

    updateTable(database: string, name: string, settings: TableSettings): Promise<void> {
        return this.scope.operation("Glue", "UpdateTable", async () => {
            const { tables } = this.#require(database);
            const table = tables.get(fold(name)) ?? refuse(CATALOG_RULES.tableNotFound);
            checkTable(settings);
            tables.set(table.name, { name: table.name, ...settings });
        });
    }

    deleteTable(database: string, name: string): Promise<void> {
        return this.scope.operation("Glue", "DeleteTable", async () => {
            if (!this.#require(database).tables.delete(fold(name))) {
                refuse(CATALOG_RULES.tableNotFound);
            }
        });
    }

    #require(name: string): Database {
        return this.#databases.get(fold(name)) ?? refuse(CATALOG_RULES.databaseNotFound, undefined, { database: name });
    }
}

/** Glue keeps names in lower case. */
function fold(name: string): string {
    return name.toLowerCase();
}

function checkDescription(description: string | undefined): void {
    if (Buffer.byteLength(description ?? "") > 2048) {
        refuse(CATALOG_RULES.description);
    }
}

function checkTable({ description, columns, partitionKeys, viewOriginalText }: TableSettings): void {
    checkDescription(description);
    const all = [...columns, ...partitionKeys];
    for (const { name, comment } of all) {
        if (name.length < 1 || name.length > 255 || (comment ?? "").length > 255) {
            refuse(CATALOG_RULES.columns, name);
        }
    }
    const names = all.map(({ name }) => fold(name));
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) {
        refuse(CATALOG_RULES.columnTwice, twice);
    }
    if (Buffer.byteLength(viewOriginalText ?? "") > 409_600) {
        refuse(CATALOG_RULES.viewText);
    }
}
