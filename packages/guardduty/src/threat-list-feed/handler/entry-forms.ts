import { lastAddress, ordinal, parseCidr } from "../../ip-lists/cidr";
import { hasHostBits } from "../../ip-lists/list-rules";

/** What a line of a feed holds that is no plain address or range, as this library's own lists have them. */
export type EntryForm =
    | { readonly kind: "range"; readonly first: number; readonly last: number }
    /** `address:port`, which means less than the address. */
    | { readonly kind: "withPort"; readonly first: number; readonly last: number }
    | { readonly kind: "ipv6" }
    | { readonly kind: "blank" }
    | { readonly kind: "invalid" };

const INVALID: EntryForm = { kind: "invalid" };
const FROM_TO = /^([\d.]{7,15})\s{0,3}-\s{0,3}([\d.]{7,15})$/;
const WITH_PORT = /^([\d.]{7,15}):\d{1,5}$/;
const IPV6 = /^\[?[0-9a-f:.]{2,45}\]?(?:\/\d{1,3}|:\d{1,5})?$/i;
/** Longer than any of these. */
const LONGEST = 64;

/** Reads what publishers write besides `address`, `address/prefix` and `#` comments. */
export function readEntryForm(line: string): EntryForm {
    const text = withoutComment(line);
    if (text === "") return { kind: "blank" };
    if (text.length > LONGEST) return INVALID;
    // Without its comment it may be a plain entry after all.
    const plain = parseCidr(text);
    if (plain !== undefined) {
        if (hasHostBits(plain.address, plain.prefix)) return INVALID;
        return { kind: "range", first: plain.address, last: lastAddress(plain) };
    }
    const [, from = "", to = ""] = FROM_TO.exec(text) ?? [];
    const [first, last] = [parseCidr(from)?.address, parseCidr(to)?.address];
    if (first !== undefined && last !== undefined) {
        return ordinal(first) <= ordinal(last) ? { kind: "range", first, last } : INVALID;
    }
    const [, host = ""] = WITH_PORT.exec(text) ?? [];
    const address = parseCidr(host)?.address;
    if (address !== undefined) return { kind: "withPort", first: address, last: address };
    return IPV6.test(text) && text.split(":").length > 2 ? { kind: "ipv6" } : INVALID;
}

/** Spamhaus writes `;`, others `//`. A `#` is the list code's own. */
function withoutComment(line: string): string {
    const starts = [line.indexOf(";"), line.indexOf("//")].filter((at) => at >= 0);
    return line.slice(0, Math.min(line.length, ...starts)).trimEnd();
}
