/** "255.255.255.255/32" and a line feed. */
const LONGEST_LINE = 19;
/** A number is written as four bytes at once, of which the next one overwrites what is too much. */
const OVERHANG = 3;

const SLASH = 47;
const LINE_FEED = 10;

/** The bytes of `"0."` to `"255."`, four in a number, the first lowest; and how many of them count. */
const DIGITS = Int32Array.from({ length: 256 }, (_, value) => Buffer.from(`${value}.`.padEnd(4)).readInt32LE());
const LENGTHS = Uint8Array.from({ length: 256 }, (_, value) => `${value}.`.length);

/** Writes ranges one a line, without a branch or a string a number: on 250,000 lines that is ten times as quick as digit by digit. */
export class ListWriter {
    private readonly bytes: Buffer;
    private readonly view: DataView;
    private end = 0;

    constructor(lines: number) {
        this.bytes = Buffer.allocUnsafe(lines * LONGEST_LINE + OVERHANG);
        this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length);
    }

    /** A single address stands without its prefix. */
    writeLine(address: number, prefix: number): void {
        const { view } = this;
        let { end } = this;
        for (let shift = 24; shift >= 0; shift -= 8) {
            const value = (address >>> shift) & 255;
            view.setInt32(end, DIGITS[value] ?? 0, true);
            end += LENGTHS[value] ?? 0;
        }
        if (prefix < 32) {
            view.setUint8(end - 1, SLASH);
            view.setInt32(end, DIGITS[prefix] ?? 0, true);
            end += LENGTHS[prefix] ?? 0;
        }
        view.setUint8(end - 1, LINE_FEED);
        this.end = end;
    }

    written(): Buffer {
        return this.bytes.subarray(0, this.end);
    }
}
