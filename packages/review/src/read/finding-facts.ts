/** What the review keeps of a finding. */
export interface FindingFacts {
    readonly id: string;
    readonly accountId: string;
    readonly region: string;
    readonly type: string;
    readonly severity: number;
    /** Milliseconds since 1970. */
    readonly updatedAt: number;
    readonly firstSeen: number;
    readonly lastSeen: number;
    /** Occurrences. */
    readonly count: number;
    readonly archived: boolean;
    readonly sample: boolean;
    /** About a model or a guardrail. */
    readonly aboutAi: boolean;
    readonly resource: string;
    /** By what a filter could narrow, each once; each as attributes.ts writes it. */
    readonly attributes: readonly string[];
    /** Which service's API was called; empty where it was none. */
    readonly calledService: string;
}
