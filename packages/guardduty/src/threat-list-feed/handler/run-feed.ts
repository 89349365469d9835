import { isDeepStrictEqual } from "node:util";
import { DownloadError } from "./download";
import { combine } from "./feed-list";
import type { FeedMetrics } from "./metrics";
import { type ListServices, putInUse } from "./put-in-use";
import { Refusal, type RefusalReason } from "./refusal";
import type { FeedSettings, SourceSettings } from "./settings";
import { keptText, readFeedSource, type SourceReader, type SourceResult } from "./source";
import type { FeedState, SourceState } from "./state";
import { Overtaken } from "./store";

export interface FeedServices extends ListServices {
    readonly secret: SourceReader["secret"];
}

/** A source after a run: what to fold, where there is anything; and what was wrong. */
interface Outcome {
    readonly key: string;
    readonly text: Uint8Array | undefined;
    readonly state: SourceState | undefined;
    readonly fresh: boolean;
    readonly failed: boolean;
    readonly refused: readonly RefusalReason[];
}

/**
 * One run of the feed. It may be cut off between any two steps and started again, also beside another: each object is named after
 * what it holds, the state is written only over the one that was read and before GuardDuty is told, and every run compares with what
 * GuardDuty really has.
 */
export async function runFeed(settings: FeedSettings, services: FeedServices): Promise<FeedMetrics> {
    const { store, log } = services;
    const read = await store.readState();
    const outcomes: Outcome[] = [];
    // One after the other: two feeds of 35 MB need not be in memory at once.
    for (const source of settings.sources) outcomes.push(await fetchOutcome(source, read.state, settings, services));

    const refused = new Set(outcomes.flatMap((outcome) => outcome.refused));
    const report = {
        feed: settings.feed,
        sourcesFailed: outcomes.filter(({ failed }) => failed).length,
        isFresh: outcomes.every(({ fresh }) => fresh),
    };
    try {
        const texts = outcomes.map(({ key, text }) => text ?? missing(key));
        const list = combine(texts, settings);
        const sources = nextSources(outcomes);
        const activation = await putInUse({ list, sources, read }, settings, services);
        log(`${list.entryCount} entries are ${activation}`);
        return {
            feed: report.feed,
            fresh: report.isFresh && activation === "active",
            updated: list.sha256 !== read.state.list,
            entries: list.entryCount,
            sourcesFailed: report.sourcesFailed,
            refused: [...refused],
        };
    } catch (error) {
        const unchanged = {
            feed: report.feed,
            updated: false,
            entries: undefined,
            sourcesFailed: report.sourcesFailed,
        };
        if (error instanceof Overtaken) {
            log(`Nothing was done: ${error.message}.`);
            return { ...unchanged, fresh: report.isFresh, refused: [...refused] };
        }
        if (!(error instanceof Refusal) && !(error instanceof NoContent)) throw error;
        if (error instanceof Refusal) refused.add(error.reason);
        log(`The list stays as it is: ${error.message}.`);
        return { ...unchanged, fresh: false, refused: [...refused] };
    }
}

/** A source that is refused or cannot be fetched holds what it last held: the others need not wait for it. */
async function fetchOutcome(
    source: SourceSettings,
    state: FeedState,
    rules: FeedSettings,
    { store, secret, waiting, log }: FeedServices,
): Promise<Outcome> {
    const { key } = source;
    const known = knownOf(source, state);
    const outcome = { key, failed: false, refused: [] };
    let result: SourceResult;
    try {
        result = await readFeedSource(source, known, { store, rules, now: waiting.now, secret });
    } catch (error) {
        if (!(error instanceof Refusal) && !(error instanceof DownloadError)) throw error;
        log(`Source ${key}: ${error.message}. What it last held stays.`);
        const kept = { text: await keptText(source, known, store), state: known, fresh: false };
        return error instanceof Refusal
            ? { ...outcome, ...kept, refused: [error.reason] }
            : { ...outcome, ...kept, failed: true };
    }
    if (result.summary !== undefined) log(`Source ${key}: ${result.summary}.`);
    if (result.tooOld) log(`Source ${key}: it has not changed for more than ${source.maxAgeDays} days.`);
    return { ...outcome, text: result.text, state: result.state, fresh: !result.tooOld };
}

/** What is known of a source, unless it is another one by now: a 304 must not keep what was read by another path. */
function knownOf({ key, url, format }: SourceSettings, { sources }: FeedState): SourceState | undefined {
    const known = sources[key];
    return known?.url === url && isDeepStrictEqual(known.format, format) ? known : undefined;
}

/** A source has never been fetched: a list without it would be a worse one than that which is there. */
class NoContent extends Error {}

function missing(key: string): never {
    throw new NoContent(`source ${key} was never fetched`);
}

function nextSources(outcomes: readonly Outcome[]): FeedState["sources"] {
    return Object.fromEntries(
        outcomes.flatMap(({ key, state }): [string, SourceState][] => (state === undefined ? [] : [[key, state]])),
    );
}
