import { firstAddress, lastAddress, ordinal, parseCidr } from "./cidr";

/** Addresses that no packet of the public internet bears. */
export interface SpecialRange {
    readonly cidr: string;
    readonly use: string;
    /** Where the use is laid down. */
    readonly source: string;
}

/** In ordinals. */
interface Bounds {
    readonly first: number;
    readonly last: number;
}

type BoundedRange = SpecialRange & Bounds;

/**
 * What the IANA IPv4 Special-Purpose Address Registry marks as not globally reachable, and multicast (RFC 5771), in address order.
 * "Only publicly routable" entries of a list have an effect (GuardDuty user guide, "Customizing threat detection with entity lists
 * and IP address lists").
 */
const NO_EFFECT_RANGES: readonly BoundedRange[] = [
    range("0.0.0.0/8", '"this network"', "RFC 791"),
    range("10.0.0.0/8", "private use", "RFC 1918"),
    range("100.64.0.0/10", "carrier-grade NAT", "RFC 6598"),
    range("127.0.0.0/8", "loopback", "RFC 1122"),
    range("169.254.0.0/16", "link-local use", "RFC 3927"),
    range("172.16.0.0/12", "private use", "RFC 1918"),
    range("192.0.0.0/24", "IETF protocol assignments", "RFC 6890"),
    range("192.168.0.0/16", "private use", "RFC 1918"),
    range("198.18.0.0/15", "benchmarks", "RFC 2544"),
    range("224.0.0.0/4", "multicast", "RFC 5771"),
    range("240.0.0.0/4", "future use and broadcast (reserved)", "RFC 1112"),
];

/** Not routed either, but what examples and tests are written with: refusing them would refuse every example. */
const DOCUMENTATION_RANGES: readonly BoundedRange[] = [
    range("192.0.2.0/24", "documentation", "RFC 5737"),
    range("198.51.100.0/24", "documentation", "RFC 5737"),
    range("203.0.113.0/24", "documentation", "RFC 5737"),
];

/** Anycast services inside 192.0.0.0/24 that are globally reachable: 192.0.0.9 (RFC 7723) and 192.0.0.10 (RFC 8155). */
const REACHABLE: Bounds = { first: ordinal(0xc0000009), last: ordinal(0xc000000a) };

const FIRST_OCTETS = markFirstOctets([...NO_EFFECT_RANGES, ...DOCUMENTATION_RANGES]);

/** Whether an address can be special at all: false for most, at the cost of one look into a table. */
export function mayBeSpecial(address: number): boolean {
    return FIRST_OCTETS[address >>> 24] === 1;
}

/** The special range in which a range without any effect begins; undefined where a part of it has one. */
export function findNoEffectRange(firstAddress: number, lastAddress: number): SpecialRange | undefined {
    const [first, last] = [ordinal(firstAddress), ordinal(lastAddress)];
    if (first >= REACHABLE.first && last <= REACHABLE.last) return undefined;
    const found = NO_EFFECT_RANGES.find((special) => first >= special.first && first <= special.last);
    let covering = found;
    while (covering !== undefined && covering.last < last) {
        const next: number = covering.last + 1;
        covering = NO_EFFECT_RANGES.find((special) => special.first === next);
    }
    return covering === undefined ? undefined : found;
}

export function findDocumentationRange(firstAddress: number, lastAddress: number): SpecialRange | undefined {
    const [first, last] = [ordinal(firstAddress), ordinal(lastAddress)];
    return DOCUMENTATION_RANGES.find((special) => first >= special.first && last <= special.last);
}

function range(cidr: string, use: string, source: string): BoundedRange {
    const parsed = parseCidr(cidr);
    if (parsed === undefined) throw new Error(`${cidr} is no CIDR range`);
    return { cidr, use, source, first: ordinal(firstAddress(parsed)), last: ordinal(lastAddress(parsed)) };
}

function markFirstOctets(ranges: readonly Bounds[]): Uint8Array {
    const marks = new Uint8Array(256);
    for (const { first, last } of ranges) marks.fill(1, ordinal(first) >>> 24, (ordinal(last) >>> 24) + 1);
    return marks;
}
