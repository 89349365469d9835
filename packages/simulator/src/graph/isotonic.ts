/** One of several things in a column, from top to bottom. */
export interface Placeable {
    readonly size: number;
    /** Where its middle would best be. */
    readonly wish: number;
}

interface Block {
    readonly count: number;
    readonly sum: number;
}

/**
 * Places things below one another, without overlap and in their order, as near to their wishes as can be (least
 * squares, by pooling adjacent violators), between top and bottom. Returns the middles.
 */
export function placeInOrder(items: readonly Placeable[], gap: number, top: number, bottom: number): number[] {
    // Less what must lie above it, each wish only has to keep the order: that is isotonic regression.
    const offsets: number[] = [];
    let offset = 0;
    for (const { size } of items) {
        offsets.push(offset + size / 2);
        offset += size + gap;
    }
    const used = offset - gap;
    const blocks: Block[] = [];
    items.forEach(({ wish }, index) => {
        let block: Block = { count: 1, sum: wish - (offsets[index] ?? 0) };
        for (let last = blocks.at(-1); last !== undefined && meanOf(last) > meanOf(block); last = blocks.at(-1)) {
            blocks.pop();
            block = { count: last.count + block.count, sum: last.sum + block.sum };
        }
        blocks.push(block);
    });
    const starts = blocks.flatMap((block) => Array.from({ length: block.count }, () => meanOf(block)));
    const lowest = Math.max(top, bottom - used);
    return starts.map((start, index) => Math.min(Math.max(start, top), lowest) + (offsets[index] ?? 0));
}

function meanOf({ sum, count }: Block): number {
    return sum / count;
}
