import type { Validators } from "./download";
import type { SourceFormat } from "./settings";

/** What the feed remembers from one run to the next; an object beside the lists. */
export interface FeedState {
    readonly version: 1;
    /** By the source's key: what was last believed of it. */
    readonly sources: Readonly<Record<string, SourceState>>;
    /** Hash of the list that GuardDuty is to have. It may not have it yet, if a run was cut off. */
    readonly list?: string;
    /** Where GuardDuty read the list that was in use before that one: the way back, if it does not take the new one. */
    readonly inUseBefore?: string;
}

export interface SourceState {
    /** A source whose address or format changes is another one: nothing is compared with what it had. */
    readonly url: string;
    readonly format: SourceFormat;
    readonly sha256: string;
    readonly addressCount: number;
    readonly validators: Validators;
    /** When its addresses last changed, as an ISO time. */
    readonly changedAt: string;
}

export const NO_STATE: FeedState = { version: 1, sources: {} };

export function readState(text: string): FeedState {
    const value: unknown = JSON.parse(text);
    if (!isState(value))
        throw new Error("state.json is not of a version that this function knows: delete it to begin anew.");
    return value;
}

function isState(value: unknown): value is FeedState {
    return (
        typeof value === "object" && value !== null && "version" in value && value.version === 1 && "sources" in value
    );
}
