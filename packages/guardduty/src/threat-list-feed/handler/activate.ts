import { BadRequestException, InternalServerErrorException } from "@aws-sdk/client-guardduty";
import type { GuardDutyList, ListStatus } from "./guardduty-list";
import { Refusal } from "./refusal";

/** What became of a list: GuardDuty uses it, or is still reading it when the function has to end. */
export type Activation = "active" | "pending";
/** Or it does something else, since somebody else asked it to. */
export interface Disturbance {
    readonly disturbedBy: string;
}

export interface Waiting {
    readonly now: () => number;
    readonly sleep: (milliseconds: number) => Promise<void>;
    /** When the function must be done with waiting, as `now` counts. AWS: minutes, up to 40, which is more than a function may run. */
    readonly until: number;
}

export interface Target {
    readonly location: string;
    /** Where GuardDuty goes back to, if it does not take that and does not use anything now. */
    readonly fallback: string | undefined;
    /** Sees to it that the object is there, and that no other run takes it for an old one. */
    readonly prepare: () => Promise<void>;
}

const INTERVAL_MS = 5_000;
/** GuardDuty takes no request about a list in one of these states. */
const TRANSITIONAL: readonly string[] = ["ACTIVATING", "DEACTIVATING", "DELETE_PENDING"];

/**
 * Has GuardDuty use the object at a location, unless it does. Where it won't, it is sent back to what it used before; so there is a
 * list in use at any time but for GuardDuty's own change from one to the other.
 */
export async function activate(
    list: GuardDutyList,
    target: Target,
    waiting: Waiting,
): Promise<Activation | Disturbance> {
    const { location } = target;
    const before = await settle(list, waiting);
    if (before === undefined) return "pending";
    if (isInUse(before, location)) return "active";
    await target.prepare();
    const answer = await pointAt(list, location);
    const after = await settle(list, waiting);
    if (after === undefined) return "pending";
    if (isInUse(after, location)) return "active";
    if (answer.isBusy) return { disturbedBy: answer.refused };
    const found = `the list is ${after.status} at ${after.location}`;
    if (answer.refused === undefined && !isAt(after, location)) return { disturbedBy: found };
    const fallback = before.status === "ACTIVE" ? before.location : target.fallback;
    const end = await goBack(list, after, fallback, waiting);
    throw new Refusal("GUARDDUTY", `GuardDuty does not take the new list: ${answer.refused ?? found}; ${end}`);
}

export function isInUse(found: ListStatus, location: string): boolean {
    return isAt(found, location) && found.status === "ACTIVE";
}

/** By folder and file: GuardDuty may write the rest of a location in another of its forms. The file's name is a hash. */
export function isAt({ location }: Pick<ListStatus, "location">, wanted: string): boolean {
    return location.endsWith(wanted.slice(wanted.lastIndexOf("/", wanted.lastIndexOf("/") - 1)));
}

/** What GuardDuty said. */
type Answer =
    | { readonly refused: string | undefined; readonly isBusy: false }
    | { readonly refused: string; readonly isBusy: true };

async function pointAt(list: GuardDutyList, location: string): Promise<Answer> {
    try {
        await list.point(location);
        return { refused: undefined, isBusy: false };
    } catch (error) {
        // Of a list in transition, since a run beside this one was quicker.
        if (error instanceof BadRequestException) return { refused: error.message, isBusy: true };
        // Of a list that cannot be read or is over quota. With 500 it is GuardDuty's own trouble, and says nothing of the list: Lambda
        // tries again.
        if (error instanceof InternalServerErrorException && error.$metadata.httpStatusCode === 400) {
            return { refused: error.message, isBusy: false };
        }
        throw error;
    }
}

/** What became of the old list. */
async function goBack(
    list: GuardDutyList,
    after: ListStatus,
    fallback: string | undefined,
    waiting: Waiting,
): Promise<string> {
    if (after.status === "ACTIVE") return "the old one is in use";
    if (fallback === undefined) return "there is no old one to go back to";
    const { refused } = await pointAt(list, fallback);
    const end = await settle(list, waiting);
    if (end === undefined) return "it is on its way back to the old one";
    if (isInUse(end, fallback)) return "it went back to the old one";
    return `it does not take the old one either: ${refused ?? `the list is ${end.status} at ${end.location}`}`;
}

/** Waits out a transition. Undefined where there is no time left to. */
async function settle(list: GuardDutyList, { now, sleep, until }: Waiting): Promise<ListStatus | undefined> {
    for (;;) {
        const status = await list.get();
        if (!TRANSITIONAL.includes(status.status)) return status;
        if (now() + INTERVAL_MS > until) return undefined;
        await sleep(INTERVAL_MS);
    }
}
