import { isIPv4, isIPv6 } from "node:net";
import { quoteText } from "../validation/quote";
import { firstAddress, formatAddress, formatCidr, ordinal, parseCidr, splitIntoCidrs } from "./cidr";

/** What is wrong with an entry. */
export interface EntryFault {
    /** What is allowed; says nothing about the value. */
    readonly rule: string;
    /** How to mend this value. */
    readonly hint?: string;
}

const RULE = "must be an IPv4 address or CIDR range, such as 198.51.100.7 or 198.51.100.0/24";
const IPV4_RULE = "must be IPv4: GuardDuty's lists take no IPv6 addresses";

/** Longer than any address, range, name or hash that is worth a hint; keeps the patterns below quick on hostile values. */
const LONGEST_WITH_HINT = 300;
const MOST_CIDRS_IN_HINT = 8;

const QUAD = String.raw`\d{1,10}(?:\.\d{1,10}){3}`;
const PORT = new RegExp(String.raw`^(${QUAD}):\d{1,5}$`);
const RANGE = new RegExp(String.raw`^(${QUAD})\s*[-–]\s*(${QUAD})$`);
const MASK = new RegExp(String.raw`^(${QUAD})/(${QUAD})$`);
const QUAD_WITH_PREFIX = new RegExp(String.raw`^(${QUAD})(?:/(\d{1,10}))?$`);
const WILDCARD = /^(\d{1,3}\.){1,3}(\*\.)*\*?$/;
const SHORT = /^(\d{1,3}(?:\.\d{1,3}){0,2})\/(\d{1,2})$/;
const DEFANGED = /^[\d.[\]()/]+$/;
const HOST_NAME = /^(?:\*\.)?(?:[a-z0-9_-]{1,63}\.)+[a-z][a-z0-9-]{0,62}\.?$/i;
const ONE_LABEL = /^[a-z][a-z0-9-]{0,62}$/i;
const URL_START = /^[a-z][a-z0-9+.-]{0,20}:\/\//i;
const HASH = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i;
const NUMBER = /^(?:0x[0-9a-f]{1,8}|\d{4,10})$/i;
const NOT_ASCII = /[^\x20-\x7e]/u;

/** A pattern of mistakes: the hint for a text that shows it, undefined for others. */
type Recognise = (text: string) => string | undefined;

const MISTAKES: readonly Recognise[] = [
    comment,
    port,
    addressRange,
    netmask,
    wildcard,
    shortened,
    numbers,
    severalEntries,
    defanged,
    hostName,
    otherNotation,
    invisible,
];

/** What is wrong with a text that `parseCidr` does not take. */
export function findEntryFault(text: string): EntryFault {
    if (text === "") return { rule: RULE, hint: "Remove the empty entry." };
    if (text.length > LONGEST_WITH_HINT) return { rule: RULE };
    const trimmed = text.trim();
    if (trimmed === "") return { rule: RULE, hint: "Remove the blank entry." };
    if (trimmed !== text) return { rule: `${RULE}, without blanks around it`, hint: `Write ${quoteText(trimmed)}.` };
    if (isIPv6(text.replace(/\/\d{1,3}$/, "").replace(/^\[(.*)\](?::\d+)?$/, "$1")))
        return { rule: IPV4_RULE, hint: ipv6(text) };
    for (const recognise of MISTAKES) {
        const hint = recognise(text);
        if (hint !== undefined) return { rule: RULE, hint };
    }
    return { rule: RULE };
}

/** What is wrong with a value that is no text. */
export function notText(): EntryFault {
    return { rule: `${RULE}, as a string` };
}

function ipv6(text: string): string {
    const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text)?.[1];
    if (mapped !== undefined) return `That is an IPv4 address in IPv6 form: write ${mapped}.`;
    return "Remove it; where the host has an IPv4 address too, list that.";
}

function comment(text: string): string | undefined {
    return text.includes("#") ? "Comments are allowed in a file only." : undefined;
}

function port(text: string): string | undefined {
    const address = PORT.exec(text)?.[1];
    return address === undefined ? undefined : `Lists know no ports: did you mean ${address}?`;
}

