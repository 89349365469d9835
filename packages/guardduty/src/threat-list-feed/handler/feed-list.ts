import { createHash } from "node:crypto";
import { AddressSet } from "../../ip-lists/address-set";
import { formatCidr, lastAddress, type Cidr } from "../../ip-lists/cidr";
import {
    count,
    hasHostBits,
    MOST_THREAT_ENTRIES,
    MOST_TRUSTED_ENTRIES,
    SHORTEST_LINE_BYTES,
} from "../../ip-lists/list-rules";
import { findEncodingFault, readListText } from "../../ip-lists/list-text";
import { findNoEffectRange, mayBeSpecial } from "../../ip-lists/special-ranges";
import { Refusal } from "./refusal";
import type { FeedLimits } from "./settings";

/** A set of addresses as it is stored: the same addresses are the same text and the same hash. */
export interface FeedList {
    /** Fewest CIDR ranges, in address order, one a line. */
    readonly text: Buffer;
    readonly sha256: string;
    readonly entryCount: number;
    readonly addressCount: number;
}

export interface SourceList extends FeedList {
    /** Entries that are no IPv4 address or range, and not counted: fewer than the limit. */
    readonly invalid: number;
    /** Entries that GuardDuty would not look at: IPv6, and what is not publicly routable. */
    readonly leftOut: number;
}

/**
 * Reads one source's entries, more leniently than a list of the user's own: a feed that somebody else writes holds a stray line now
 * and then, and IPv6. Throws a Refusal for what is no list, holds nothing, or holds a range that nobody would block.
 */
export function readSource(bytes: Uint8Array, limits: FeedLimits): SourceList {
    const fault = findEncodingFault(bytes);
    if (fault !== undefined) throw new Refusal("NOT_A_LIST", `it is no text: ${fault}`);
    const set = new AddressSet(Math.ceil(bytes.length / SHORTEST_LINE_BYTES));
    let [taken, invalid, leftOut] = [0, 0, 0];
    let firstInvalid = 0;
    readListText(bytes, {
        range(address, prefix, line) {
            const cidr = { address, prefix };
            if (hasHostBits(address, prefix)) {
                invalid += 1;
                firstInvalid ||= line;
            } else if (mayBeSpecial(address) && findNoEffectRange(address, lastAddress(cidr)) !== undefined) {
                leftOut += 1;
            } else {
                refuseBroad(cidr, line, limits);
                set.add(address, lastAddress(cidr));
                taken += 1;
            }
        },
        other(text, line) {
            if (/^[0-9a-f:]*:[0-9a-f:.]*(?:\/\d{1,3})?$/i.test(text.slice(0, 64))) leftOut += 1;
            else {
                invalid += 1;
                firstInvalid ||= line;
            }
        },
    });
    if (invalid * 100 > (taken + leftOut + invalid) * limits.maxInvalidPercent) {
        const share = `${count(invalid)} of ${count(taken + leftOut + invalid)} entries`;
        throw new Refusal("NOT_A_LIST", `${share} are no IPv4 address or range, the first in line ${firstInvalid}`);
    }
    set.fold();
    if (set.isEmpty) throw new Refusal("EMPTY", "it holds no publicly routable IPv4 address");
    return { ...listOf(set), invalid, leftOut };
}

/** The list that GuardDuty gets: what all sources hold together. */
export function combine(texts: readonly Uint8Array[], listType: "THREAT" | "TRUSTED"): FeedList {
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    const set = new AddressSet(Math.ceil(length / SHORTEST_LINE_BYTES));
    for (const text of texts) {
        readListText(text, {
            range: (address, prefix) => set.add(address, lastAddress({ address, prefix })),
            other: (found, line) => {
                throw new Error(`a stored list has ${JSON.stringify(found.slice(0, 80))} in line ${line}`);
            },
        });
    }
    set.fold();
    const list = listOf(set);
    const most = listType === "TRUSTED" ? MOST_TRUSTED_ENTRIES : MOST_THREAT_ENTRIES;
    if (list.entryCount > most) {
        const got = `${count(list.entryCount)} entries after folding`;
        throw new Refusal("OVER_QUOTA", `${got}, and GuardDuty takes ${count(most)} in a list of this kind`);
    }
    return list;
}

function refuseBroad(cidr: Cidr, line: number, { widestPrefix }: FeedLimits): void {
    if (cidr.prefix >= widestPrefix) return;
    throw new Refusal("TOO_BROAD", `${formatCidr(cidr)} in line ${line} is wider than a /${widestPrefix}`);
}

function listOf(set: AddressSet): FeedList {
    const { addressCount, cidrCount: entryCount } = set.count();
    const text = set.toText(entryCount);
    return { text, sha256: createHash("sha256").update(text).digest("hex"), entryCount, addressCount };
}
