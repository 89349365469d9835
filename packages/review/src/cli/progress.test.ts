import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Progress } from "../read/read-export";
import { progressLine, type Terminal } from "./progress";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What a terminal gets to see. */
function terminal(isTTY: boolean): { stream: Terminal; written: string[] } {
    const written: string[] = [];
    return { stream: { isTTY, columns: 60, write: (text) => written.push(text) }, written };
}

const listing: Progress = { listing: true, files: 0, allFiles: 1200, bytes: 0, allBytes: 9, lines: 0 };
const half: Progress = { listing: false, files: 600, allFiles: 1300, bytes: 50, allBytes: 100, lines: 4000 };

it("tells of long work: first what is found, then what is read, and how long it will take", () => {
    const { stream, written } = terminal(true);
    const line = progressLine(stream, false);
    line.show(listing);
    expect(written).toEqual([]);
    vi.advanceTimersByTime(60_000);
    line.show(listing);
    vi.advanceTimersByTime(5_000);
    line.show(half);
    // At once again: nobody reads so fast.
    line.show(half);
    line.clear();

    expect(written.map((text) => text.replace("\r\u001b[K", ""))).toEqual([
        "Looking for files: 1200 found",
        // The minute of looking for files says nothing of how fast they are read.
        "Reading: 50 % (600 of 1300 files, 4000 findings, 5 s left)".slice(0, 59),
        "",
    ]);
});

it.each([
    ["where nobody looks", false, false],
    ["when it is to be quiet", true, true],
])("says nothing %s", (_, isTTY, quiet) => {
    const { stream, written } = terminal(isTTY);
    const line = progressLine(stream, quiet);
    vi.advanceTimersByTime(60_000);
    line.show(half);
    line.clear();

    expect(written).toEqual([]);
});
