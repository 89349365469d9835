import type { Band, BandCounts } from "../report/bands";

/** A filter that would have hidden noise, and what exactly it would have hidden. */
export interface Proposal {
    /** As `filters` of GuardDutyMonitoring (pulumi-guardduty) takes it. */
    readonly filter: ProposedFilter;
    /** What it narrows by, in words. */
    readonly by: string;
    readonly hides: number;
    /** Of all findings of the review; of those of the type. */
    readonly share: number;
    readonly shareOfType: number;
    /** HIGH and CRITICAL are always none: such a filter is never proposed. */
    readonly severities: BandCounts;
    readonly occurrences: number;
    readonly firstSeen: string;
    readonly lastSeen: string;
    readonly accounts: number;
    readonly resources: number;
}

export interface ProposedFilter {
    readonly name: string;
    readonly action: "ARCHIVE";
    readonly description: string;
    readonly severities: readonly Band[];
    readonly findingTypes: readonly string[];
    readonly criteria: Readonly<Record<string, { readonly equals: readonly string[] }>>;
}
