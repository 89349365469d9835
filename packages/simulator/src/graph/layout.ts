import type { SizedBox } from "./box-size";
import { type Bands, FRAME_PADDING, stackBands } from "./bands";
import { createBoxes } from "./boxes";
import type { GraphGroup, ResourceGraph } from "./resource-graph";
import { assignRows } from "./rows";
import { createSlots, type Slot } from "./slots";

export interface Point {
    readonly x: number;
    readonly y: number;
}

export interface Rectangle extends Point {
    readonly width: number;
    readonly height: number;
}

export interface PlacedBox extends SizedBox {
    readonly area: Rectangle;
}

export interface PlacedFrame {
    readonly group: GraphGroup;
    readonly area: Rectangle;
}

export interface Layout {
    readonly width: number;
    readonly height: number;
    readonly boxes: readonly PlacedBox[];
    /** Outer frames before the frames inside them. */
    readonly frames: readonly PlacedFrame[];
    /** For each edge, where it leaves and enters columns: from, to, from, to … and so on, left to right. */
    readonly routes: readonly (readonly Point[])[];
}

interface Column {
    readonly x: number;
    readonly width: number;
}

const COLUMN_GAP = 54;
const MARGIN = 24;

/**
 * A layered drawing from left to right: a column for each step of dependency, a band of rows for each component.
 * `top` is what to leave free above.
 */
export function layOut(graph: ResourceGraph, top: number): Layout {
    const slotGraph = createSlots(createBoxes(graph));
    const { slots, paths } = slotGraph;
    const bands = stackBands(graph.groups, slots, top);
    const middles = assignRows(slotGraph, bands.rows);
    const depth = Math.max(0, ...graph.groups.map(({ urn }) => depthOf(urn, graph.groups)));
    const columns = placeColumns(slots, MARGIN + depth * FRAME_PADDING);
    const areas = new Map(slots.map((slot) => [slot.key, areaOf(slot, columns, middles)]));
    const boxes = slots.flatMap(({ key, sized }): PlacedBox[] => {
        const area = areas.get(key);
        return sized === undefined || area === undefined ? [] : [{ ...sized, area }];
    });
    const frames = placeFrames(graph.groups, boxes, bands);
    const right = Math.max(MARGIN, ...[...boxes, ...frames].map(({ area }) => area.x + area.width));
    return {
        width: right + MARGIN,
        height: bands.bottom + MARGIN,
        boxes,
        frames,
        routes: paths.map((path) => routeOf(path.flatMap((key) => areas.get(key) ?? []))),
    };
}

function placeColumns(slots: readonly Slot[], left: number): Column[] {
    const count = Math.max(0, ...slots.map(({ layer }) => layer + 1));
    const columns: Column[] = [];
    let x = left;
    for (let layer = 0; layer < count; layer += 1) {
        const widths = slots.filter((slot) => slot.layer === layer).map(({ sized }) => sized?.width ?? 0);
        const width = Math.max(0, ...widths);
        columns.push({ x, width });
        x += width + COLUMN_GAP;
    }
    return columns;
}

function areaOf(slot: Slot, columns: readonly Column[], middles: ReadonlyMap<string, number>): Rectangle {
    const { x, width } = columns[slot.layer] ?? { x: 0, width: 0 };
    return { x, y: (middles.get(slot.key) ?? 0) - slot.height / 2, width, height: slot.height };
}

/** A frame reaches around its component's boxes and around the frames inside it. */
function placeFrames(groups: readonly GraphGroup[], boxes: readonly PlacedBox[], bands: Bands): PlacedFrame[] {
    const extentOf = (group: string): { left: number; right: number } => {
        const own = boxes.filter(({ box }) => box.group === group).map(({ area }) => area);
        const inner = groups.filter(({ parent }) => parent === group).map(({ urn }) => extentOf(urn));
        const lefts = [...own.map(({ x }) => x), ...inner.map(({ left }) => left)];
        const rights = [...own.map(({ x, width }) => x + width), ...inner.map(({ right }) => right)];
        return { left: Math.min(...lefts) - FRAME_PADDING, right: Math.max(...rights) + FRAME_PADDING };
    };
    return [...groups]
        .sort((a, b) => depthOf(a.urn, groups) - depthOf(b.urn, groups))
        .map((group) => {
            const { left, right } = extentOf(group.urn);
            const { top, bottom } = bands.frames.get(group.urn) ?? { top: 0, bottom: 0 };
            return { group, area: { x: left, y: top, width: right - left, height: bottom - top } };
        });
}

function depthOf(urn: string, groups: readonly GraphGroup[]): number {
    const parent = groups.find((group) => group.urn === urn)?.parent;
    return parent === undefined ? 1 : 1 + depthOf(parent, groups);
}

/** Out of the first area on its right, straight through those between, into the last on its left. */
function routeOf(areas: readonly Rectangle[]): Point[] {
    return areas.flatMap(({ x, y, width, height }, index) => {
        const middle = y + height / 2;
        const [left, right] = [
            { x, y: middle },
            { x: x + width, y: middle },
        ];
        if (index === 0) {
            return [right];
        }
        return index === areas.length - 1 ? [left] : [left, right];
    });
}
