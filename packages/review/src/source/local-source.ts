import { createReadStream, type Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { isFindingsFile, mayHold, type Selection } from "./object-path";
import { ReviewError, type Source, type SourceFile } from "./source";

/** Larger files are read in pieces. */
const WHOLE_AT_MOST = 4 * 1024 * 1024;

/** A folder, or a single file. */
export function localSource(path: string): Source {
    return {
        async *list(selection) {
            const info = await stat(path).catch((error: unknown) => {
                throw new ReviewError(`Cannot read ${path}: ${reasonOf(error)}.`);
            });
            if (info.isDirectory()) yield* walk(path, "", selection);
            else yield { name: path, bytes: info.size };
        },
        async *read({ name, bytes }) {
            if (bytes <= WHOLE_AT_MOST) yield await readFile(name);
            else {
                // Without an encoding, a stream of a file gives bytes.
                const pieces: AsyncIterable<Buffer> = createReadStream(name, { highWaterMark: 1024 * 1024 });
                yield* pieces;
            }
        },
    };
}

async function* walk(root: string, below: string, selection: Selection): AsyncGenerator<SourceFile> {
    const folder = join(root, below);
    let entries: Dirent[];
    try {
        entries = await readdir(folder, { withFileTypes: true });
    } catch (error) {
        throw new ReviewError(`Cannot read ${folder}: ${reasonOf(error)}.`);
    }
    entries.sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const entry of entries) {
        const path = `${below}${entry.name}`;
        // The folder that was named may itself lie inside the layout.
        const whole = `${resolve(root).replaceAll("\\", "/")}/${path}`;
        if (entry.isDirectory()) {
            if (mayHold(`${whole}/`, selection)) yield* walk(root, `${path}/`, selection);
        } else if (isFindingsFile(path) && mayHold(whole, selection)) {
            const name = join(root, path);
            // Also what a link names. What is not there is named as soon as it is read.
            const info = await stat(name).catch(() => undefined);
            if (info === undefined || info.isFile()) yield { name, bytes: info?.size ?? 0 };
        }
    }
}

function reasonOf(error: unknown): string {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT") return "there is no such file or folder";
    if (code === "EACCES" || code === "EPERM") return "access is denied";
    return error instanceof Error ? error.message : String(error);
}
