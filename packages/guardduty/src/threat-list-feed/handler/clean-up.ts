import { sourceKey } from "./source";
import type { FeedState } from "./state";
import type { FeedStore, StoredObject } from "./store";

/** Longer than a run: what another one is about to use is younger. */
const YOUNG_MS = 86_400_000;

export interface InUse {
    /** Where GuardDuty reads from, whatever it is. */
    readonly location: string;
    readonly state: FeedState;
    readonly keepVersions: number;
    readonly now: number;
}

export function listKey(sha256: string): string {
    return `lists/${sha256}.txt`;
}

/**
 * Deletes lists and sources of earlier runs: never one that GuardDuty reads, that the state names, or that is young. What a run is
 * about to use it has just written, and is young.
 */
export async function cleanUp(store: FeedStore, inUse: InUse): Promise<void> {
    const { state, keepVersions, now } = inUse;
    const named = new Set(Object.entries(state.sources).map(([key, { sha256 }]) => sourceKey(key, sha256)));
    if (state.list !== undefined) named.add(listKey(state.list));
    const locations = [inUse.location, state.inUseBefore ?? ""];
    const isFree = ({ key, modifiedAt }: StoredObject): boolean =>
        !named.has(key) &&
        !locations.some((location) => location.endsWith(`/${key}`)) &&
        now - modifiedAt.getTime() > YOUNG_MS;
    const newestFirst = (await store.list("lists/")).sort((a, b) => b.modifiedAt.getTime() - a.modifiedAt.getTime());
    const lists = newestFirst.filter(isFree).slice(keepVersions);
    const sources = (await store.list("sources/")).filter(isFree);
    for (const object of [...lists, ...sources]) await store.delete(object);
}
