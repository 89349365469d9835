/** The numbers of every finding, a column each: a tenth of the memory that objects take. */
export const COLUMNS = {
    id0: Uint32Array,
    id1: Uint32Array,
    id2: Uint32Array,
    id3: Uint32Array,
    severity: Float64Array,
    updatedAt: Float64Array,
    firstSeen: Float64Array,
    lastSeen: Float64Array,
    count: Float64Array,
    type: Uint32Array,
    account: Uint32Array,
    region: Uint32Array,
    resource: Uint32Array,
    service: Uint32Array,
    flags: Uint8Array,
    attributes: Uint32Array,
} as const;

export type ColumnName = keyof typeof COLUMNS;
export type Column = Uint32Array | Float64Array | Uint8Array;
export type Columns = Record<ColumnName, Column>;

export const COLUMN_NAMES: readonly ColumnName[] = [
    "id0",
    "id1",
    "id2",
    "id3",
    "severity",
    "updatedAt",
    "firstSeen",
    "lastSeen",
    "count",
    "type",
    "account",
    "region",
    "resource",
    "service",
    "flags",
    "attributes",
];

export const ID_COLUMNS = ["id0", "id1", "id2", "id3"] as const;
export const FLAGS = { archived: 1, sample: 2, aboutAi: 4 } as const;

/** Columns with room for so many findings. */
export function makeColumns(capacity: number, from?: Columns): Columns {
    const make = (name: ColumnName): Column => {
        const column = new COLUMNS[name](capacity);
        if (from !== undefined) column.set(from[name].subarray(0, capacity));
        return column;
    };
    return {
        id0: make("id0"),
        id1: make("id1"),
        id2: make("id2"),
        id3: make("id3"),
        severity: make("severity"),
        updatedAt: make("updatedAt"),
        firstSeen: make("firstSeen"),
        lastSeen: make("lastSeen"),
        count: make("count"),
        type: make("type"),
        account: make("account"),
        region: make("region"),
        resource: make("resource"),
        service: make("service"),
        flags: make("flags"),
        attributes: make("attributes"),
    };
}
