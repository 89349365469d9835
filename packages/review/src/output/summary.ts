import { BANDS } from "../report/bands";
import type { Report } from "../report/report";
import { count, percent, plural } from "../report/numbers";
import { shown } from "./shown-text";

/** A few lines for the terminal. */
export function renderSummary(report: Report, written: readonly string[]): string {
    const { totals, severities, proposals, hiddenByProposals } = report;
    const [type] = report.types;
    const lines = [
        `${plural(totals.findings, "finding")}: ${BANDS.map((band) => `${count(severities[band])} ${band.toLowerCase()}`).join(", ")}`,
        `  ${plural(totals.attackSequences, "attack sequence")}, ${count(totals.aboutAi)} about AI workloads, ` +
            `${count(totals.archived)} archived, ${count(totals.samples)} samples${report.selection.samples ? "" : " left out"}`,
        ...(type === undefined ? [] : [`  most often ${shown(type.name)}: ${count(type.findings)}`]),
        proposals.length === 0
            ? "  no filters proposed"
            : `  ${plural(proposals.length, "filter")} proposed, which would have hidden ${count(hiddenByProposals)} ` +
              `(${percent(hiddenByProposals / Math.max(1, totals.findings))})`,
        ...written.map((path) => `Wrote ${path}`),
    ];
    return `${lines.join("\n")}\n`;
}
