// One at a time, between processes: a file that only one of them can create. Its holder touches it now and then, so that
// the file of one that was killed is known by its age, also where another machine shares the folder.
import { rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 250;
const BEAT_MS = 5_000;
export const DEAD_AFTER_MS = 30_000;

export async function withLock(path, onWait, action) {
    for (let attempt = 0; !take(path); attempt += 1) {
        if (attempt === 0) {
            onWait();
        }
        await sleep(POLL_MS);
    }
    const beat = setInterval(() => touch(path), BEAT_MS);
    try {
        return await action();
    } finally {
        clearInterval(beat);
        rmSync(path, { force: true });
    }
}

function take(path) {
    try {
        writeFileSync(path, `${process.pid}\n`, { flag: "wx" });
        return true;
    } catch (error) {
        if (error.code !== "EEXIST") {
            throw error;
        }
        // Two may see this at once and both go on: then the work is done twice, and each puts a whole folder in place.
        if (ageOf(path) > DEAD_AFTER_MS) {
            rmSync(path, { force: true });
        }
        return false;
    }
}

function ageOf(path) {
    try {
        return Date.now() - statSync(path).mtimeMs;
    } catch {
        return 0; // just released
    }
}

function touch(path) {
    try {
        utimesSync(path, new Date(), new Date());
    } catch {
        // Someone took us for dead; the work goes on.
    }
}
