/**
 * An IPv4 range as written: `address` may have bits set after the prefix.
 *
 * An address is its 32 bits, as JavaScript's bit operators take and give them: negative from 128.0.0.0 on. The engine holds such a
 * number without an object of its own, which on 250,000 addresses is the difference; `ordinal` gives the order.
 */
export interface Cidr {
    readonly address: number;
    /** From 0 to 32. */
    readonly prefix: number;
}

const DOT = 46;
const SLASH = 47;
const ZERO = 48;

/** "255.255.255.255/32" */
const LONGEST = 18;

/** The least number that has so many digits: what is less has leading zeros. Nothing that has no digits is a number. */
export const LEAST_BY_DIGITS: readonly number[] = [Infinity, 0, 10, 100];

/**
 * A dotted quad, with or without a prefix length; undefined for anything else. As strict as the strictest reader of a list could be:
 * four decimal numbers, no leading zeros (some programs read them as octal), no blanks.
 *
 * One loop without calls: a list is read once in a run, so most of it is read before the engine has compiled anything.
 */
export function parseCidr(text: string): Cidr | undefined {
    if (text.length > LONGEST) return undefined;
    let address = 0;
    let dots = 0;
    let value = 0;
    let digits = 0;
    let at = 0;
    for (; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        if (code >= ZERO && code <= ZERO + 9) {
            value = value * 10 + code - ZERO;
            digits += 1;
        } else if (code === DOT && value <= 255 && value >= (LEAST_BY_DIGITS[digits] ?? Infinity)) {
            address = (address << 8) | value;
            dots += 1;
            value = digits = 0;
        } else break;
    }
    if (dots !== 3 || value > 255 || value < (LEAST_BY_DIGITS[digits] ?? Infinity)) return undefined;
    address = (address << 8) | value;
    if (at === text.length) return { address, prefix: 32 };
    const prefix = text.charCodeAt(at) === SLASH ? parsePrefix(text, at + 1) : undefined;
    return prefix === undefined ? undefined : { address, prefix };
}

function parsePrefix(text: string, start: number): number | undefined {
    let value = 0;
    for (let at = start; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        if (code < ZERO || code > ZERO + 9) return undefined;
        value = value * 10 + code - ZERO;
    }
    return isPrefix(value, text.length - start) ? value : undefined;
}

/** Whether so many digits with this value are a prefix length. */
export function isPrefix(value: number, digits: number): boolean {
    return value <= 32 && value >= (LEAST_BY_DIGITS[digits] ?? Infinity);
}

/** The bits after a prefix, all set. */
export function hostBits(prefix: number): number {
    // A shift by 32 is a shift by none.
    return prefix === 32 ? 0 : -1 >>> prefix;
}

export function firstAddress({ address, prefix }: Cidr): number {
    return address & ~hostBits(prefix);
}

export function lastAddress({ address, prefix }: Cidr): number {
    return address | hostBits(prefix);
}

/** Turns an address into a number of 32 bits that is in the order of addresses, from -2^31 for 0.0.0.0; and back. */
export function ordinal(address: number): number {
    return address ^ -0x80000000;
}

export function formatAddress(address: number): string {
    return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** One address stands without its prefix. */
export function formatCidr({ address, prefix }: Cidr): string {
    return prefix === 32 ? formatAddress(address) : `${formatAddress(address)}/${prefix}`;
}

/** The prefix of the largest range that starts at the ordinal `first` and ends at `last` or before. */
export function largestPrefix(first: number, last: number): number {
    if (first === last) return 32;
    const bits = ordinal(first);
    const aligned = bits === 0 ? 32 : 31 - Math.clz32(bits & -bits);
    const count = last - first + 1;
    const fitting = count === 2 ** 32 ? 32 : 31 - Math.clz32(count);
    return 32 - Math.min(aligned, fitting);
}

/** The fewest ranges that cover exactly the ordinals from `first` to `last`, in order. */
export function* splitIntoCidrs(first: number, last: number): Generator<Cidr> {
    for (let next = first; next <= last;) {
        const prefix = largestPrefix(next, last);
        yield { address: ordinal(next), prefix };
        next += 2 ** (32 - prefix);
    }
}
