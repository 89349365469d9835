import type { Selection } from "../source/object-path";
import { ReviewError, type Source, type SourceFile } from "../source/source";
import { FindingStore } from "../store/finding-store";
import { MOST_DAMAGES_TOLD, type Damage } from "./damage";
import { visitLines } from "./file-lines";
import { LONGEST_LINE } from "./line-cutter";
import { readFinding } from "./read-finding";

export interface Tally {
    files: number;
    /** As stored, compressed. */
    bytes: number;
    /** Lines with a finding that is wanted. */
    lines: number;
    /** Lines with a finding of another account, Region or day. */
    skipped: number;
    damaged: number;
}

/** How many files are fetched ahead: of a local disk few, of S3 enough to hide its answer times. */
const AHEAD = { local: 3, s3: 16 } as const;
/** Less where they are large. */
const AHEAD_BYTES = 64 * 1024 * 1024;

/** Reads files into a store, and keeps account of what could not be read. */
export class FileReader {
    readonly store = new FindingStore();
    readonly tally: Tally = { files: 0, bytes: 0, lines: 0, skipped: 0, damaged: 0 };
    readonly damages: Damage[] = [];
    readonly #source: Source;
    readonly #selection: Selection;
    readonly #from: number;
    readonly #to: number;

    constructor(source: Source, selection: Selection) {
        this.#source = source;
        this.#selection = selection;
        this.#from = selection.since === undefined ? -Infinity : Date.parse(`${selection.since}T00:00:00Z`);
        this.#to = selection.until === undefined ? Infinity : Date.parse(`${selection.until}T00:00:00Z`) + 86_400_000;
    }

    /** Calls back after each file. */
    async readAll(files: readonly SourceFile[], onFile: (tally: Tally) => void): Promise<void> {
        const [first] = files;
        const most = first?.name.startsWith("s3://") === true ? AHEAD.s3 : AHEAD.local;
        const running = new Set<Promise<void>>();
        let bytes = 0;
        for (const file of files) {
            while (running.size >= most || (running.size > 0 && bytes + file.bytes > AHEAD_BYTES)) {
                await Promise.race(running);
            }
            bytes += file.bytes;
            const work = this.#readFile(file).then(() => {
                running.delete(work);
                bytes -= file.bytes;
                onFile(this.tally);
            });
            running.add(work);
        }
        await Promise.all(running);
    }

    async #readFile(file: SourceFile): Promise<void> {
        try {
            const problem = await visitLines(() => this.#source.read(file), {
                line: (text, number) => this.#readLine(file.name, text, number),
                tooLong: (line) =>
                    this.#report({ file: file.name, line, what: `has more than ${LONGEST_LINE / 1024 / 1024} MiB` }),
            });
            // What a copy leaves that was interrupted: gzip data of nothing has 20 bytes.
            const empty = file.bytes === 0 && file.name.endsWith(".gz") ? "is empty, so no gzip file" : undefined;
            const what = problem ?? empty;
            if (what !== undefined) this.#report({ file: file.name, line: undefined, what });
        } catch (error) {
            const what = error instanceof Error ? error.message : String(error);
            // An access that is denied for one object is a damage like others; a bug is not.
            if (!(error instanceof ReviewError) && !isSystemError(error)) throw error;
            this.#report({ file: file.name, line: undefined, what: `cannot be read: ${what}` });
        }
        this.tally.files += 1;
        this.tally.bytes += file.bytes;
    }

    #readLine(file: string, text: string, line: number): void {
        let json: unknown;
        try {
            json = JSON.parse(text);
        } catch {
            if (text.trim() !== "") this.#report({ file, line, what: "is no JSON" });
            return;
        }
        const facts = readFinding(json);
        if (typeof facts === "string") {
            this.#report({ file, line, what: facts });
            return;
        }
        const { accountIds, regions } = this.#selection;
        const wanted =
            facts.updatedAt >= this.#from &&
            facts.updatedAt < this.#to &&
            (accountIds === undefined || accountIds.has(facts.accountId)) &&
            (regions === undefined || regions.has(facts.region));
        if (!wanted) {
            this.tally.skipped += 1;
            return;
        }
        this.tally.lines += 1;
        this.store.add(facts);
    }

    #report(damage: Damage): void {
        this.tally.damaged += 1;
        if (this.damages.length < MOST_DAMAGES_TOLD) this.damages.push(damage);
    }
}

function isSystemError(error: unknown): boolean {
    return error instanceof Error && "code" in error;
}
