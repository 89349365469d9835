import { isUtf8, transcode } from "node:buffer";
import { createHash } from "node:crypto";
import { AddressSet } from "../../ip-lists/address-set";
import { formatAddress, lastAddress, ordinal } from "../../ip-lists/cidr";
import {
    count,
    hasHostBits,
    MOST_THREAT_ENTRIES,
    MOST_TRUSTED_ENTRIES,
    SHORTEST_LINE_BYTES,
} from "../../ip-lists/list-rules";
import { findEncodingFault, readListText } from "../../ip-lists/list-text";
import { findNoEffectRange, mayBeSpecial } from "../../ip-lists/special-ranges";
import { readEntryForm } from "./entry-forms";
import { Refusal } from "./refusal";
import type { FeedLimits, FeedSettings } from "./settings";

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
    readonly firstInvalidLine: number;
    readonly ipv6: number;
    /** Entries that are not publicly routable, at which GuardDuty would not look. */
    readonly notPublic: number;
}

export type ReadingRules = Pick<FeedSettings, "limits" | "listType">;

/**
 * Reads one source's entries, more leniently than a list of the user's own: a feed that somebody else writes holds a stray line now
 * and then, and IPv6. Throws a Refusal for what is no list, holds nothing, or holds a range that nobody would block.
 */
export function readSource(bytes: Uint8Array, { limits, listType }: ReadingRules): SourceList {
    refuseBinary(bytes);
    const set = new AddressSet(Math.ceil(bytes.length / SHORTEST_LINE_BYTES));
    const counts = { taken: 0, invalid: 0, firstInvalidLine: 0, ipv6: 0, notPublic: 0 };
    const take = (first: number, last: number, line: number): void => {
        if (mayBeSpecial(first) && findNoEffectRange(first, last) !== undefined) {
            counts.notPublic += 1;
            return;
        }
        refuseBroad(first, last, line, limits);
        set.add(first, last);
        counts.taken += 1;
    };
    const skip = (line: number): void => {
        counts.invalid += 1;
        counts.firstInvalidLine ||= line;
    };
    readListText(bytes, {
        range(address, prefix, line) {
            if (hasHostBits(address, prefix)) skip(line);
            else take(address, lastAddress({ address, prefix }), line);
        },
        other(text, line) {
            const entry = readEntryForm(text);
            if (entry.kind === "range") take(entry.first, entry.last, line);
            // To trust an address for the sake of one port would be to trust more than the feed says.
            else if (entry.kind === "withPort" && listType === "THREAT") take(entry.first, entry.last, line);
            else if (entry.kind === "ipv6") counts.ipv6 += 1;
            else if (entry.kind !== "blank") skip(line);
        },
    });
    const { taken, ...leftOut } = counts;
    refuseInvalid(taken + leftOut.ipv6 + leftOut.notPublic, leftOut, limits);
    set.fold();
    if (set.isEmpty) throw new Refusal("EMPTY", "it holds no publicly routable IPv4 address");
    return { ...listOf(set), ...leftOut };
}

/** Comments may be Latin-1: entries are ASCII in either. */
function refuseBinary(bytes: Uint8Array): void {
    const fault = findEncodingFault(bytes);
    if (fault === undefined) return;
    if (!isUtf8(bytes) && findEncodingFault(transcode(bytes, "latin1", "utf8")) === undefined) return;
    throw new Refusal("NOT_A_LIST", `it is no text: ${fault}`);
}

function refuseInvalid(
    valid: number,
    { invalid, firstInvalidLine }: Pick<SourceList, "invalid" | "firstInvalidLine">,
    { maxInvalidPercent }: FeedLimits,
): void {
    if (invalid * 100 <= (valid + invalid) * maxInvalidPercent) return;
    const share = `${count(invalid)} of ${count(valid + invalid)} entries`;
    throw new Refusal("NOT_A_LIST", `${share} are no IPv4 address or range, the first in line ${firstInvalidLine}`);
}

/** The list that GuardDuty gets: what all sources hold together. */
export function combine(texts: readonly Uint8Array[], rules: ReadingRules): FeedList {
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
    refuseSize(list, rules);
    return list;
}

/** Of a trusted list as much as the library's own may cover: with the default of a /16, a /14. */
const MOST_WIDEST_RANGES = 4;
const HALF_THE_INTERNET = 2 ** 31;

function refuseSize({ entryCount, addressCount }: FeedList, { limits, listType }: ReadingRules): void {
    const isTrusted = listType === "TRUSTED";
    const mostEntries = isTrusted ? MOST_TRUSTED_ENTRIES : MOST_THREAT_ENTRIES;
    if (entryCount > mostEntries) {
        const got = `${count(entryCount)} entries after folding`;
        throw new Refusal("OVER_QUOTA", `${got}, and GuardDuty takes ${count(mostEntries)} in a list of this kind`);
    }
    const mostTrusted = MOST_WIDEST_RANGES * 2 ** (32 - limits.widestPrefix);
    const most = isTrusted ? Math.min(mostTrusted, HALF_THE_INTERNET) : HALF_THE_INTERNET;
    if (addressCount >= most) {
        throw new Refusal(
            "TOO_BROAD",
            `it covers ${count(addressCount)} addresses, of which ${count(most)} are too many`,
        );
    }
}

function refuseBroad(first: number, last: number, line: number, { widestPrefix }: FeedLimits): void {
    if (ordinal(last) - ordinal(first) < 2 ** (32 - widestPrefix)) return;
    const range = `${formatAddress(first)} to ${formatAddress(last)}`;
    throw new Refusal("TOO_BROAD", `${range} in line ${line} is wider than a /${widestPrefix}`);
}

function listOf(set: AddressSet): FeedList {
    const { addressCount, cidrCount: entryCount } = set.count();
    const text = set.toText(entryCount);
    return { text, sha256: createHash("sha256").update(text).digest("hex"), entryCount, addressCount };
}
