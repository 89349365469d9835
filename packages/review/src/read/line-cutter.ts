import { isAscii } from "node:buffer";

/** A finding has a few kilobytes; a longer line is no finding. */
export const LONGEST_LINE = 8 * 1024 * 1024;

export interface LineVisitor {
    line(text: string, number: number): void;
    /** A line that is too long to be one. */
    tooLong(number: number): void;
}

/** Cuts a stream of bytes at its newlines. */
export class LineCutter {
    readonly #visitor: LineVisitor;
    readonly #skip: number;
    #rest: Buffer[] = [];
    #restBytes = 0;
    #number = 0;

    /** The first `skip` lines are counted, but not given. */
    constructor(visitor: LineVisitor, skip = 0) {
        this.#visitor = visitor;
        this.#skip = skip;
    }

    /** The number of the last whole line. */
    get number(): number {
        return this.#number;
    }

    add(piece: Buffer): void {
        let start = 0;
        for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, start)) {
            if (this.#restBytes === 0) this.#give(piece, start, end);
            else {
                this.#keep(piece.subarray(start, end));
                this.#giveRest();
            }
            start = end + 1;
        }
        if (start < piece.length) this.#keep(piece.subarray(start));
    }

    /** Gives what is left after the last newline. */
    end(): void {
        if (this.#restBytes > 0) this.#giveRest();
    }

    #keep(piece: Buffer): void {
        this.#restBytes += piece.length;
        // What is too long is only counted, so that it takes no memory.
        if (this.#restBytes <= LONGEST_LINE) this.#rest.push(piece);
        else this.#rest = [];
    }

    #giveRest(): void {
        const whole = this.#restBytes <= LONGEST_LINE ? Buffer.concat(this.#rest) : undefined;
        this.#rest = [];
        this.#restBytes = 0;
        if (whole !== undefined) this.#give(whole, 0, whole.length);
        else {
            this.#number += 1;
            if (this.#number > this.#skip) this.#visitor.tooLong(this.#number);
        }
    }

    #give(bytes: Buffer, start: number, end: number): void {
        this.#number += 1;
        if (this.#number <= this.#skip) return;
        if (end - start > LONGEST_LINE) this.#visitor.tooLong(this.#number);
        else if (end > start) this.#visitor.line(textIn(bytes.subarray(start, end)), this.#number);
    }
}

/** Most findings are plain ASCII, which is several times faster to take over than UTF-8. */
function textIn(bytes: Buffer): string {
    return bytes.toString(isAscii(bytes) ? "latin1" : "utf8");
}
