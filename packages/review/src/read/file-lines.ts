import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { constants, createGunzip, gunzip, type Gunzip } from "node:zlib";
import { LineCutter, type LineVisitor } from "./line-cutter";

/** Files up to here are decompressed at once, unless more comes out than any export's file holds. */
const WHOLE_AT_MOST = 2 * 1024 * 1024;
const WHOLE_OUTPUT_AT_MOST = 64 * 1024 * 1024;

/** What a damaged file is fed in, and the piece with the damage byte by byte: of the last one fed, everything is lost. */
const SALVAGE_PIECE = 4096;

const unzip = promisify(gunzip);

/**
 * Gives every line of a file, decompressed where it is gzip. `open` is called again where the first reading fails.
 *
 * @returns what is wrong with the file as a whole, or undefined: then every whole line before the damage has been given
 */
export async function visitLines(open: () => AsyncIterable<Buffer>, visitor: LineVisitor): Promise<string | undefined> {
    const cutter = new LineCutter(visitor);
    try {
        await visitWhole(open(), cutter);
        cutter.end();
        return undefined;
    } catch (error) {
        if (!isDamage(error)) throw error;
        const salvaged = new LineCutter(visitor, cutter.number);
        await salvage(open(), salvaged, await findDamage(open()));
        return `${explain(error)} after line ${Math.max(cutter.number, salvaged.number)}; what comes before it counts`;
    }
}

async function visitWhole(bytes: AsyncIterable<Buffer>, cutter: LineCutter): Promise<void> {
    const pieces = bytes[Symbol.asyncIterator]();
    const head: Buffer[] = [];
    let headBytes = 0;
    // Two bytes tell gzip, and a second piece tells a large file.
    let isAll = false;
    while (!isAll && (head.length < 2 || headBytes < 2)) {
        const next = await pieces.next();
        if (next.done === true) isAll = true;
        else {
            head.push(next.value);
            headBytes += next.value.length;
        }
    }
    const start = head.length === 1 ? (head[0] ?? Buffer.alloc(0)) : Buffer.concat(head);
    const zipped = start[0] === 0x1f && start[1] === 0x8b;
    async function* all(): AsyncGenerator<Buffer> {
        yield start;
        if (!isAll) yield* { [Symbol.asyncIterator]: () => pieces };
    }
    if (!zipped) for await (const piece of all()) cutter.add(piece);
    else if (isAll && isSmall(start)) cutter.add(await unzipWhole(start));
    else {
        await pipeline(all, createGunzip({ chunkSize: 256 * 1024 }), async (unzipped) => {
            for await (const piece of unzipped) cutter.add(bufferOf(piece));
        });
    }
}

/** Gzip ends with the size of what was compressed, which may lie. */
function isSmall(bytes: Buffer): boolean {
    return (
        bytes.length <= WHOLE_AT_MOST &&
        bytes.length > 18 &&
        bytes.readUInt32LE(bytes.length - 4) <= WHOLE_OUTPUT_AT_MOST
    );
}

async function unzipWhole(bytes: Buffer): Promise<Buffer> {
    const size = bytes.readUInt32LE(bytes.length - 4);
    const chunkSize = Math.min(Math.max(size + 64, 64 * 1024), 8 * 1024 * 1024);
    return unzip(bytes, { chunkSize, maxOutputLength: WHOLE_OUTPUT_AT_MOST * 4 });
}

/** The byte before which all is well. */
async function findDamage(bytes: AsyncIterable<Buffer>): Promise<number> {
    const stream = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
    stream.resume();
    await feed(() => cut(bytes, Infinity), stream);
    return stream.bytesWritten;
}

/** Gets out of a damaged file what comes before the damage. */
async function salvage(bytes: AsyncIterable<Buffer>, cutter: LineCutter, damage: number): Promise<void> {
    const stream = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
    // Listened to instead of iterated over: an iterator drops what was decompressed shortly before an error.
    stream.on("data", (piece: Buffer) => cutter.add(piece));
    await feed(() => cut(bytes, damage), stream);
}

async function* cut(bytes: AsyncIterable<Buffer>, damage: number): AsyncGenerator<Buffer> {
    let before = 0;
    for await (const piece of bytes) {
        for (let at = 0; at < piece.length;) {
            const size = before + at < damage ? Math.min(SALVAGE_PIECE, damage - before - at) : 1;
            yield piece.subarray(at, at + size);
            at += size;
        }
        before += piece.length;
    }
}

async function feed(pieces: () => AsyncGenerator<Buffer>, stream: Gunzip): Promise<void> {
    await pipeline(pieces, stream).catch((error: unknown) => {
        if (!isDamage(error)) throw error;
    });
}

function isDamage(error: unknown): boolean {
    const code = codeOf(error);
    return code.startsWith("Z_") || code === "ERR_BUFFER_TOO_LARGE";
}

function explain(error: unknown): string {
    return codeOf(error) === "Z_BUF_ERROR"
        ? "breaks off (its gzip data has no end)"
        : "is damaged (its gzip data is wrong)";
}

function codeOf(error: unknown): string {
    return error instanceof Error && "code" in error ? String(error.code) : "";
}

function bufferOf(piece: unknown): Buffer {
    return Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece));
}
