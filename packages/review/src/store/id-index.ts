import type { Columns } from "./columns";

/** Finds the row of a finding by the four numbers of its id: open addressing over one array of numbers. */
export class IdIndex {
    #slots = new Uint32Array(1024);

    /** The row with this id, or `undefined`; then `next` is entered as its row. */
    findOrEnter(columns: Columns, id: readonly [number, number, number, number], next: number): number | undefined {
        if ((next + 1) * 2 > this.#slots.length) this.#grow(columns, next);
        const mask = this.#slots.length - 1;
        const [id0, id1, id2, id3] = id;
        for (let slot = mix(id0, id1, id2, id3) & mask; ; slot = (slot + 1) & mask) {
            const entry = this.#slots[slot] ?? 0;
            if (entry === 0) {
                this.#slots[slot] = next + 1;
                return undefined;
            }
            const row = entry - 1;
            if (
                columns.id0[row] === id0 &&
                columns.id1[row] === id1 &&
                columns.id2[row] === id2 &&
                columns.id3[row] === id3
            ) {
                return row;
            }
        }
    }

    #grow(columns: Columns, rows: number): void {
        this.#slots = new Uint32Array(this.#slots.length * 2);
        const mask = this.#slots.length - 1;
        for (let row = 0; row < rows; row += 1) {
            const { id0, id1, id2, id3 } = columns;
            let slot = mix(id0[row] ?? 0, id1[row] ?? 0, id2[row] ?? 0, id3[row] ?? 0) & mask;
            while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
            this.#slots[slot] = row + 1;
        }
    }
}

/** Ids that share most of their digits still start all over the slots: else one search after another gets longer. */
function mix(id0: number, id1: number, id2: number, id3: number): number {
    const one = Math.imul(id0 ^ (id1 >>> 15), 0x9e3779b1) ^ Math.imul(id1, 0x85ebca77);
    const other = Math.imul(id2 ^ (id3 >>> 15), 0xc2b2ae3d) ^ Math.imul(id3, 0x27d4eb2f);
    const both = Math.imul(one ^ (other >>> 16), 0x165667b1) ^ other;
    return both ^ (both >>> 15);
}
