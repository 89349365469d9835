import type { Proposal } from "../proposals/proposal";
import type { Damage } from "../read/damage";
import type { Tally } from "../read/file-reader";
import type { Band, BandCounts } from "./bands";

/** What a review says; the page, the ticket and the JSON all come from this. */
export interface Report {
    /** Of this structure; goes up when something is taken away or means something else. */
    readonly version: 1;
    readonly source: string;
    readonly generatedAt: string;
    readonly selection: ReportSelection;
    readonly read: Tally;
    /** The first of `read.damaged`. */
    readonly damages: readonly Damage[];
    readonly totals: Totals;
    readonly severities: BandCounts;
    /** New findings by the day, week or month in which they were first seen. */
    readonly timeline: { readonly step: TimelineStep; readonly periods: readonly Period[] };
    readonly types: readonly Group[];
    readonly resources: readonly Group[];
    readonly accounts: readonly Group[];
    readonly regions: readonly Group[];
    /** The worst and newest. */
    readonly findings: readonly ListedFinding[];
    readonly proposals: readonly Proposal[];
    /** What all proposals would have hidden together: fewer than their sum where they overlap. */
    readonly hiddenByProposals: number;
    /** What the reader should know of how the numbers came about. */
    readonly notes: readonly string[];
}

export interface ReportSelection {
    readonly since: string | undefined;
    readonly until: string | undefined;
    readonly accountIds: readonly string[] | undefined;
    readonly regions: readonly string[] | undefined;
    readonly severities: readonly Band[] | undefined;
    readonly samples: boolean;
}

export interface Totals {
    /** Each counted once, as its latest update tells of it. */
    readonly findings: number;
    readonly open: number;
    readonly archived: number;
    /** Left out of everything else unless asked for. */
    readonly samples: number;
    /** How often what the findings tell of happened. */
    readonly occurrences: number;
    readonly aboutAi: number;
    readonly attackSequences: number;
    readonly firstSeen: string | undefined;
    readonly lastSeen: string | undefined;
}

export type TimelineStep = "day" | "week" | "month";

export interface Period extends BandCounts {
    /** Its first day. */
    readonly day: string;
}

export interface Group {
    readonly name: string;
    readonly findings: number;
    readonly occurrences: number;
    readonly severities: BandCounts;
    readonly firstSeen: string;
    readonly lastSeen: string;
}

export interface ListedFinding {
    readonly id: string;
    readonly type: string;
    readonly severity: number;
    readonly band: Band;
    readonly accountId: string;
    readonly region: string;
    readonly resource: string;
    readonly count: number;
    readonly firstSeen: string;
    readonly lastSeen: string;
    readonly archived: boolean;
    readonly sample: boolean;
}
