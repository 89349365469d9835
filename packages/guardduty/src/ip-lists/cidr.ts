/** An IPv4 range as written: `address` may have bits set after the prefix. */
export interface Cidr {
    /** From 0 to 2^32 - 1. */
    readonly address: number;
    /** From 0 to 32. */
    readonly prefix: number;
}

const DOT = 46;
const SLASH = 47;
const ZERO = 48;

/**
 * A dotted quad, with or without a prefix length; undefined for anything else. As strict as the strictest reader of a list could be:
 * four decimal numbers, no leading zeros (some programs read them as octal), no blanks.
 */
export function parseCidr(text: string): Cidr | undefined {
    let address = 0;
    let at = 0;
    for (let part = 0; part < 4; part += 1) {
        if (part > 0 && text.charCodeAt(at++) !== DOT) return undefined;
        const value = readNumber(text, at);
        if (value < 0 || value > 255) return undefined;
        address = (address << 8) | value;
        at += digitCount(value);
    }
    if (at === text.length) return { address: address >>> 0, prefix: 32 };
    if (text.charCodeAt(at++) !== SLASH) return undefined;
    const prefix = readNumber(text, at);
    if (prefix < 0 || prefix > 32 || at + digitCount(prefix) !== text.length) return undefined;
    return { address: address >>> 0, prefix };
}

/** The number of at most three digits that starts at `at`, or -1. After a zero no digit is read: it would be a leading zero. */
function readNumber(text: string, at: number): number {
    let value = text.charCodeAt(at) - ZERO;
    if (!(value >= 0 && value <= 9)) return -1;
    for (let next = at + 1; value > 0 && next < at + 3; next += 1) {
        const digit = text.charCodeAt(next) - ZERO;
        if (!(digit >= 0 && digit <= 9)) break;
        value = value * 10 + digit;
    }
    return value;
}

function digitCount(value: number): number {
    return value < 10 ? 1 : value < 100 ? 2 : 3;
}

/** The bits after a prefix, all set. */
export function hostBits(prefix: number): number {
    // A shift by 32 is a shift by none.
    return prefix === 32 ? 0 : 0xffffffff >>> prefix;
}

export function firstAddress({ address, prefix }: Cidr): number {
    return (address & ~hostBits(prefix)) >>> 0;
}

export function lastAddress({ address, prefix }: Cidr): number {
    return (address | hostBits(prefix)) >>> 0;
}

export function formatAddress(address: number): string {
    return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** One address stands without its prefix. */
export function formatCidr({ address, prefix }: Cidr): string {
    return prefix === 32 ? formatAddress(address) : `${formatAddress(address)}/${prefix}`;
}

/** The largest range that starts at `first` and ends at `last` or before. */
export function largestCidr(first: number, last: number): Cidr {
    if (first === last) return { address: first, prefix: 32 };
    const aligned = first === 0 ? 32 : 31 - Math.clz32(first & -first);
    const count = last - first + 1;
    const fitting = count === 2 ** 32 ? 32 : 31 - Math.clz32(count);
    return { address: first, prefix: 32 - Math.min(aligned, fitting) };
}

/** The fewest ranges that cover exactly the addresses from `first` to `last`, in order. */
export function* splitIntoCidrs(first: number, last: number): Generator<Cidr> {
    for (let next = first; next <= last; ) {
        const cidr = largestCidr(next, last);
        yield cidr;
        next = lastAddress(cidr) + 1;
    }
}
