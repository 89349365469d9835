import { largestCidr, lastAddress } from "./cidr";
import { sortPairs } from "./radix-sort";

/** "255.255.255.255/32" and a line feed. */
const LONGEST_LINE = 19;

/**
 * A set of IPv4 addresses, kept as the first and last address of each of its ranges, one after the other in one typed array: 8 bytes
 * a range, where objects would take 50 and a collection of garbage.
 */
export class AddressSet {
    private pairs: Uint32Array;
    private length = 0;
    private sorted = true;

    /** `capacity` is the most ranges that will be added. */
    constructor(capacity: number) {
        this.pairs = new Uint32Array(2 * capacity);
    }

    add(first: number, last: number): void {
        const { pairs, length } = this;
        if (length > 0 && first < (pairs[length - 2] ?? 0)) this.sorted = false;
        pairs[length] = first;
        pairs[length + 1] = last;
        this.length = length + 2;
    }

    /** Sorts the ranges and merges those that overlap or touch: from then on they are the only way to write this set. */
    fold(): void {
        if (!this.sorted) this.pairs = sortPairs(this.pairs, this.length);
        this.sorted = true;
        const { pairs } = this;
        let write = 0;
        for (let read = 2; read < this.length; read += 2) {
            const first = pairs[read] ?? 0;
            const last = pairs[read + 1] ?? 0;
            const end = pairs[write + 1] ?? 0;
            if (first <= end + 1) {
                if (last > end) pairs[write + 1] = last;
            } else {
                write += 2;
                pairs[write] = first;
                pairs[write + 1] = last;
            }
        }
        this.length = Math.min(this.length, write + 2);
    }

    get isEmpty(): boolean {
        return this.length === 0;
    }

    /** How many addresses a folded set holds. */
    countAddresses(): number {
        let count = 0;
        for (let at = 0; at < this.length; at += 2) count += (this.pairs[at + 1] ?? 0) - (this.pairs[at] ?? 0) + 1;
        return count;
    }

    /** How many CIDR ranges it takes to write a folded set. */
    countCidrs(): number {
        let count = 0;
        for (let at = 0; at < this.length; at += 2) {
            const last = this.pairs[at + 1] ?? 0;
            for (let next = this.pairs[at] ?? 0; next <= last; next = lastAddress(largestCidr(next, last)) + 1) count += 1;
        }
        return count;
    }

    /** Whether a folded set holds every address for which `isSkipped` does not hold, asked of the gaps between its ranges. */
    holdsAllBut(isSkipped: (first: number, last: number) => boolean): boolean {
        let next = 0;
        for (let at = 0; at < this.length; at += 2) {
            const first = this.pairs[at] ?? 0;
            if (first > next && !isSkipped(next, first - 1)) return false;
            next = (this.pairs[at + 1] ?? 0) + 1;
        }
        return next === 2 ** 32 || isSkipped(next, 2 ** 32 - 1);
    }

    /** A folded set as text: the fewest CIDR ranges, in address order, one a line; a single address without its prefix. */
    toText(): Buffer {
        const text = Buffer.allocUnsafe(this.countCidrs() * LONGEST_LINE);
        let end = 0;
        for (let at = 0; at < this.length; at += 2) {
            const last = this.pairs[at + 1] ?? 0;
            for (let next = this.pairs[at] ?? 0; next <= last; ) {
                const cidr = largestCidr(next, last);
                end = writeLine(text, end, next, cidr.prefix);
                next = lastAddress(cidr) + 1;
            }
        }
        return text.subarray(0, end);
    }
}

function writeLine(text: Uint8Array, start: number, address: number, prefix: number): number {
    let at = writeNumber(text, start, address >>> 24);
    for (let shift = 16; shift >= 0; shift -= 8) {
        text[at++] = 46; // .
        at = writeNumber(text, at, (address >>> shift) & 255);
    }
    if (prefix < 32) {
        text[at++] = 47; // /
        at = writeNumber(text, at, prefix);
    }
    text[at++] = 10;
    return at;
}

function writeNumber(text: Uint8Array, start: number, value: number): number {
    let at = start;
    if (value >= 100) text[at++] = 48 + Math.floor(value / 100);
    if (value >= 10) text[at++] = 48 + (Math.floor(value / 10) % 10);
    text[at++] = 48 + (value % 10);
    return at;
}
