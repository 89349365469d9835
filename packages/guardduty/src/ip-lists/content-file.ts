import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/**
 * Writes a list's content to a file named after its hash and returns the path. Pulumi uploads it from there: the content of a file
 * asset stays out of the stack's state, that of a string asset does not. The same content is the same path on every run.
 */
export function writeContentFile(content: Uint8Array, sha256: string): string {
    const path = join(ensureDirectory(), `${sha256}.list`);
    if (holds(path, sha256)) return path;
    // Renamed into place, so that a run at the same time never reads half of it.
    const draft = `${path}.${process.pid}.${Date.now()}`;
    writeFileSync(draft, content, { mode: 0o600, flag: "wx" });
    renameSync(draft, path);
    return path;
}

/** A folder that nobody else can write to: a temporary folder shared with others could hold a list that is not ours. */
function ensureDirectory(): string {
    const { uid, username } = userInfo();
    const directory = join(tmpdir(), `pulumi-guardduty-${uid >= 0 ? uid : username}`);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const found = lstatSync(directory);
    const isOurs = found.isDirectory() && (uid < 0 || (found.uid === uid && (found.mode & 0o022) === 0));
    return isOurs ? directory : mkdtempSync(join(tmpdir(), "pulumi-guardduty-"));
}

function holds(path: string, sha256: string): boolean {
    try {
        return createHash("sha256").update(readFileSync(path)).digest("hex") === sha256;
    } catch {
        return false;
    }
}
