import { activate, type Waiting } from "./activate";
import { cleanUp, listKey } from "./clean-up";
import { DownloadError } from "./download";
import { combine } from "./feed-list";
import type { GuardDutyList } from "./guardduty-list";
import type { FeedMetrics } from "./metrics";
import { Refusal, type RefusalReason } from "./refusal";
import type { FeedSettings, SourceSettings } from "./settings";
import { keptText, readFeedSource, type SourceReader, type SourceResult } from "./source";
import type { FeedState, SourceState } from "./state";
import { type FeedStore, Overtaken } from "./store";

export interface FeedServices {
    readonly store: FeedStore;
    readonly list: GuardDutyList;
    readonly secret: SourceReader["secret"];
    readonly waiting: Waiting;
    readonly log: (line: string) => void;
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
        const list = combine(texts, settings.listType);
        await store.write(listKey(list.sha256), list.text);
        const state = nextState(outcomes, list.sha256);
        if (!isSame(state, read.state)) await store.writeState(state, read);
        const location = `s3://${settings.bucket}/${listKey(list.sha256)}`;
        const activation = await activate(services.list, location, services.waiting);
        const { keepVersions } = settings;
        const now = services.waiting.now();
        await cleanUp(store, { location: (await services.list.get()).location, state, keepVersions, now });
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
    { limits }: FeedSettings,
    { store, secret, waiting, log }: FeedServices,
): Promise<Outcome> {
    const { key } = source;
    const known = state.sources[key]?.url === source.url ? state.sources[key] : undefined;
    const outcome = { key, failed: false, refused: [] };
    let result: SourceResult;
    try {
        result = await readFeedSource(source, known, { store, limits, now: waiting.now, secret });
    } catch (error) {
        if (!(error instanceof Refusal) && !(error instanceof DownloadError)) throw error;
        log(`Source ${key}: ${error.message}. What it last held stays.`);
        const kept = { text: await keptText(source, known, store), state: known, fresh: false };
        return error instanceof Refusal
            ? { ...outcome, ...kept, refused: [error.reason] }
            : { ...outcome, ...kept, failed: true };
    }
    if (result.tooOld) log(`Source ${key}: it has not changed for more than ${source.maxAgeDays} days.`);
    return { ...outcome, text: result.text, state: result.state, fresh: !result.tooOld };
}

/** A source has never been fetched: a list without it would be a worse one than that which is there. */
class NoContent extends Error {}

function missing(key: string): never {
    throw new NoContent(`source ${key} was never fetched`);
}

function nextState(outcomes: readonly Outcome[], list: string): FeedState {
    const sources = outcomes.flatMap(({ key, state }): [string, SourceState][] =>
        state === undefined ? [] : [[key, state]],
    );
    return { version: 1, sources: Object.fromEntries(sources), list };
}

function isSame(one: FeedState, other: FeedState): boolean {
    return JSON.stringify(one) === JSON.stringify(other);
}
