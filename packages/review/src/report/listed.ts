import { timeText } from "./groups";
import type { ListedFinding } from "./report";
import type { RowView } from "./row-view";

/** The worst findings, of equally bad ones the newest: at most so many. */
export function listWorst(view: RowView, rows: Uint32Array, most: number): ListedFinding[] {
    const severity = view.store.columns.severity;
    const lastSeen = view.store.columns.lastSeen;
    const at = (column: typeof severity, row: number): number => column[row] ?? 0;
    const sorted = rows
        .slice()
        .sort((one, other) => at(severity, other) - at(severity, one) || at(lastSeen, other) - at(lastSeen, one));
    return Array.from(sorted.subarray(0, most), (row) => describe(view, row));
}

function describe(view: RowView, row: number): ListedFinding {
    const { tables } = view.store;
    return {
        id: view.store.idOf(row),
        type: view.type(row),
        severity: view.cell("severity", row),
        band: view.band(row),
        accountId: tables.accounts.textOf(view.cell("account", row)),
        region: tables.regions.textOf(view.cell("region", row)),
        resource: tables.resources.textOf(view.cell("resource", row)),
        count: view.cell("count", row),
        firstSeen: timeText(view.cell("firstSeen", row)),
        lastSeen: timeText(view.cell("lastSeen", row)),
        archived: view.has("archived", row),
        sample: view.has("sample", row),
    };
}
