import type { AddressSet } from "./address-set";
import { firstAddress, formatAddress, formatCidr, hostBits, type Cidr } from "./cidr";
import type { EntryFault } from "./entry-fault";
import { findNoEffectRange, type SpecialRange } from "./special-ranges";

/** What depends on the kind of list. */
export interface ListRules {
    /** A trusted list, for whose addresses GuardDuty raises no findings; otherwise a threat list. */
    readonly trusted: boolean;
    /** Lifts the bounds on how much a trusted list may cover. */
    readonly allowBroadRanges: boolean;
}

/**
 * The largest source file (user guide: 35 MB, which does not say whether of 1,000 or 1,024: the larger reading refuses nothing that
 * AWS accepts). What is made of a TXT file is always smaller: 250,000 entries are under 5 MB.
 */
export const LARGEST_FILE_BYTES = 35 * 1024 * 1024;
/** "1.1.1.1" and a line feed. */
export const SHORTEST_LINE_BYTES = 8;
/** Before folding; as many as the largest file can hold. */
export const MOST_GIVEN_ENTRIES = LARGEST_FILE_BYTES / SHORTEST_LINE_BYTES;
/** GuardDuty quotas, not adjustable: entries of one list. */
export const MOST_TRUSTED_ENTRIES = 2_000;
export const MOST_THREAT_ENTRIES = 250_000;
/** The widest range that a trusted list may hold, and the most addresses: as many as a /14 has. Bounds of this library's own. */
const WIDEST_TRUSTED_PREFIX = 16;
const MOST_TRUSTED_ADDRESSES = 2 ** 18;

export function hasHostBits(address: number, prefix: number): boolean {
    return (address & hostBits(prefix)) !== 0;
}

/** Whether a range is refused whatever it covers: /0, or too wide for a trusted list. */
export function isTooWide(prefix: number, { trusted, allowBroadRanges }: ListRules): boolean {
    return prefix === 0 || (prefix < WIDEST_TRUSTED_PREFIX && trusted && !allowBroadRanges);
}

export function describeHostBits(cidr: Cidr): EntryFault {
    const network = formatCidr({ address: firstAddress(cidr), prefix: cidr.prefix });
    return {
        rule: "must be a network's first address where a prefix follows, with all bits after the prefix zero",
        hint:
            cidr.prefix === 0
                ? "It would be every address."
                : `Did you mean ${network} or ${formatAddress(cidr.address)}?`,
    };
}

export function describeTooWide({ prefix }: Cidr, rules: ListRules): EntryFault {
    if (prefix === 0) return { rule: "must not be /0, which is every address", hint: everythingHint(rules) };
    const amount = count(2 ** (32 - prefix));
    return {
        rule: `must not be wider than /${WIDEST_TRUSTED_PREFIX} on a trusted list, unless allowBroadRanges is true`,
        hint: `GuardDuty would raise no finding for ${amount} addresses: list the networks that you mean.`,
    };
}

/** Why an entry that is never publicly routable is refused. */
export function describeNoEffect({ cidr, use, source }: SpecialRange): EntryFault {
    return {
        rule: "must be publicly routable: GuardDuty looks at no other addresses, so the entry would have no effect",
        hint: `${cidr} is for ${use} (${source}): remove it.`,
    };
}

interface FoldedSet {
    readonly set: AddressSet;
    readonly addressCount: number;
    readonly entryCount: number;
}

/** What is wrong with a folded set that is not empty. */
export function findSetFaults({ set, addressCount, entryCount }: FoldedSet, rules: ListRules): EntryFault[] {
    const faults: EntryFault[] = [];
    const { trusted, allowBroadRanges } = rules;
    if (set.holdsAllBut((first, last) => findNoEffectRange(first, last) !== undefined)) {
        faults.push({ rule: "must not cover every publicly routable address", hint: everythingHint(rules) });
    }
    if (trusted && !allowBroadRanges && addressCount > MOST_TRUSTED_ADDRESSES) {
        const most = count(MOST_TRUSTED_ADDRESSES);
        faults.push({
            rule: `must cover at most ${most} addresses on a trusted list, unless allowBroadRanges is true`,
            hint: `It covers ${count(addressCount)}, for which GuardDuty would raise no finding: list the networks that you mean.`,
        });
    }
    const [kind, most] = trusted ? ["trusted", MOST_TRUSTED_ENTRIES] : ["threat", MOST_THREAT_ENTRIES];
    if (entryCount > most) {
        faults.push({
            rule: `must have at most ${count(most)} entries on a ${kind} list (GuardDuty's quota, which cannot be raised)`,
            hint: `It has ${count(entryCount)} after folding${trusted ? "" : ": split it, there may be six threat lists"}.`,
        });
    }
    return faults;
}

function everythingHint({ trusted }: ListRules): string {
    return trusted ? "GuardDuty would raise no finding at all." : "Any connection at all would be a finding.";
}

export function count(amount: number): string {
    return amount.toLocaleString("en-US");
}
