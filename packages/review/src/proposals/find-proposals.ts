import { ATTRIBUTE_KINDS, parseAttribute, type Attribute } from "../read/attributes";
import { emptyBands } from "../report/bands";
import { timeText } from "../report/groups";
import type { RowView } from "../report/row-view";
import { makeFilter } from "./make-filter";
import { findBroadAttributes } from "./broad-attributes";
import type { Proposal } from "./proposal";

/** Candidates that are looked at closely. */
const MOST_CANDIDATES = 400;

/** A filter must add this share of what it hides to what the earlier ones hide. */
const LEAST_NEW = 0.5;

export interface ProposalOptions {
    readonly mostProposals: number;
    readonly leastHidden: number;
}

interface Candidate {
    readonly type: number;
    readonly attribute: number;
    readonly parsed: Attribute;
    findings: number;
}

/**
 * The type-plus-attribute pairs that hide the most noise: never a whole type, never a type of which any finding was HIGH or CRITICAL,
 * nothing about AI workloads, no attack sequence. Archived findings are hidden already.
 */
export function findProposals(
    view: RowView,
    rows: Uint32Array,
    options: ProposalOptions,
): { readonly proposals: readonly Proposal[]; readonly hidden: number } {
    const harmless = typesThatMayBeHidden(view, rows);
    const open = rows.filter((row) => harmless.has(view.cell("type", row)) && !view.has("archived", row));
    const candidates = findCandidates(view, open, options.leastHidden);
    const broad = findBroadAttributes(view, rows, new Set(candidates.map(({ attribute }) => attribute)));
    const members = membersOf(view, open, candidates);
    const perType = countBy(rows, (row) => view.cell("type", row));
    const covered = new Set<number>();
    const proposals: Proposal[] = [];
    const names = new Set<string>();
    for (const candidate of candidates) {
        if (proposals.length >= options.mostProposals) break;
        if (broad.has(candidate.attribute)) continue;
        const own = members.get(keyOf(candidate.type, candidate.attribute)) ?? [];
        const { rows: hidden, services } = narrowByService(view, own);
        const fresh = hidden.filter((row) => !covered.has(row));
        if (hidden.length < options.leastHidden || fresh.length < hidden.length * LEAST_NEW) continue;
        hidden.forEach((row) => covered.add(row));
        const type = view.store.tables.types.textOf(candidate.type);
        const summary = summarize(view, hidden);
        const filter = makeFilter({
            type,
            attribute: candidate.parsed,
            services,
            severities: summary.severities,
            names,
        });
        proposals.push({
            filter,
            by: `${ATTRIBUTE_KINDS[candidate.parsed.kind].says} ${candidate.parsed.values.join(" ")}`,
            hides: hidden.length,
            share: hidden.length / rows.length,
            shareOfType: hidden.length / (perType.get(candidate.type) ?? hidden.length),
            ...summary,
        });
    }
    return { proposals, hidden: covered.size };
}

function typesThatMayBeHidden(view: RowView, rows: Uint32Array): Set<number> {
    const seen = new Set<number>();
    const grave = new Set<number>([0]);
    for (const row of rows) {
        const type = view.cell("type", row);
        seen.add(type);
        if (view.cell("severity", row) >= 7 || view.has("aboutAi", row) || view.isSequence(row)) grave.add(type);
    }
    grave.forEach((type) => seen.delete(type));
    return seen;
}

function findCandidates(view: RowView, rows: Uint32Array, least: number): Candidate[] {
    const counts = new Map<number, number>();
    forEachPair(view, rows, (_, type, attribute) => {
        const key = keyOf(type, attribute);
        counts.set(key, (counts.get(key) ?? 0) + 1);
    });
    const candidates: Candidate[] = [];
    for (const [key, findings] of counts) {
        const attribute = key % KEY_BASE;
        const parsed = findings < least ? undefined : parseAttribute(view.attributes.textOf(attribute));
        if (parsed !== undefined) candidates.push({ type: Math.floor(key / KEY_BASE), attribute, parsed, findings });
    }
    const worth = ({ findings, parsed }: Candidate): number => findings * ATTRIBUTE_KINDS[parsed.kind].narrowness;
    return candidates
        .sort((one, other) => worth(other) - worth(one) || one.attribute - other.attribute)
        .slice(0, MOST_CANDIDATES);
}

function membersOf(view: RowView, rows: Uint32Array, candidates: readonly Candidate[]): Map<number, number[]> {
    const members = new Map<number, number[]>(
        candidates.map(({ type, attribute }) => [keyOf(type, attribute), new Array<number>()]),
    );
    forEachPair(view, rows, (row, type, attribute) => members.get(keyOf(type, attribute))?.push(row));
    return members;
}

/** More services than this are no pattern. */
const MOST_SERVICES = 3;
/** What a narrower filter may miss for being narrower. */
const SERVICES_COVER = 0.8;

/** Where nearly all calls went to few services, the filter names them: a stolen role that does other things stays visible. */
function narrowByService(
    view: RowView,
    rows: readonly number[],
): { rows: readonly number[]; services: readonly string[] } {
    const counts = countBy(rows, (row) => view.cell("service", row));
    if (counts.has(0)) return { rows, services: [] };
    const top = [...counts].sort(([, one], [, other]) => other - one).slice(0, MOST_SERVICES);
    const covered = top.reduce((sum, [, count]) => sum + count, 0);
    if (covered < rows.length * SERVICES_COVER) return { rows, services: [] };
    const chosen = new Set(top.map(([service]) => service));
    return {
        rows: rows.filter((row) => chosen.has(view.cell("service", row))),
        services: [...chosen].map((service) => view.store.tables.services.textOf(service)).sort(),
    };
}

function summarize(
    view: RowView,
    rows: readonly number[],
): Pick<Proposal, "severities" | "occurrences" | "firstSeen" | "lastSeen" | "accounts" | "resources"> {
    const severities = emptyBands();
    let occurrences = 0;
    let first = Infinity;
    let last = -Infinity;
    for (const row of rows) {
        severities[view.band(row)] += 1;
        occurrences += view.cell("count", row);
        first = Math.min(first, view.cell("firstSeen", row));
        last = Math.max(last, view.cell("lastSeen", row));
    }
    return {
        severities,
        occurrences,
        firstSeen: timeText(first),
        lastSeen: timeText(last),
        accounts: new Set(rows.map((row) => view.cell("account", row))).size,
        resources: new Set(rows.map((row) => view.cell("resource", row))).size,
    };
}

function forEachPair(
    view: RowView,
    rows: Uint32Array,
    visit: (row: number, type: number, attribute: number) => void,
): void {
    for (const row of rows) {
        const type = view.cell("type", row);
        for (const attribute of view.attributesOf(row)) visit(row, type, attribute);
    }
}

/** Above the number of any attribute. */
const KEY_BASE = 2 ** 24;

function keyOf(type: number, attribute: number): number {
    return type * KEY_BASE + attribute;
}

function countBy(rows: Iterable<number>, keyFor: (row: number) => number): Map<number, number> {
    const counts = new Map<number, number>();
    for (const row of rows) counts.set(keyFor(row), (counts.get(keyFor(row)) ?? 0) + 1);
    return counts;
}
