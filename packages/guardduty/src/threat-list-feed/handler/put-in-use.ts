import { type Activation, activate, isAt, isInUse, type Target, type Waiting } from "./activate";
import { cleanUp, listKey } from "./clean-up";
import type { FeedList } from "./feed-list";
import type { GuardDutyList, ListStatus } from "./guardduty-list";
import { Refusal } from "./refusal";
import type { FeedSettings } from "./settings";
import type { FeedState } from "./state";
import type { FeedStore, ReadState } from "./store";

export interface ListServices {
    readonly store: FeedStore;
    readonly list: GuardDutyList;
    readonly waiting: Waiting;
    readonly log: (line: string) => void;
}

/** What a run has come to. */
export interface NextList {
    readonly list: FeedList;
    readonly sources: FeedState["sources"];
    /** The state that the run began with. */
    readonly read: ReadState;
}

type Place = Pick<FeedSettings, "bucket" | "keepVersions">;

/** More runs than ever are under way at once. */
const MOST_ATTEMPTS = 5;

/**
 * Writes the list, then the state, has GuardDuty use the list, and cleans up. May be cut off anywhere: the state says what GuardDuty is
 * to have and what it had before, and the next run goes on from there. Throws `Overtaken` where another run has written its state.
 */
export async function putInUse(next: NextList, place: Place, services: ListServices): Promise<Activation> {
    const { list, sources, read } = next;
    const { store } = services;
    const write = (): Promise<void> => store.write(listKey(list.sha256), list.text);
    const isNew = list.sha256 !== read.state.list;
    if (isNew) await write();
    const location = locate(place, list.sha256);
    const way = wayBack(await services.list.get(), location, read.state.inUseBefore);
    const state: FeedState = {
        ...{ version: 1, sources, list: list.sha256 },
        ...(way === undefined ? {} : { inUseBefore: way }),
    };
    const written = isSame(state, read.state) ? read : await store.writeState(state, read);
    const target = { location, fallback: way, prepare: isNew ? nothing : write };
    return settleOn(written, target, place, services);
}

/** Of two runs the one that wrote the state later is right: the other may have moved GuardDuty back, and then follows it. */
async function settleOn(written: ReadState, target: Target, place: Place, services: ListServices): Promise<Activation> {
    let [expected, wanted, why] = [written, target, ""];
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
        const activation = await activate(services.list, wanted, services.waiting);
        if (activation === "pending") return activation;
        const found = await services.store.readState();
        const { list, inUseBefore } = found.state;
        if (found.etag !== expected.etag && list !== undefined) {
            services.log("Another run of this feed was quicker: its list is the one.");
            [expected, wanted] = [found, { location: locate(place, list), fallback: inUseBefore, prepare: nothing }];
        } else if (activation === "active") {
            const { location } = await services.list.get();
            const now = services.waiting.now();
            await cleanUp(services.store, { location, state: found.state, keepVersions: place.keepVersions, now });
            return activation;
        } else why = activation.disturbedBy;
    }
    throw new Refusal("GUARDDUTY", `GuardDuty does not take the new list: ${why}`);
}

function locate({ bucket }: Place, sha256: string): string {
    return `s3://${bucket}/${listKey(sha256)}`;
}

/** What GuardDuty uses now, unless that is the list that it is to have; or what it is about to use, where no other is known. */
function wayBack(found: ListStatus, location: string, known: string | undefined): string | undefined {
    if (isInUse(found, location)) return known;
    if (found.status === "ACTIVE") return found.location;
    return known ?? (isAt(found, location) ? undefined : found.location);
}

async function nothing(): Promise<void> {
    // The object has just been written.
}

function isSame(one: FeedState, other: FeedState): boolean {
    return JSON.stringify(one) === JSON.stringify(other);
}
