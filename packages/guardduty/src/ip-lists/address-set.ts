import { endianness } from "node:os";
import { largestPrefix, ordinal, splitIntoCidrs } from "./cidr";
import { ListWriter } from "./list-writer";

/**
 * Where the ends of a range stand in its pair: the first one in the upper half of the 64-bit number that the pair is, so that sorting
 * the numbers sorts the ranges. The engine's own sort needs no second array, and no time to get warm in a run that sorts once.
 */
const FIRST = endianness() === "LE" ? 1 : 0;
const LAST = 1 - FIRST;

const FIRST_ORDINAL = -(2 ** 31);
const LAST_ORDINAL = 2 ** 31 - 1;

interface AddressCounts {
    readonly addressCount: number;
    /** How many CIDR ranges it takes to write the set. */
    readonly cidrCount: number;
}

/**
 * A set of IPv4 addresses, kept as the ordinals of the first and last address of each of its ranges, one after the other in one typed
 * array: 8 bytes a range, where objects would take 50 and a collection of garbage.
 */
export class AddressSet {
    private readonly pairs: Int32Array;
    private length = 0;
    private sorted = true;

    /** `capacity` is the most ranges that will be added. */
    constructor(capacity: number) {
        this.pairs = new Int32Array(2 * capacity);
    }

    get isEmpty(): boolean {
        return this.length === 0;
    }

    /** Adds the addresses from `first` to `last`. */
    add(first: number, last: number): void {
        const { pairs, length } = this;
        const start = ordinal(first);
        if (length > 0 && start < (pairs[length - 2 + FIRST] ?? 0)) this.sorted = false;
        pairs[length + FIRST] = start;
        pairs[length + LAST] = first === last ? start : ordinal(last);
        this.length = length + 2;
    }

    /** Sorts the ranges and merges those that overlap or touch: from then on they are the only way to write this set. */
    fold(): void {
        const { pairs, length } = this;
        if (!this.sorted) new BigInt64Array(pairs.buffer, 0, length / 2).sort();
        this.sorted = true;
        let end = 0;
        for (let at = 0; at < length; at += 2) {
            const first = pairs[at + FIRST] ?? 0;
            const last = pairs[at + LAST] ?? 0;
            // Subtracting, since adding to the last address of all would leave the 32 bits.
            if (end > 0 && first - 1 <= (pairs[end - 2 + LAST] ?? 0)) {
                if (last > (pairs[end - 2 + LAST] ?? 0)) pairs[end - 2 + LAST] = last;
            } else {
                pairs[end + FIRST] = first;
                pairs[end + LAST] = last;
                end += 2;
            }
        }
        this.length = end;
    }

    /** Counts a folded set. */
    count(): AddressCounts {
        const { pairs, length } = this;
        let addressCount = 0;
        let cidrCount = 0;
        for (let at = 0; at < length; at += 2) {
            const first = pairs[at + FIRST] ?? 0;
            const last = pairs[at + LAST] ?? 0;
            addressCount += last - first + 1;
            cidrCount += first === last ? 1 : countCidrs(first, last);
        }
        return { addressCount, cidrCount };
    }

    /** Whether a folded set holds every address for which `isSkipped` does not hold, asked of the gaps between its ranges. */
    holdsAllBut(isSkipped: (first: number, last: number) => boolean): boolean {
        let next = FIRST_ORDINAL;
        for (let at = 0; at < this.length; at += 2) {
            const first = this.pairs[at + FIRST] ?? 0;
            if (first > next && !isSkipped(ordinal(next), ordinal(first - 1))) return false;
            next = (this.pairs[at + LAST] ?? 0) + 1;
        }
        return next > LAST_ORDINAL || isSkipped(ordinal(next), ordinal(LAST_ORDINAL));
    }

    /** A folded set as text: the fewest CIDR ranges, in address order, one a line. `cidrCount` is what `count` says. */
    toText(cidrCount: number): Buffer {
        const { pairs, length } = this;
        const text = new ListWriter(cidrCount);
        for (let at = 0; at < length; at += 2) {
            const first = pairs[at + FIRST] ?? 0;
            const last = pairs[at + LAST] ?? 0;
            if (first === last) text.writeLine(ordinal(first), 32);
            else for (const { address, prefix } of splitIntoCidrs(first, last)) text.writeLine(address, prefix);
        }
        return text.written();
    }
}

function countCidrs(first: number, last: number): number {
    let count = 0;
    for (let next = first; next <= last; next += 2 ** (32 - largestPrefix(next, last))) count += 1;
    return count;
}
