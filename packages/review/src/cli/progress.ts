import type { Progress } from "../read/read-export";

/** What is used of a `WriteStream`. */
export interface Terminal {
    readonly isTTY: boolean;
    readonly columns: number;
    write(text: string): unknown;
}

/** A line on a terminal that is written over and over; nothing where there is no terminal, or little to do. */
export function progressLine(stream: Terminal, quiet: boolean): { show(progress: Progress): void; clear(): void } {
    const started = Date.now();
    let reading = started;
    let told = 0;
    const isWanted = stream.isTTY && !quiet;
    return {
        show({ listing, files, allFiles, bytes, allBytes, lines }) {
            const now = Date.now();
            if (!isWanted || now - started < 500 || now - told < 100) return;
            told = now;
            if (listing) reading = now;
            const share = allBytes === 0 ? 1 : bytes / allBytes;
            const left = share > 0.02 ? `, ${Math.ceil((((now - reading) / share) * (1 - share)) / 1000)} s left` : "";
            const text = listing
                ? `Looking for files: ${allFiles} found`
                : `Reading: ${Math.floor(share * 100)} % (${files} of ${allFiles} files, ${lines} findings${left})`;
            stream.write(`\r\u001b[K${text.slice(0, (stream.columns || 80) - 1)}`);
        },
        clear() {
            if (isWanted && told > 0) stream.write("\r\u001b[K");
        },
    };
}
