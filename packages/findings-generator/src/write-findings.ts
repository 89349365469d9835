import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { makeLines } from "./findings";
import { fileName, folderOf } from "./layout";
import { DEFAULT_PLAN, findPlanProblems, type FindingsPlan, type Slot } from "./plan";
import { randomFrom } from "./random";

const compress = promisify(gzip);

/** Files that are compressed and written at once: as many as zlib has threads by default. */
const MOST_IN_FLIGHT = 4;

export interface WriteFindingsArgs extends Partial<FindingsPlan> {
    /** Where to write: `AWSLogs/…` (below `prefix`) is made there. */
    readonly directory: string;
    /** Hears of every file. */
    readonly onFile?: (written: Written) => void;
}

export interface Written {
    readonly files: number;
    readonly lines: number;
    /** Lines less repeats. */
    readonly findings: number;
    /** Before and after compression. */
    readonly bytes: number;
    readonly compressedBytes: number;
}

/** Writes made-up findings as GuardDuty exports them: gzip JSON lines by account, Region and day. */
export async function writeFindings({ directory, onFile, ...wanted }: WriteFindingsArgs): Promise<Written> {
    const plan: FindingsPlan = { ...DEFAULT_PLAN, ...wanted };
    const problems = findPlanProblems(plan);
    if (problems.length > 0) throw new Error(`writeFindings: ${problems.join("; ")}.`);
    const names = randomFrom(`${plan.seed}/files`);
    const inFlight = new Set<Promise<void>>();
    const written = { files: 0, lines: 0, findings: 0, bytes: 0, compressedBytes: 0 };
    let slot: Slot | undefined;
    let lines: string[] = [];

    async function flush(): Promise<void> {
        if (slot === undefined || lines.length === 0) return;
        const path = join(directory, folderOf(plan, slot), fileName(names));
        const text = Buffer.from(`${lines.join("\n")}\n`);
        lines = [];
        const work = write(path, text, plan.compressionLevel).then((size) => {
            inFlight.delete(work);
            written.files += 1;
            written.bytes += text.length;
            written.compressedBytes += size;
            onFile?.({ ...written });
        });
        inFlight.add(work);
        if (inFlight.size >= MOST_IN_FLIGHT) await Promise.race(inFlight);
    }

    for (const line of makeLines(plan)) {
        if (line.slot !== slot || lines.length >= plan.findingsPerFile) {
            await flush();
            slot = line.slot;
        }
        lines.push(JSON.stringify(line.finding));
        written.lines += 1;
        written.findings += line.isRepeat ? 0 : 1;
    }
    await flush();
    await Promise.all(inFlight);
    return written;
}

async function write(path: string, text: Buffer, level: number): Promise<number> {
    const compressed = await compress(text, { level });
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(path, compressed);
    return compressed.length;
}
