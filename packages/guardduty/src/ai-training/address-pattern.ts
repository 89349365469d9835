import { LONGEST_PATTERN, MOST_WILDCARDS } from "../filters/args";

const NUMBERS = "Write four numbers from 0 to 255, with a * for the last two or the last.";

/**
 * What to do about an address pattern that takes in too much or nothing, or undefined. Two numbers written out are a /16: the widest
 * that a VPC can be, and the widest range that this library takes in a trusted list unasked.
 */
export function findAddressFault(pattern: string): string | undefined {
    if (pattern.includes("/")) return mendRange(pattern);
    if (pattern.includes(":")) return "GuardDuty keeps IPv6 addresses in a field of its own: write a filter for that.";
    if (!/[*?]/.test(pattern)) return isAddress(pattern) ? undefined : NUMBERS;
    if (pattern.length > LONGEST_PATTERN || pattern.replace(/[^*?]/g, "").length > MOST_WILDCARDS)
        return `GuardDuty takes at most ${MOST_WILDCARDS} wildcards in a pattern.`;
    const [first = "", second = "", ...rest] = pattern.split(".");
    if (/[*?]/.test(first + second))
        return "A wildcard before the third number takes in more than any network of yours.";
    const isWhole = isNumber(first) && isNumber(second) && /^[\d*?]+(?:\.[\d*?]+)?$/.test(rest.join("."));
    return isWhole ? undefined : NUMBERS;
}

/** As `findAddressFault`, for addresses that are not routed on the internet. */
export function findPrivateAddressFault(pattern: string): string | undefined {
    const fault = findAddressFault(pattern);
    if (fault !== undefined) return fault;
    const [first, second = 0] = pattern.split(".").map(Number);
    // RFC 1918, and the shared space of RFC 6598, which a VPC may have as a secondary range.
    const isPrivate =
        first === 10 ||
        (first === 172 && second >= 16 && second <= 31) ||
        (first === 192 && second === 168) ||
        (first === 100 && second >= 64 && second <= 127);
    return isPrivate
        ? undefined
        : "What goes to a public address may be weights that leave: suppressDatasetPulls takes the addresses of a mirror.";
}

function mendRange(range: string): string {
    const why = "AWS does not say that it compares ranges with an address.";
    const [address = "", size] = range.split("/");
    const kept = { "16": 2, "24": 3 }[size ?? ""];
    if (kept === undefined || !isAddress(address)) return `${why} Write patterns, such as "10.20.3.*".`;
    return `${why} Write "${address.split(".").slice(0, kept).join(".")}.*".`;
}

function isAddress(text: string): boolean {
    const numbers = text.split(".");
    return numbers.length === 4 && numbers.every(isNumber);
}

function isNumber(text: string): boolean {
    return /^(?:0|[1-9]\d{0,2})$/.test(text) && Number(text) <= 255;
}
