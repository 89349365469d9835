import type { GraphGroup } from "./resource-graph";
import type { Slot } from "./slots";

export interface Span {
    readonly top: number;
    readonly bottom: number;
}

export interface Bands {
    /** The rows that each component, and the stack itself (`undefined`), has for its own resources. */
    readonly rows: ReadonlyMap<string | undefined, Span>;
    /** From the upper to the lower edge of each component's frame: its own rows, then the frames inside it. */
    readonly frames: ReadonlyMap<string, Span>;
    readonly bottom: number;
}

export const SLOT_GAP = 12;
export const FRAME_PADDING = 14;
const FRAME_HEADER = 34;
const BAND_GAP = 18;

/** Gives each component a band of rows of its own, one below the other: so frames can never overlap. */
export function stackBands(groups: readonly GraphGroup[], slots: readonly Slot[], top: number): Bands {
    const rows = new Map<string | undefined, Span>();
    const frames = new Map<string, Span>();
    const stack = (group: string | undefined, start: number): number => {
        const height = heightOf(slots.filter((slot) => slot.group === group));
        rows.set(group, { top: start, bottom: start + height });
        let bottom = start + height;
        for (const { urn } of groups.filter(({ parent }) => parent === group)) {
            const frameTop = bottom === start ? start : bottom + BAND_GAP;
            bottom = stack(urn, frameTop + FRAME_HEADER) + FRAME_PADDING;
            frames.set(urn, { top: frameTop, bottom });
        }
        return bottom;
    };
    const bottom = stack(undefined, top);
    return { rows, frames, bottom };
}

/** Of the fullest column. */
function heightOf(slots: readonly Slot[]): number {
    const columns = new Map<number, number>();
    for (const { layer, height } of slots) {
        const above = columns.get(layer);
        columns.set(layer, height + (above === undefined ? 0 : above + SLOT_GAP));
    }
    return Math.max(0, ...columns.values());
}
