import { createHash } from "node:crypto";
import { filterCode } from "../proposals/filter-code";
import type { Proposal } from "../proposals/proposal";
import { BANDS } from "../report/bands";
import type { ListedFinding, Report } from "../report/report";
import { groupChart, timelineChart, timelineTable } from "./charts";
import { consoleLink } from "./console-link";
import { breakable, Html, markup } from "./markup";
import { count, minute, percent, plural } from "../report/numbers";
import { PAGE_SCRIPT } from "./page-script";
import { PAGE_STYLE } from "./page-style";
import { describeSelection } from "./selection-text";

const MOST_BARS = 15;

/** By the id of their headings. */
const PARTS = {
    time: "Over time",
    types: "Finding types",
    resources: "Resources",
    accounts: "Accounts",
    regions: "Regions",
    filters: "Proposed filters",
    table: "Findings",
} as const;

/** A page that stands alone: no network, no script but its own, and nothing in it that a finding could turn into markup. */
export function renderPage(report: Report): string {
    const { totals, severities } = report;
    const policy = [
        "default-src 'none'",
        `style-src '${hashOf(PAGE_STYLE)}'`,
        `script-src '${hashOf(PAGE_SCRIPT)}'`,
        "base-uri 'none'",
        "form-action 'none'",
    ].join("; ");
    const tiles = BANDS.map(
        (band) =>
            markup`<div class="tile ${band.toLowerCase()}"><b>${count(severities[band])}</b>${band.toLowerCase()}</div>`,
    );
    const page = markup`<!doctype html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta http-equiv="Content-Security-Policy" content="${policy}" />
                <meta name="referrer" content="no-referrer" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>GuardDuty review</title>
                ${Html.own(`<style>${PAGE_STYLE}</style>`)}
            </head>
            <body>
                <header>
                    <h1>GuardDuty review</h1>
                    <p class="faint">
                        ${report.source} · ${describeSelection(report)} · written ${minute(report.generatedAt)} UTC
                    </p>
                    <nav aria-label="Parts of this page">
                        ${Object.entries(PARTS).map(([id, name]) => markup`<a href="#${id}">${name}</a> `)}
                    </nav>
                </header>
                <main>
                ${damagesBox(report)}
                <div class="tiles">
                    <div class="tile"><b>${count(totals.findings)}</b>findings</div>
                    ${tiles}
                    <div class="tile"><b>${count(totals.attackSequences)}</b>attack sequences</div>
                    <div class="tile"><b>${count(totals.aboutAi)}</b>about AI workloads</div>
                    <div class="tile"><b>${count(totals.archived)}</b>archived</div>
                </div>
                <p class="faint">
                    Each finding counts once, as its latest update tells of it (${count(report.read.lines)} lines read).
                    ${samplesNote(report)}
                </p>
                ${report.notes.map((note) => markup`<p class="faint">${note}</p>`)}
                    <h2 id="time">New findings by ${report.timeline.step}</h2>
                    <p class="legend">
                        ${BANDS.map((band) => markup`<span class="${band.toLowerCase()}">${band.toLowerCase()}</span>`)}
                    </p>
                    <div class="scroll" role="region" aria-label="Chart of new findings" tabindex="0">
                        ${timelineChart(report.timeline)}
                    </div>
                    ${timelineTable(report.timeline)}
                    <div class="columns">
                        ${chartOf("types", report.types)} ${chartOf("resources", report.resources)}
                        ${chartOf("accounts", report.accounts)} ${chartOf("regions", report.regions)}
                    </div>
                    <h2 id="filters">${PARTS.filters}</h2>
                    ${proposalsIntro(report)} ${report.proposals.map(proposalBox)}
                    <h2 id="table">${PARTS.table}</h2>
                    ${findingsTable(report)}
                </main>
                ${Html.own(`<script>${PAGE_SCRIPT}</script>`)}
            </body>
        </html> `;
    return page.toString();
}

function chartOf(id: "types" | "resources" | "accounts" | "regions", groups: Report["types"]): Html {
    const more =
        groups.length > MOST_BARS ? markup`<p class="faint">The ${MOST_BARS} with the most findings.</p>` : undefined;
    return markup`<section>
        <h2 id="${id}">${PARTS[id]}</h2>
        ${more}${groupChart(groups.slice(0, MOST_BARS))}
    </section>`;
}

function damagesBox({ read, damages }: Report): Html | undefined {
    if (read.damaged === 0) return undefined;
    const list = damages
        .slice(0, 20)
        .map(
            ({ file, line, what }) =>
                markup`<li><code>${file}${line === undefined ? "" : `:${line}`}</code> ${what}</li>`,
        );
    const rest = read.damaged - list.length;
    return markup`<div class="warning">
        <b>${plural(read.damaged, "damage")} in what was read.</b> Everything else counts.
        <ul>
            ${list}${rest > 0 ? markup`<li>and ${count(rest)} more</li>` : undefined}
        </ul>
    </div>`;
}

