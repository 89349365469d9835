import { type SizedBox, sizeBox } from "./box-size";
import type { BoxGraph } from "./boxes";
import { assignLayers } from "./layers";

/** A box in its column, or a lane that is kept free there for an edge on its way to a later column. */
export interface Slot {
    readonly key: string;
    readonly layer: number;
    readonly height: number;
    readonly group: string | undefined;
    /** Absent on a lane. */
    readonly sized: SizedBox | undefined;
}

export interface SlotGraph {
    readonly slots: readonly Slot[];
    /** For each edge the keys of the slots that it goes through, from its source to its target. */
    readonly paths: readonly (readonly string[])[];
}

const LANE_HEIGHT = 8;

export function createSlots({ boxes, edges }: BoxGraph): SlotGraph {
    const layers = assignLayers(
        boxes.map(({ id }) => id),
        edges,
    );
    const layerOf = (id: string) => layers.get(id) ?? 0;
    const groups = new Map(boxes.map(({ id, group }) => [id, group]));
    const boxSlots = boxes.map((box): Slot => {
        const sized = sizeBox(box);
        return { key: box.id, layer: layerOf(box.id), height: sized.height, group: box.group, sized };
    });
    const lanes = new Map<string, Slot>();
    const paths = edges.map(({ from, to }) => {
        const keys = layersBetween(layerOf(from), layerOf(to)).map((layer) => {
            // One lane for all edges of a source; in the source's rows, and so out of the frames of other components.
            const key = `${from} in ${layer}`;
            lanes.set(key, { key, layer, height: LANE_HEIGHT, group: groups.get(from), sized: undefined });
            return key;
        });
        return [from, ...keys, to];
    });
    return { slots: [...boxSlots, ...lanes.values()], paths };
}

function layersBetween(first: number, last: number): number[] {
    return Array.from({ length: Math.max(0, last - first - 1) }, (_, index) => first + 1 + index);
}