function addressRange(text: string): string | undefined {
    const [, from, to] = RANGE.exec(text) ?? [];
    if (from === undefined || to === undefined) return undefined;
    const [first, last] = [parseCidr(from), parseCidr(to)];
    if (first === undefined || last === undefined) return "Write a range of addresses as CIDR ranges.";
    const [start, end] = [ordinal(first.address), ordinal(last.address)];
    if (start > end) return "Its end is before its start; write it as CIDR ranges.";
    const cidrs = [...splitIntoCidrs(start, end)].map(formatCidr);
    if (cidrs.length > MOST_CIDRS_IN_HINT)
        return `As CIDR ranges that is ${cidrs.length} entries, from ${cidrs[0]} on.`;
    return `As CIDR ranges that is ${cidrs.join(", ")}.`;
}

function netmask(text: string): string | undefined {
    const [, network, mask] = MASK.exec(text) ?? [];
    if (network === undefined || mask === undefined) return undefined;
    const [address, bits] = [parseCidr(network)?.address, parseCidr(mask)?.address];
    const prefix = bits === undefined ? undefined : (prefixOfMask(bits) ?? prefixOfMask(~bits));
    if (address === undefined || prefix === undefined)
        return "Write the length of the prefix after the slash, not a mask.";
    const meant = { address: firstAddress({ address, prefix }), prefix };
    return `Write the length of the prefix after the slash, not a mask: did you mean ${formatAddress(meant.address)}/${prefix}?`;
}

function prefixOfMask(bits: number): number | undefined {
    const prefix = Math.clz32(~bits);
    const rest = prefix === 32 ? 0 : bits << prefix;
    return rest === 0 ? prefix : undefined;
}

function wildcard(text: string): string | undefined {
    if (!text.includes("*") || !WILDCARD.test(text)) return undefined;
    const given = text.split(".").filter((part) => part !== "*" && part !== "");
    return wildcardHint(given);
}

function wildcardHint(given: readonly string[]): string | undefined {
    const range = fillUp(given, 8 * given.length);
    return range === undefined ? undefined : `Lists know no wildcards in addresses: did you mean ${range}?`;
}

function shortened(text: string): string | undefined {
    const [, start, prefix] = SHORT.exec(text) ?? [];
    const range = start === undefined ? undefined : fillUp(start.split("."), Number(prefix));
    return range === undefined ? undefined : `Write all four numbers: did you mean ${range}?`;
}

/** `["10", "1"]` and 16 as `10.1.0.0/16`, where that is a range. */
function fillUp(parts: readonly string[], prefix: number): string | undefined {
    const cidr = parseCidr(`${[...parts, "0", "0", "0"].slice(0, 4).join(".")}/${prefix}`);
    return cidr === undefined ? undefined : formatCidr({ address: firstAddress(cidr), prefix });
}

function numbers(text: string): string | undefined {
    const [, address, prefix] = QUAD_WITH_PREFIX.exec(text) ?? [];
    if (address === undefined) return undefined;
    if ([...address.split("."), prefix ?? "0"].some((part) => /^0\d/.test(part))) {
        return "Leading zeros are octal to some programs and decimal to others: write the numbers without them.";
    }
    if (!isIPv4(address)) return "Each of the four numbers is from 0 to 255.";
    return "The length of the prefix is from 0 to 32.";
}

function severalEntries(text: string): string | undefined {
    return /[\s,;|]/.test(text)
        ? "One entry each: split it, and leave out everything but the address or range."
        : undefined;
}

function defanged(text: string): string | undefined {
    if (!/[[\]()]/.test(text) || !DEFANGED.test(text)) return undefined;
    const plain = text.replace(/[[\]()]/g, "");
    return parseCidr(plain) === undefined ? undefined : `Write it without the brackets: ${plain}.`;
}

function hostName(text: string): string | undefined {
    if (URL_START.test(text)) return "That is a URL: list the addresses of its host.";
    if (HASH.test(text)) return "IP lists take no file hashes; GuardDuty's threat entity lists take SHA-256.";
    if (!HOST_NAME.test(text) && !ONE_LABEL.test(text)) return undefined;
    return "IP lists take no host or domain names; GuardDuty's entity lists do. List the addresses.";
}

function otherNotation(text: string): string | undefined {
    return NUMBER.test(text) ? "Write the address as four decimal numbers between dots." : undefined;
}

function invisible(text: string): string | undefined {
    const code = NOT_ASCII.exec(text)?.[0].codePointAt(0);
    if (code === undefined) return undefined;
    return `It holds U+${code.toString(16).toUpperCase().padStart(4, "0")}, which is neither digit, dot nor slash.`;
}