function samplesNote({ totals, selection }: Report): string {
    if (totals.samples === 0) return "";
    return selection.samples
        ? `${plural(totals.samples, "sample finding")} among them.`
        : `${plural(totals.samples, "sample finding")} left out.`;
}

function proposalsIntro({ proposals, hiddenByProposals, totals }: Report): Html {
    if (proposals.length === 0) {
        return markup`<p>None: no finding type together with one narrow attribute stands out as noise.</p>`;
    }
    const share = percent(hiddenByProposals / Math.max(1, totals.findings));
    return markup`<p>
        Together they would have hidden ${count(hiddenByProposals)} of ${count(totals.findings)} findings (${share}).
        None of them hides a finding of severity high or critical, one about AI workloads or an attack sequence. What a
        filter hides is lost to the export, to EventBridge and to Extended Threat Detection: take one over only when you
        know the cause, and write it into the description.
    </p>`;
}

function proposalBox(proposal: Proposal, index: number): Html {
    const { filter, hides, share, shareOfType, severities } = proposal;
    const id = `filter-${index + 1}`;
    return markup`<section class="proposal">
        <h3>${index + 1}. ${breakable(filter.findingTypes.join(", "))} by ${proposal.by}</h3>
        <p>
            Would have hidden <b>${plural(hides, "finding")}</b> (${percent(share)} of all, ${percent(shareOfType)} of
            its type${shareOfType === 1 ? ", which is every one" : ""}): ${count(severities.MEDIUM)} medium, ${count(severities.LOW)} low, ${count(severities.HIGH)} high,
            ${count(severities.CRITICAL)} critical; on ${plural(proposal.resources, "resource")} in
            ${plural(proposal.accounts, "account")}; first seen ${minute(proposal.firstSeen)}, last seen
            ${minute(proposal.lastSeen)} UTC.
        </p>
        <button type="button" data-copies="${id}">
            <span aria-live="polite">Copy</span><span class="unseen"> filter ${index + 1}</span>
        </button>
        <pre tabindex="0"><code id="${id}">${Html.own(escapedCode(filterCode(filter)))}</code></pre>
    </section>`;
}

/** The code is ASCII, and as long as it is: not cut like other texts. */
function escapedCode(code: string): string {
    return code.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function findingsTable({ findings, accounts }: Report): Html {
    const options = accounts.map(({ name }) => markup`<option value="${name}">${name}</option>`);
    return markup`<div class="controls">
            <input
                id="words"
                type="search"
                placeholder="Words that a row must have"
                aria-label="Words that a row must have"
            />
            <select id="band" aria-label="Severity">
                <option value="">every severity</option>
                ${BANDS.map((band) => markup`<option value="${band}">${band.toLowerCase()}</option>`)}
            </select>
            <select id="account" aria-label="Account">
                <option value="">every account</option>
                ${options}
            </select>
            <select id="state" aria-label="State">
                <option value="">open and archived</option>
                <option value="open">open</option>
                <option value="archived">archived</option>
            </select>
            <button type="button" id="clear">Clear</button><span id="shown" class="faint" role="status"></span>
        </div>
        <div class="scroll tall" role="region" aria-label="Findings" tabindex="0">
            <table id="findings">
                <caption class="unseen">
                    The worst findings, times in UTC
                </caption>
                <thead>
                    <tr>
                        <th scope="col">Severity</th>
                        <th scope="col">Type</th>
                        <th scope="col">Resource</th>
                        <th scope="col">Account</th>
                        <th scope="col">Region</th>
                        <th scope="col" class="number">Count</th>
                        <th scope="col">First seen, UTC</th>
                        <th scope="col">Last seen, UTC</th>
                        <th scope="col">Finding</th>
                    </tr>
                </thead>
                <tbody>
                    ${findings.map(findingRow)}
                </tbody>
            </table>
        </div>`;
}

function findingRow(finding: ListedFinding): Html {
    const { band, severity, archived } = finding;
    const link = consoleLink(finding);
    const name = markup`<code>${finding.id.slice(0, 8)}</code>`;
    const state = archived ? "archived" : "open";
    const marks = [...(archived ? ["archived"] : []), ...(finding.sample ? ["sample"] : [])].join(", ");
    return markup`<tr data-band="${band}" data-account="${finding.accountId}" data-state="${state}">
        <td><span class="badge ${band.toLowerCase()}">${band.toLowerCase()} ${severity}</span></td>
        <td>${breakable(finding.type)}</td>
        <td>${breakable(finding.resource)}</td>
        <td class="mono">${finding.accountId}</td>
        <td>${finding.region}</td>
        <td class="number">${count(finding.count)}</td>
        <td>${minute(finding.firstSeen)}</td>
        <td>${minute(finding.lastSeen)}</td>
        <td>
            ${link === undefined ? name : markup`<a href="${link}" rel="noreferrer noopener" target="_blank">${name}</a>`}
            ${marks}
        </td>
    </tr>`;
}

function hashOf(text: string): string {
    return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
