import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Inside this package, so that programs find the library and the SDK as any project does. */
const STACKS = join(__dirname, "..", ".stacks");

/** A new folder, which goes with the test unless KEEP_STACKS is set. */
export function makeTestFolder(name: string): string {
    mkdirSync(STACKS, { recursive: true });
    const folder = mkdtempSync(join(STACKS, `${name}-`));
    onTestFinished(() => {
        if (process.env["KEEP_STACKS"] === undefined) {
            // A program that was ended a moment ago may still write.
            rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
        }
    });
    return folder;
}
