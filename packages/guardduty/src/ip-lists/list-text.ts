import { isUtf8 } from "node:buffer";
import { isNumber } from "./cidr";

export interface ListTextReader {
    /** A line that holds one address or range, well written; `address` may have bits set after the prefix. */
    range(address: number, prefix: number, line: number): void;
    /** A line that holds something else, without its comment and the blanks around it. Never empty. */
    other(text: string, line: number): void;
}

const LINE_FEED = 10;
const HASH = 35;
const DOT = 46;
const SLASH = 47;
const ZERO = 48;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/**
 * Reads a TXT list line by line, counting from 1. Blank lines, `#` comments on their own or after an entry, blanks around an entry,
 * CRLF and a byte order mark are allowed. Works on the bytes: making a string of every line would take longer than all the rest.
 */
export function readListText(bytes: Uint8Array, reader: ListTextReader): void {
    const cursor = new Cursor(
        bytes,
        BYTE_ORDER_MARK.every((byte, at) => bytes[at] === byte) ? BYTE_ORDER_MARK.length : 0,
    );
    for (let line = 1; cursor.at < bytes.length; line += 1) {
        cursor.skipBlanks();
        const start = cursor.at;
        if (!cursor.isAtEndOfText()) {
            if (cursor.readRange()) reader.range(cursor.address, cursor.prefix, line);
            else reader.other(cursor.textFrom(start), line);
        }
        cursor.skipLine();
    }
}

/** Why these bytes are no text that can be read as a list, and how to mend it; undefined for UTF-8, and so for ASCII. */
export function findEncodingFault(bytes: Uint8Array): string | undefined {
    const [first, second] = bytes;
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
        return "It is UTF-16: save it as UTF-8.";
    }
    if (first === 0x1f && second === 0x8b) return "It is compressed (gzip): unpack it.";
    if (first === 0x50 && second === 0x4b)
        return "It is a ZIP archive, or a spreadsheet: unpack it, or save it as text.";
    if (bytes.includes(0)) return "It holds zero bytes, as binary files and UTF-16 do: save it as UTF-8 text.";
    if (!isUtf8(bytes)) return "It is not UTF-8, perhaps Latin-1 or binary: save it as UTF-8 text.";
    return undefined;
}

/** A place in the bytes, and what was last read there. */
class Cursor {
    address = 0;
    prefix = 32;

    constructor(
        private readonly bytes: Uint8Array,
        public at: number,
    ) {}

    skipBlanks(): void {
        while (isBlank(this.bytes[this.at])) this.at += 1;
    }

    /** At the end of the line's text: the line's own end, or a comment. */
    isAtEndOfText(): boolean {
        const byte = this.bytes[this.at];
        return byte === LINE_FEED || byte === HASH || byte === undefined;
    }

    skipLine(): void {
        const end = this.bytes[this.at] === LINE_FEED ? this.at : this.bytes.indexOf(LINE_FEED, this.at);
        this.at = end < 0 ? this.bytes.length : end + 1;
    }

    /** The text from `start` to the line's end or its comment, without blanks at its end. */
    textFrom(start: number): string {
        this.at = start;
        while (!this.isAtEndOfText()) this.at += 1;
        return Buffer.from(this.bytes.buffer, this.bytes.byteOffset + start, this.at - start)
            .toString()
            .trim();
    }

    /** Whether the line's text is one range, which is then in `address` and `prefix`. The grammar of `parseCidr`. */
    readRange(): boolean {
        const { bytes } = this;
        let { at } = this;
        let address = 0;
        let dots = 0;
        let value = 0;
        let digits = 0;
        for (;;) {
            const byte = bytes[at++] ?? 0;
            if (byte >= ZERO && byte <= ZERO + 9) {
                value = value * 10 + byte - ZERO;
                digits += 1;
            } else if (byte === DOT && isNumber(value, digits, 255)) {
                address = (address << 8) | value;
                dots += 1;
                value = digits = 0;
            } else break;
        }
        if (dots !== 3 || !isNumber(value, digits, 255)) return false;
        this.at = at - 1;
        this.address = (address << 8) | value;
        this.prefix = 32;
        if (bytes[this.at] === SLASH && !this.readPrefix()) return false;
        this.skipBlanks();
        return this.isAtEndOfText();
    }

    private readPrefix(): boolean {
        const start = this.at + 1;
        this.prefix = 0;
        for (this.at = start; ; this.at += 1) {
            const byte = this.bytes[this.at] ?? 0;
            if (byte < ZERO || byte > ZERO + 9) return isNumber(this.prefix, this.at - start, 32);
            this.prefix = this.prefix * 10 + byte - ZERO;
        }
    }
}

/** Blank, tab, vertical tab, form feed, carriage return. */
function isBlank(byte: number | undefined): boolean {
    return byte === 32 || byte === 9 || byte === 11 || byte === 12 || byte === 13;
}
