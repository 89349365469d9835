import { writeFile } from "node:fs/promises";
import { renderMarkdown } from "../output/markdown";
import { renderPage } from "../output/page";
import { renderSummary } from "../output/summary";
import { shown } from "../output/shown-text";
import { readExport, type ReadExport } from "../read/read-export";
import { plural } from "../report/numbers";
import { buildReport } from "../report/build-report";
import type { Report } from "../report/report";
import { ReviewError } from "../source/source";
import type { Options } from "./options";
import { progressLine } from "./progress";

export const EXIT = { fine: 0, failed: 1, damaged: 2 } as const;

/** Reads, writes what was asked for, and gives the exit code. */
export async function review(options: Options): Promise<number> {
    const progress = progressLine(process.stderr, options.quiet);
    const { accountIds, regions, since, until } = options;
    const selection = {
        accountIds: accountIds === undefined ? undefined : new Set(accountIds),
        regions: regions === undefined ? undefined : new Set(regions),
        since,
        until,
    };
    let read: ReadExport;
    try {
        read = await readExport(options.place, selection, (state) => progress.show(state));
    } finally {
        progress.clear();
    }
    tellDamages(read);
    if (read.tally.lines === 0) throw new ReviewError(explainNothing(read, options));
    const report = buildReport(read, {
        source: options.place,
        selection: {
            since,
            until,
            accountIds,
            regions,
            severities: options.severities,
            samples: options.samples,
        },
        mostFindings: options.mostFindings,
        mostProposals: options.mostProposals,
        leastHidden: options.leastHidden,
        now: new Date(),
    });
    await writeAll(report, options);
    return read.tally.damaged > 0 ? EXIT.damaged : EXIT.fine;
}

async function writeAll(report: Report, options: Options): Promise<void> {
    const outputs = [
        { path: options.html, render: renderPage },
        { path: options.markdown, render: renderMarkdown },
        { path: options.json, render: (all: Report) => `${JSON.stringify(all, undefined, 2)}\n` },
    ];
    const written: string[] = [];
    for (const { path, render } of outputs) {
        if (path === undefined) continue;
        const text = render(report);
        if (path === "-") process.stdout.write(text);
        else {
            await writeFile(path, text).catch((error: unknown) => {
                throw new ReviewError(
                    `Cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`,
                );
            });
            written.push(path);
        }
    }
    const toStdout = outputs.some(({ path }) => path === "-");
    if (!options.quiet && !toStdout) process.stdout.write(renderSummary(report, written));
}

function tellDamages({ damages, tally }: ReadExport): void {
    for (const { file, line, what } of damages) {
        process.stderr.write(`${shown(file, 400)}${line === undefined ? "" : `:${line}`} ${what}\n`);
    }
    if (tally.damaged > damages.length) process.stderr.write(`and ${tally.damaged - damages.length} more like these\n`);
}

function explainNothing({ tally }: ReadExport, { place }: Options): string {
    if (tally.files === 0) {
        return `There is nothing to review in ${place}: no .jsonl.gz file that the options leave. Is it the folder with AWSLogs in it?`;
    }
    return tally.skipped > 0
        ? `Of ${tally.skipped} findings in ${place}, none is of the accounts, Regions and days that were asked for.`
        : `There are no findings in ${place}: ${plural(tally.files, "file")} read.`;
}
