import { filterCode } from "../proposals/filter-code";
import { BANDS } from "../report/bands";
import type { Group, Report } from "../report/report";
import { consoleLink } from "./console-link";
import { count, minute, percent, plural } from "../report/numbers";
import { describeSelection } from "./selection-text";
import { shown } from "./shown-text";

const MOST_ROWS = 10;
const MOST_PROPOSALS = 5;

/** The review for a ticket: short, the worst first. */
export function renderMarkdown(report: Report): string {
    const { totals, severities, read } = report;
    return [
        "# GuardDuty review",
        "",
        `${markdown(report.source)}: ${markdown(describeSelection(report))}.`,
        "",
        `**${plural(totals.findings, "finding")}** (${BANDS.map((band) => `${count(severities[band])} ${band.toLowerCase()}`).join(", ")}); ` +
            `${plural(totals.attackSequences, "attack sequence")}, ${count(totals.aboutAi)} about AI workloads, ${count(totals.archived)} archived.`,
        ...(totals.samples > 0 && !report.selection.samples
            ? ["", `${plural(totals.samples, "sample finding")} left out.`]
            : []),
        ...damages(report),
        ...worst(report),
        ...groupTable("Finding types", report.types),
        ...groupTable("Resources", report.resources),
        ...groupTable("Accounts", report.accounts),
        ...proposals(report),
        "",
        `Read ${plural(read.lines, "line")} in ${plural(read.files, "file")}; written ${minute(report.generatedAt)} UTC by guardduty-review.`,
        "",
    ].join("\n");
}

function damages({ read, damages: told }: Report): string[] {
    if (read.damaged === 0) return [];
    const shownFirst = told.slice(0, MOST_ROWS);
    const rest = read.damaged - shownFirst.length;
    return [
        "",
        `## ${plural(read.damaged, "damage")} in what was read`,
        "",
        ...shownFirst.map(
            ({ file, line, what }) =>
                `- ${markdown(`${file}${line === undefined ? "" : `:${line}`}`)} ${markdown(what)}`,
        ),
        ...(rest > 0 ? [`- and ${count(rest)} more`] : []),
    ];
}

function worst({ findings }: Report): string[] {
    const rows = findings.filter(({ severity, archived }) => severity >= 7 && !archived).slice(0, MOST_ROWS);
    if (rows.length === 0) return ["", "No open finding of severity high or critical."];
    return [
        "",
        "## Worst open findings",
        "",
        "| severity | type | resource | account | Region | last seen (UTC) |",
        "| --- | --- | --- | --- | --- | --- |",
        ...rows.map((finding) => {
            const link = consoleLink(finding);
            const type = link === undefined ? markdown(finding.type) : `[${markdown(finding.type)}](${link})`;
            const cells = [finding.resource, finding.accountId, finding.region].map((text) => markdown(text));
            return `| ${finding.severity} | ${type} | ${cells.join(" | ")} | ${minute(finding.lastSeen)} |`;
        }),
    ];
}

function groupTable(title: string, groups: readonly Group[]): string[] {
    return [
        "",
        `## ${title}`,
        "",
        `| ${title.toLowerCase()} | findings | critical | high | medium | low | last seen (UTC) |`,
        "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
        ...groups.slice(0, MOST_ROWS).map(({ name, findings, severities, lastSeen }) => {
            const counts = BANDS.map((band) => count(severities[band])).join(" | ");
            return `| ${markdown(name)} | ${count(findings)} | ${counts} | ${minute(lastSeen)} |`;
        }),
        ...(groups.length > MOST_ROWS ? ["", `The ${MOST_ROWS} with the most findings.`] : []),
    ];
}

function proposals({ proposals: all, totals, hiddenByProposals }: Report): string[] {
    if (all.length === 0) return ["", "## Proposed filters", "", "None."];
    return [
        "",
        "## Proposed filters",
        "",
        `All ${all.length} together would have hidden ${count(hiddenByProposals)} of ${count(totals.findings)} findings ` +
            `(${percent(hiddenByProposals / Math.max(1, totals.findings))}), none of severity high or critical.`,
        ...all
            .slice(0, MOST_PROPOSALS)
            .flatMap((proposal) => [
                "",
                `Hides ${plural(proposal.hides, "finding")} (${percent(proposal.share)} of all, ${percent(proposal.shareOfType)} of its type; ` +
                    `${count(proposal.severities.MEDIUM)} medium, ${count(proposal.severities.LOW)} low; ` +
                    `${minute(proposal.firstSeen)} to ${minute(proposal.lastSeen)}):`,
                "",
                "```ts",
                filterCode(proposal.filter),
                "```",
            ]),
    ];
}

/**
 * Text of a finding in a line or cell of Markdown: nothing in it marks up, links, mentions or breaks a table. Entities where a
 * backslash would not stop what GitHub and others make of plain text.
 */
export function markdown(text: string): string {
    return shown(text)
        .replaceAll("&", "&amp;")
        .replaceAll("<", "&lt;")
        .replaceAll(">", "&gt;")
        .replace(/[\\`*_{}[\]()#+!|~=^$-]/g, (character) => `\\${character}`)
        .replaceAll("@", "&#64;")
        .replaceAll("://", "&#58;//")
        .replace(/www\./gi, (match) => `${match.slice(0, 3)}&#46;`);
}
