import { createHash } from "node:crypto";
import type { FindingFacts } from "../read/finding-facts";
import { COLUMN_NAMES, FLAGS, ID_COLUMNS, makeColumns, type Columns } from "./columns";
import { IdIndex } from "./id-index";
import { TextTable } from "./text-table";

/** What attackers can make different each time is kept up to here; the rest is counted together. */
const MOST_TEXTS = 200_000;

export type TableName = "types" | "accounts" | "regions" | "resources" | "services" | "attributes";
export type Tables = Readonly<Record<TableName, TextTable>>;

/** A store as it travels between threads. */
export interface StoreParts {
    readonly rows: number;
    readonly columns: Columns;
    readonly texts: Readonly<Record<TableName, readonly string[]>>;
    readonly oddIds: ReadonlyMap<string, string>;
}

/** In the table of attributes, which has all those of a finding as one text: findings of one resource have the same. */
export const BETWEEN_ATTRIBUTES = "\n";

type Id = [number, number, number, number];

/** Every finding once, as its latest update tells of it. */
export class FindingStore {
    rows = 0;
    columns = makeColumns(1024);
    readonly tables: Tables = {
        types: new TextTable("other types", MOST_TEXTS),
        accounts: new TextTable("other accounts", MOST_TEXTS),
        regions: new TextTable("other Regions", MOST_TEXTS),
        resources: new TextTable("other resources", MOST_TEXTS),
        services: new TextTable(""),
        attributes: new TextTable("", MOST_TEXTS),
    };
    readonly #index = new IdIndex();
    /** GuardDuty's ids are 32 hexadecimal digits; others are known by their hash. */
    readonly #oddIds = new Map<string, string>();

    add(facts: FindingFacts): void {
        const row = this.#rowFor(this.#numbersOf(facts.id), facts.updatedAt);
        if (row === undefined) return;
        const { columns, tables } = this;
        columns.severity[row] = facts.severity;
        columns.updatedAt[row] = facts.updatedAt;
        columns.firstSeen[row] = facts.firstSeen;
        columns.lastSeen[row] = facts.lastSeen;
        columns.count[row] = facts.count;
        columns.type[row] = tables.types.numberOf(facts.type);
        columns.account[row] = tables.accounts.numberOf(facts.accountId);
        columns.region[row] = tables.regions.numberOf(facts.region);
        columns.resource[row] = tables.resources.numberOf(facts.resource);
        columns.service[row] = tables.services.numberOf(facts.calledService);
        columns.flags[row] =
            (facts.archived ? FLAGS.archived : 0) |
            (facts.sample ? FLAGS.sample : 0) |
            (facts.aboutAi ? FLAGS.aboutAi : 0);
        columns.attributes[row] = tables.attributes.numberOf(facts.attributes.join(BETWEEN_ATTRIBUTES));
    }

    /** Takes over what another thread has read. */
    merge(parts: StoreParts): void {
        const numbers = {
            type: parts.texts.types.map((text, at) => (at === 0 ? 0 : this.tables.types.numberOf(text))),
            account: parts.texts.accounts.map((text, at) => (at === 0 ? 0 : this.tables.accounts.numberOf(text))),
            region: parts.texts.regions.map((text, at) => (at === 0 ? 0 : this.tables.regions.numberOf(text))),
            resource: parts.texts.resources.map((text, at) => (at === 0 ? 0 : this.tables.resources.numberOf(text))),
            service: parts.texts.services.map((text, at) => (at === 0 ? 0 : this.tables.services.numberOf(text))),
            attributes: parts.texts.attributes.map((text, at) =>
                at === 0 ? 0 : this.tables.attributes.numberOf(text),
            ),
        };
        for (const [key, id] of parts.oddIds) this.#oddIds.set(key, id);
        const from = parts.columns;
        const cell = (name: keyof Columns, row: number): number => from[name][row] ?? 0;
        for (let row = 0; row < parts.rows; row += 1) {
            const id: Id = [cell("id0", row), cell("id1", row), cell("id2", row), cell("id3", row)];
            const to = this.#rowFor(id, cell("updatedAt", row));
            if (to === undefined) continue;
            for (const name of ["severity", "updatedAt", "firstSeen", "lastSeen", "count", "flags"] as const) {
                this.columns[name][to] = cell(name, row);
            }
            for (const name of ["type", "account", "region", "resource", "service", "attributes"] as const) {
                this.columns[name][to] = numbers[name][cell(name, row)] ?? 0;
            }
        }
    }

    toParts(): StoreParts {
        const { types, accounts, regions, resources, services, attributes } = this.tables;
        return {
            rows: this.rows,
            columns: makeColumns(this.rows, this.columns),
            texts: {
                types: types.texts,
                accounts: accounts.texts,
                regions: regions.texts,
                resources: resources.texts,
                services: services.texts,
                attributes: attributes.texts,
            },
            oddIds: this.#oddIds,
        };
    }

    idOf(row: number): string {
        const text = ID_COLUMNS.map((name) => (this.columns[name][row] ?? 0).toString(16).padStart(8, "0")).join("");
        return this.#oddIds.get(text) ?? text;
    }

    /** The row to write a finding to, or undefined where a later update is there already. */
    #rowFor(id: Id, updatedAt: number): number | undefined {
        const known = this.#index.findOrEnter(this.columns, id, this.rows);
        if (known !== undefined) return (this.columns.updatedAt[known] ?? 0) <= updatedAt ? known : undefined;
        const row = this.rows;
        if (row >= this.columns.id0.length) this.columns = makeColumns(row * 2, this.columns);
        [this.columns.id0[row], this.columns.id1[row], this.columns.id2[row], this.columns.id3[row]] = id;
        this.rows += 1;
        return row;
    }

    #numbersOf(id: string): Id {
        if (/^[0-9a-f]{32}$/.test(id)) return numbersIn(id);
        const hash = createHash("sha256").update(id).digest("hex").slice(0, 32);
        this.#oddIds.set(hash, id);
        return numbersIn(hash);
    }
}

function numbersIn(digits: string): Id {
    return [
        Number.parseInt(digits.slice(0, 8), 16),
        Number.parseInt(digits.slice(8, 16), 16),
        Number.parseInt(digits.slice(16, 24), 16),
        Number.parseInt(digits.slice(24, 32), 16),
    ];
}

/** What can be handed to another thread without a copy. */
export function buffersOf({ columns }: StoreParts): ArrayBufferLike[] {
    return COLUMN_NAMES.map((name) => columns[name].buffer);
}
