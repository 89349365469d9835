import { SLOT_GAP, type Span } from "./bands";
import { placeInOrder } from "./isotonic";
import type { Slot, SlotGraph } from "./slots";

/** Enough for the drawings of some dozens of boxes to settle. */
const SWEEPS = 10;

/**
 * The vertical middle of each slot: near its neighbours', within its component's rows. Columns are swept from left to
 * right and back, each sorted by where its neighbours are (the barycentre heuristic for few crossings).
 */
export function assignRows(
    { slots, paths }: SlotGraph,
    rows: ReadonlyMap<string | undefined, Span>,
): Map<string, number> {
    const neighbours = neighboursOf(paths);
    const cells = cellsOf(slots);
    const middles = new Map<string, number>();
    const place = (cell: readonly Slot[], wishOf: (slot: Slot) => number) => {
        const span = rows.get(cell[0]?.group) ?? { top: 0, bottom: 0 };
        const wishes = cell.map((slot) => ({ size: slot.height, wish: wishOf(slot) }));
        placeInOrder(wishes, SLOT_GAP, span.top, span.bottom).forEach((middle, index) => {
            middles.set(cell[index]?.key ?? "", middle);
        });
    };
    const wishOf = (keys: readonly string[], slot: Slot) => meanOf(keys, middles) ?? middles.get(slot.key) ?? 0;
    for (const cell of cells) {
        place(cell, () => 0);
    }
    for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
        const forward = sweep % 2 === 0;
        for (const cell of forward ? cells : [...cells].reverse()) {
            const wish = (slot: Slot) => wishOf(neighbours.get(slot.key)?.[forward ? "before" : "after"] ?? [], slot);
            const wishes = new Map(cell.map((slot) => [slot.key, wish(slot)]));
            cell.sort((a, b) => (wishes.get(a.key) ?? 0) - (wishes.get(b.key) ?? 0));
            place(cell, wish);
        }
    }
    for (const cell of [...cells, ...[...cells].reverse()]) {
        place(cell, (slot) => {
            const { before = [], after = [] } = neighbours.get(slot.key) ?? {};
            return wishOf([...before, ...after], slot);
        });
    }
    return middles;
}

/** The slots of one component in one column, from left to right. */
function cellsOf(slots: readonly Slot[]): Slot[][] {
    const cells = new Map<string, Slot[]>();
    for (const slot of [...slots].sort((a, b) => a.layer - b.layer)) {
        const key = JSON.stringify([slot.layer, slot.group]);
        cells.set(key, [...(cells.get(key) ?? []), slot]);
    }
    return [...cells.values()];
}

interface Neighbours {
    readonly before: string[];
    readonly after: string[];
}

function neighboursOf(paths: SlotGraph["paths"]): Map<string, Neighbours> {
    const neighbours = new Map<string, Neighbours>();
    const of = (key: string): Neighbours => {
        const known = neighbours.get(key) ?? { before: [], after: [] };
        neighbours.set(key, known);
        return known;
    };
    for (const path of paths) {
        path.slice(1).forEach((key, index) => {
            const previous = path[index] ?? "";
            of(previous).after.push(key);
            of(key).before.push(previous);
        });
    }
    return neighbours;
}

function meanOf(keys: readonly string[], middles: ReadonlyMap<string, number>): number | undefined {
    if (keys.length === 0) {
        return undefined;
    }
    return keys.reduce((sum, key) => sum + (middles.get(key) ?? 0), 0) / keys.length;
}
