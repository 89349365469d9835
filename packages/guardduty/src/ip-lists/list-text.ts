import { isUtf8 } from "node:buffer";
import { isPrefix, LEAST_BY_DIGITS } from "./cidr";

interface ListTextReader {
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
        const start = cursor.at;
        if (cursor.readLine() || cursor.readLineAfterBlanks(start)) reader.range(cursor.address, cursor.prefix, line);
        else if (!cursor.skipEmptyLine(start)) reader.other(cursor.takeLine(start), line);
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

    /**
     * Whether a range stands here, followed by nothing but blanks and a comment; then it is in `address` and `prefix`, and the line is
     * read. The grammar of `parseCidr`, and like there one loop without calls.
     */
    readLine(): boolean {
        const { bytes } = this;
        let { at } = this;
        let address = 0;
        let dots = 0;
        let value = 0;
        let digits = 0;
        let byte = 0;
        for (; ; at += 1) {
            byte = bytes[at] ?? LINE_FEED;
            if (byte >= ZERO && byte <= ZERO + 9) {
                value = value * 10 + byte - ZERO;
                digits += 1;
            } else if (byte === DOT && value <= 255 && value >= (LEAST_BY_DIGITS[digits] ?? Infinity)) {
                address = (address << 8) | value;
                dots += 1;
                value = digits = 0;
            } else break;
        }
        if (dots !== 3 || value > 255 || value < (LEAST_BY_DIGITS[digits] ?? Infinity)) return false;
        this.at = at + 1;
        this.address = (address << 8) | value;
        this.prefix = 32;
        return byte === LINE_FEED || this.readRestOfLine(at);
    }

    readLineAfterBlanks(start: number): boolean {
        this.at = start;
        this.skipBlanks();
        return this.at > start && this.readLine();
    }

    /** The line from `start` without its comment and the blanks around the rest. */
    takeLine(start: number): string {
        const end = this.endOfLine(start);
        this.at = end + 1;
        const comment = this.bytes.subarray(start, end).indexOf(HASH);
        const length = comment < 0 ? end - start : comment;
        return Buffer.from(this.bytes.buffer, this.bytes.byteOffset + start, length)
            .toString()
            .trim();
    }

    /** Skips the line if there is nothing in it but blanks and a comment. */
    skipEmptyLine(start: number): boolean {
        this.at = start;
        this.skipBlanks();
        return this.skipComment();
    }

    /** What follows an address: a prefix, blanks, a comment. */
    private readRestOfLine(start: number): boolean {
        this.at = start;
        if (this.bytes[start] === SLASH && !this.readPrefix(start + 1)) return false;
        this.skipBlanks();
        return this.skipComment();
    }

    /** Goes on to the next line if nothing but a comment stands before it. */
    private skipComment(): boolean {
        const byte = this.bytes[this.at] ?? LINE_FEED;
        if (byte !== LINE_FEED && byte !== HASH) return false;
        this.at = byte === LINE_FEED ? this.at + 1 : this.endOfLine(this.at) + 1;
        return true;
    }

    private readPrefix(start: number): boolean {
        let value = 0;
        for (let at = start; ; at += 1) {
            const byte = this.bytes[at] ?? LINE_FEED;
            if (byte < ZERO || byte > ZERO + 9) {
                this.at = at;
                this.prefix = value;
                return isPrefix(value, at - start);
            }
            value = value * 10 + byte - ZERO;
        }
    }

    private skipBlanks(): void {
        while (isBlank(this.bytes[this.at])) this.at += 1;
    }

    private endOfLine(start: number): number {
        const end = this.bytes.indexOf(LINE_FEED, start);
        return end < 0 ? this.bytes.length : end;
    }
}

/** Blank, tab, vertical tab, form feed, carriage return. */
function isBlank(byte: number | undefined): boolean {
    return byte === 32 || byte === 9 || byte === 11 || byte === 12 || byte === 13;
}
