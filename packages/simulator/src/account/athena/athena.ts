import { refuse } from "../core/aws-error";
import type { Scope } from "../core/scope";
import type { Snapshot, SnapshotReader } from "../core/snapshot";
import type { Tags } from "../core/tags";
import type { Table } from "../glue/table";
import { NAMED_QUERY_RULES, PROJECTION_RULES, WORKGROUP_RULES } from "./athena-rules";
import { checkProjection } from "./projection";
import {
    readNamedQuery,
    readWorkgroup,
    writeWorkgroup,
    type NamedQuery,
    type Workgroup,
    type WorkgroupSettings,
} from "./workgroup";

/** What Athena needs of Glue in its Region. */
export interface AthenaCatalog {
    table(database: string, name: string): Table | undefined;
}

/** Athena in one Region of an account: workgroups and the queries saved in them. It runs none. */
export class Athena {
    readonly #workgroups = new Map<string, Workgroup>();
    readonly #queries = new Map<string, NamedQuery>();

    constructor(
        private readonly scope: Scope,
        private readonly catalog: AthenaCatalog,
    ) {}

    snapshot(): Snapshot {
        return {
            workgroups: [...this.#workgroups.values()].map(writeWorkgroup),
            queries: [...this.#queries.values()].map((query) => ({ ...query })),
        };
    }

    restore(snapshot: SnapshotReader): void {
        for (const workgroup of snapshot.list("workgroups", readWorkgroup)) {
            this.#workgroups.set(workgroup.name, workgroup);
        }
        for (const query of snapshot.list("queries", readNamedQuery)) {
            this.#queries.set(query.id, query);
        }
    }

    createWorkgroup(name: string, settings: WorkgroupSettings, tags: Tags): Promise<void> {
        return this.scope.operation("Athena", "CreateWorkGroup", async () => {
            if (!/^[a-zA-Z0-9._-]{1,128}$/.test(name)) {
                refuse(WORKGROUP_RULES.name, undefined, { name });
            }
            // Every account has the one named primary.
            if (this.#workgroups.has(name) || name === "primary") {
                refuse(WORKGROUP_RULES.taken);
            }
            checkSettings(settings);
            this.#workgroups.set(name, { name, arn: this.scope.arn("athena", `workgroup/${name}`), settings, tags });
        });
    }

    findWorkgroup(name: string): Promise<Workgroup | undefined> {
        return this.scope.operation("Athena", "GetWorkGroup", async () => this.#workgroups.get(name));
    }

    updateWorkgroup(name: string, settings: WorkgroupSettings): Promise<void> {
        return this.scope.operation("Athena", "UpdateWorkGroup", async () => {
            const workgroup = this.#require(name);
            checkSettings(settings);
            workgroup.settings = settings;
        });
    }

    setTags(name: string, tags: Tags): Promise<void> {
        return this.scope.operation("Athena", "TagResource", async () => {
            this.#require(name).tags = tags;
        });
    }

    /** With what is in it where `recursive` says so. */
    deleteWorkgroup(name: string, recursive: boolean): Promise<void> {
        return this.scope.operation("Athena", "DeleteWorkGroup", async () => {
            this.#require(name);
            const queries = [...this.#queries.values()].filter(({ workgroup }) => workgroup === name);
            if (queries.length > 0 && !recursive) {
                refuse(WORKGROUP_RULES.notEmpty, undefined, { name });
            }
            for (const { id } of queries) {
                this.#queries.delete(id);
            }
            this.#workgroups.delete(name);
        });
    }

    /** Returns its id. Neither the database nor the SQL is looked at. */
    createNamedQuery(query: Omit<NamedQuery, "id">): Promise<string> {
        return this.scope.operation("Athena", "CreateNamedQuery", async () => {
            const { name, description = "", database } = query;
            const fits = isBetween(name, 1, 128) && isBetween(description, 0, 1024) && isBetween(database, 1, 255);
            if (!fits) {
                refuse(NAMED_QUERY_RULES.name, name);
            }
            const bytes = Buffer.byteLength(query.query);
            if (bytes < 1 || bytes > 262_144) {
                refuse(NAMED_QUERY_RULES.size, `${bytes} bytes`);
            }
            if (query.workgroup !== "primary") {
                this.#require(query.workgroup);
            }
            const id = this.scope.account.ids.uuid();
            this.#queries.set(id, { ...query, id });
            return id;
        });
    }

    findNamedQuery(id: string): Promise<NamedQuery | undefined> {
        return this.scope.operation("Athena", "GetNamedQuery", async () => this.#queries.get(id));
    }

    deleteNamedQuery(id: string): Promise<void> {
        return this.scope.operation("Athena", "DeleteNamedQuery", async () => {
            if (!this.#queries.delete(id)) {
                refuse(NAMED_QUERY_RULES.notFound, undefined, { id });
            }
        });
    }

    /** What Athena checks of a table that a query names, before it reads anything. */
    checkTable(database: string, name: string): Promise<void> {
        return this.scope.operation("Athena", "StartQueryExecution", async () => {
            const found = this.catalog.table(database, name);
            checkProjection(found ?? refuse(PROJECTION_RULES.table, undefined, { database, table: name }));
        });
    }

    #require(name: string): Workgroup {
        return this.#workgroups.get(name) ?? refuse(WORKGROUP_RULES.notFound, undefined, { name });
    }
}

function isBetween(text: string, shortest: number, longest: number): boolean {
    return text.length >= shortest && text.length <= longest;
}

function checkSettings({ bytesScannedCutoff, results }: WorkgroupSettings): void {
    if (bytesScannedCutoff !== undefined && bytesScannedCutoff < 10_000_000) {
        refuse(WORKGROUP_RULES.cutoff, undefined, { bytes: `${bytesScannedCutoff}` });
    }
    if (results.outputLocation !== undefined && !/^s3:\/\/[a-z0-9][a-z0-9.-]+(\/|$)/.test(results.outputLocation)) {
        refuse(WORKGROUP_RULES.outputLocation, results.outputLocation);
    }
    if (results.encryptionOption?.endsWith("_KMS") === true && results.kmsKeyArn === undefined) {
        refuse(WORKGROUP_RULES.resultsKey, results.encryptionOption);
    }
}
