import { findProposals } from "../proposals/find-proposals";
import type { ReadExport } from "../read/read-export";
import type { FindingStore } from "../store/finding-store";
import { emptyBands } from "./bands";
import { groupBy, timeText } from "./groups";
import { listWorst } from "./listed";
import { count } from "./numbers";
import type { Report, ReportSelection, Totals } from "./report";
import { RowView } from "./row-view";
import { timelineOf } from "./timeline";

/** How long lists may get. An export has a few hundred types, but may have as many resources as findings. */
const MOST_TYPES = 1000;
const MOST_GROUPS = 100;

export interface ReportOptions {
    readonly source: string;
    readonly selection: ReportSelection;
    /** How many findings are listed one by one. */
    readonly mostFindings: number;
    readonly mostProposals: number;
    /** Below this many findings nothing is proposed. */
    readonly leastHidden: number;
    readonly now: Date;
}

export function buildReport({ store, tally, damages }: ReadExport, options: ReportOptions): Report {
    const view = new RowView(store);
    const { rows, samples } = chooseRows(view, options.selection);
    const { tables } = store;
    const severities = emptyBands();
    for (const row of rows) severities[view.band(row)] += 1;
    const { proposals, hidden } = findProposals(view, rows, options);
    return {
        version: 1,
        source: options.source,
        generatedAt: options.now.toISOString(),
        selection: options.selection,
        read: tally,
        damages,
        totals: totalsOf(view, rows, samples),
        severities,
        timeline: timelineOf(view, rows),
        types: groupBy(view, rows, "type", (number) => tables.types.textOf(number), MOST_TYPES),
        resources: groupBy(view, rows, "resource", (number) => tables.resources.textOf(number), MOST_GROUPS),
        accounts: groupBy(view, rows, "account", (number) => tables.accounts.textOf(number), MOST_GROUPS),
        regions: groupBy(view, rows, "region", (number) => tables.regions.textOf(number), MOST_GROUPS),
        findings: listWorst(view, rows, options.mostFindings),
        proposals,
        hiddenByProposals: hidden,
        notes: notesOn(store, rows.length, options),
    };
}

/** The findings that the report is about. */
function chooseRows(view: RowView, selection: ReportSelection): { rows: Uint32Array; samples: number } {
    const bands = selection.severities === undefined ? undefined : new Set(selection.severities);
    const all = new Uint32Array(view.store.rows);
    let chosen = 0;
    let samples = 0;
    for (let row = 0; row < view.store.rows; row += 1) {
        if (bands !== undefined && !bands.has(view.band(row))) continue;
        const sample = view.has("sample", row);
        samples += sample ? 1 : 0;
        if (sample && !selection.samples) continue;
        all[chosen] = row;
        chosen += 1;
    }
    return { rows: all.subarray(0, chosen), samples };
}

function totalsOf(view: RowView, rows: Uint32Array, samples: number): Totals {
    let archived = 0;
    let occurrences = 0;
    let aboutAi = 0;
    let attackSequences = 0;
    let first = Infinity;
    let last = -Infinity;
    for (const row of rows) {
        archived += view.has("archived", row) ? 1 : 0;
        aboutAi += view.has("aboutAi", row) ? 1 : 0;
        attackSequences += view.isSequence(row) ? 1 : 0;
        occurrences += view.cell("count", row);
        first = Math.min(first, view.cell("firstSeen", row));
        last = Math.max(last, view.cell("lastSeen", row));
    }
    return {
        findings: rows.length,
        open: rows.length - archived,
        archived,
        samples,
        occurrences,
        aboutAi,
        attackSequences,
        firstSeen: rows.length === 0 ? undefined : timeText(first),
        lastSeen: rows.length === 0 ? undefined : timeText(last),
    };
}

function notesOn({ tables }: FindingStore, findings: number, { mostFindings }: ReportOptions): string[] {
    const notes: string[] = [];
    if (findings > mostFindings) {
        notes.push(
            `Of ${count(findings)} findings the ${count(mostFindings)} worst are listed, of equally bad ones the newest.`,
        );
    }
    for (const [name, table] of Object.entries(tables)) {
        if (table.isFull) notes.push(`There are so many different ${name} that the later ones are counted together.`);
    }
    return notes;
}
