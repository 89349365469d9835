import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { visitLines } from "./file-lines";
import { LONGEST_LINE } from "./line-cutter";

interface Visited {
    readonly lines: readonly string[];
    readonly numbers: readonly number[];
    readonly tooLong: readonly number[];
    readonly problem: string | undefined;
}

async function visit(bytes: Buffer, pieceSize = bytes.length || 1): Promise<Visited> {
    const lines: string[] = [];
    const numbers: number[] = [];
    const tooLong: number[] = [];
    async function* open(): AsyncGenerator<Buffer> {
        for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
    }
    const problem = await visitLines(open, {
        line: (text, number) => {
            lines.push(text);
            numbers.push(number);
        },
        tooLong: (number) => tooLong.push(number),
    });
    return { lines, numbers, tooLong, problem };
}

/** Text that does not compress well, so that a part of the file is a part of the lines. */
const noise = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => `${index} ${Math.sin(index).toString(36)} ${Math.cos(index * 7)}`);

describe("visitLines", () => {
    it("gives every line of any text, whether it is compressed and however it comes in", async () => {
        const line = fc
            .string({ unit: "binary", maxLength: 30 })
            .map((text) => Buffer.from(text.replaceAll("\n", " ")).toString());
        await fc.assert(
            fc.asyncProperty(
                fc.array(line, { maxLength: 30 }),
                fc.boolean(),
                fc.boolean(),
                fc.integer({ min: 1, max: 50 }),
                async (lines, zipped, newlineAtEnd, pieceSize) => {
                    const text = Buffer.from(lines.join("\n") + (newlineAtEnd ? "\n" : ""));
                    fc.pre(zipped || !(text[0] === 0x1f && text[1] === 0x8b));
                    const visited = await visit(zipped ? gzipSync(text) : text, pieceSize);

                    expect(visited.lines).toEqual(lines.filter((each) => each !== ""));
                    expect(visited.problem).toBeUndefined();
                },
            ),
            { numRuns: 200 },
        );
    });

    it("numbers lines as an editor does, empty ones too", async () => {
        expect((await visit(Buffer.from("a\n\nb\n"))).numbers).toEqual([1, 3]);
    });

    it("reads several gzip files in one", async () => {
        const both = Buffer.concat([gzipSync("a\n"), gzipSync("b\n")]);

        expect((await visit(both)).lines).toEqual(["a", "b"]);
    });

    it.each([["in one piece"], ["in small pieces"]])(
        "keeps what comes before the place where a file breaks off, %s",
        async (how) => {
            const lines = noise(5000);
            const whole = gzipSync(`${lines.join("\n")}\n`);
            const half = whole.subarray(0, whole.length / 2);
            const visited = await visit(half, how === "in one piece" ? half.length : 1000);

            expect(visited.problem).toMatch(
                /^breaks off \(its gzip data has no end\) after line \d+; what comes before it counts$/,
            );
            expect(visited.lines.length).toBeGreaterThan(2000);
            // Each once, in order, none of them cut.
            expect(visited.lines).toEqual(lines.slice(0, visited.lines.length));
        },
    );

    it("keeps what comes before damage in the middle", async () => {
        const lines = noise(20_000);
        const damaged = gzipSync(`${lines.join("\n")}\n`);
        damaged.fill(0xff, damaged.length / 2, damaged.length / 2 + 64);
        const visited = await visit(damaged, 4096);

        expect(visited.problem).toMatch(/^is damaged \(its gzip data is wrong\) after line \d+/);
        expect(visited.lines.length).toBeGreaterThan(5000);
        expect(visited.lines.slice(0, 5000)).toEqual(lines.slice(0, 5000));
    });

    it.each([3, 4095, 4096, 100_000])(
        "keeps all that comes before damage, of pieces of %i bytes too",
        async (pieceSize) => {
            const first = noise(200);
            const second = noise(3000).reverse();
            const members = [first, second].map((lines) => gzipSync(`${lines.join("\n")}\n`));
            const [whole = Buffer.alloc(0), cut = Buffer.alloc(0)] = members;
            // Where the second one's header is.
            cut.fill(0xff, 0, 8);
            const visited = await visit(Buffer.concat([whole, cut]), pieceSize);

            expect(visited.problem).toMatch(/^is damaged \(its gzip data is wrong\) after line 200;/);
            expect(visited.lines).toEqual(first);
        },
    );

    it("keeps everything of a small file with something behind it", async () => {
        const visited = await visit(Buffer.concat([gzipSync("a\nb\n"), Buffer.from("garbage")]));

        expect(visited).toMatchObject({ lines: ["a", "b"], numbers: [1, 2] });
        expect(visited.problem).toMatch(/^is damaged .* after line 2;/);
    });

    it("loses only the line that is too long, and holds no more of it than it must", async () => {
        const long = Buffer.alloc(LONGEST_LINE + 1, "x");
        const file = gzipSync(Buffer.concat([Buffer.from("a\n"), long, Buffer.from("\nb\n")]));

        expect(await visit(file)).toEqual({ lines: ["a", "b"], numbers: [1, 3], tooLong: [2], problem: undefined });
    });

    it("reads a file that would fill the memory if it were unpacked at once", async () => {
        const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024));
        const before = process.memoryUsage().rss;
        const { tooLong, problem } = await visit(bomb);

        expect(tooLong).toEqual([1]);
        expect(problem).toBeUndefined();
        expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
    });

    it("gives nothing of an empty file", async () => {
        expect((await visit(Buffer.alloc(0))).lines).toEqual([]);
    });
});
