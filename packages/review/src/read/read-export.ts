import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { openSource } from "../source/open-source";
import type { Selection } from "../source/object-path";
import { ReviewError, type SourceFile } from "../source/source";
import { FindingStore } from "../store/finding-store";
import { MOST_DAMAGES_TOLD, type Damage } from "./damage";
import { FileReader, type Tally } from "./file-reader";
import type { WorkerMessage, WorkOrder } from "./worker-messages";

/** Below this a thread takes longer to start than to read its share. */
const WORTH_A_THREAD = 8 * 1024 * 1024;
const MOST_THREADS = 8;

export interface Progress {
    /** Whether files are still being found: then there is only `allFiles`, so far. */
    readonly listing: boolean;
    readonly files: number;
    readonly allFiles: number;
    readonly bytes: number;
    readonly allBytes: number;
    readonly lines: number;
}

export interface ReadExport {
    readonly store: FindingStore;
    readonly tally: Tally;
    /** The first of them. */
    readonly damages: readonly Damage[];
}

/** Reads everything that is wanted of an export, with as many threads as it is worth. */
export async function readExport(
    place: string,
    selection: Selection,
    onProgress: (progress: Progress) => void,
): Promise<ReadExport> {
    const files: SourceFile[] = [];
    let allBytes = 0;
    const say = (listing: boolean, { files: done, bytes, lines }: Tally): void =>
        onProgress({ listing, files: done, allFiles: files.length, bytes, allBytes, lines });
    for await (const file of openSource(place).list(selection)) {
        files.push(file);
        allBytes += file.bytes;
        say(true, emptyTally());
    }
    const tell = (tally: Tally): void => say(false, tally);
    const threads = Math.min(Math.floor(allBytes / WORTH_A_THREAD), availableParallelism(), MOST_THREADS, files.length);
    if (threads < 2) {
        return readHere(place, selection, files, tell);
    }
    return readInThreads(place, selection, share(files, threads), tell);
}

async function readHere(
    place: string,
    selection: Selection,
    files: readonly SourceFile[],
    tell: (tally: Tally) => void,
): Promise<ReadExport> {
    const reader = new FileReader(openSource(place), selection);
    await reader.readAll(files, tell);
    return { store: reader.store, tally: reader.tally, damages: reader.damages };
}

async function readInThreads(
    place: string,
    selection: Selection,
    shares: readonly (readonly SourceFile[])[],
    tell: (tally: Tally) => void,
): Promise<ReadExport> {
    const store = new FindingStore();
    const damages: Damage[] = [];
    const tallies = shares.map(() => emptyTally());
    const workers = shares.map(async (files, index) => {
        const order: WorkOrder = { place, selection, files };
        const done = await runWorker(order, (tally) => {
            tallies[index] = tally;
            tell(tallies.reduce(addTallies, emptyTally()));
        });
        tallies[index] = done.tally;
        damages.push(...done.damages);
        store.merge(done.parts);
    });
    await Promise.all(workers);
    damages.sort((one, other) => (one.file < other.file ? -1 : one.file > other.file ? 1 : 0));
    return {
        store,
        tally: tallies.reduce(addTallies, emptyTally()),
        damages: damages.slice(0, MOST_DAMAGES_TOLD),
    };
}

function runWorker(
    order: WorkOrder,
    onProgress: (tally: Tally) => void,
): Promise<Extract<WorkerMessage, { kind: "done" }>> {
    return new Promise((resolve, reject) => {
        const worker = new Worker(join(__dirname, "worker.js"), { workerData: order });
        worker.on("message", (message: WorkerMessage) => {
            if (message.kind === "done") resolve(message);
            else onProgress(message.tally);
        });
        worker.on("error", (error) => {
            // Classes don't cross from thread to thread.
            reject(error.name === "ReviewError" ? new ReviewError(error.message) : error);
        });
        worker.on("exit", (code) => reject(new Error(`A thread ended early, with code ${code}.`)));
    });
}

/** Shares of about the same size, each with its files in order. */
function share(files: readonly SourceFile[], shares: number): SourceFile[][] {
    const parts = Array.from({ length: shares }, () => ({ bytes: 0, files: new Array<SourceFile>() }));
    for (const file of files) {
        const least = parts.reduce((one, other) => (other.bytes < one.bytes ? other : one));
        least.bytes += file.bytes;
        least.files.push(file);
    }
    return parts.map((part) => part.files);
}

function emptyTally(): Tally {
    return { files: 0, bytes: 0, lines: 0, skipped: 0, damaged: 0 };
}

function addTallies(one: Tally, other: Tally): Tally {
    return {
        files: one.files + other.files,
        bytes: one.bytes + other.bytes,
        lines: one.lines + other.lines,
        skipped: one.skipped + other.skipped,
        damaged: one.damaged + other.damaged,
    };
}
