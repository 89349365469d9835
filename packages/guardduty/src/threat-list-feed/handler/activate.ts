import { BadRequestException, InternalServerErrorException } from "@aws-sdk/client-guardduty";
import type { GuardDutyList, ListStatus } from "./guardduty-list";
import { Refusal } from "./refusal";

/** What became of a list: GuardDuty uses it, or is still reading it when the function has to end. */
export type Activation = "active" | "pending";

export interface Waiting {
    readonly now: () => number;
    readonly sleep: (milliseconds: number) => Promise<void>;
    /** When the function must be done with waiting, as `now` counts. AWS: minutes, up to 40, which is more than a function may run. */
    readonly until: number;
}

const INTERVAL_MS = 5_000;
/** GuardDuty takes no request about a list in one of these states. */
const TRANSITIONAL: readonly string[] = ["ACTIVATING", "DEACTIVATING", "DELETE_PENDING"];

/**
 * Has GuardDuty use the object at a location, unless it does. Where it won't, it is sent back to what it had; so there is a list in
 * use at any time but for GuardDuty's own change from one to the other.
 */
export async function activate(list: GuardDutyList, location: string, waiting: Waiting): Promise<Activation> {
    const before = await settle(list, waiting);
    if (before === undefined) return "pending";
    if (isAt(before, location) && before.status === "ACTIVE") return "active";
    const refused = await pointAt(list, location);
    const after = await settle(list, waiting);
    if (after === undefined) return "pending";
    if (isAt(after, location) && after.status === "ACTIVE") return "active";
    // A run beside this one has moved the list on: it is that one's to see to.
    if (!isAt(after, location) && after.location !== before.location && after.status === "ACTIVE") return "pending";
    await goBack(list, before, after, waiting);
    const why = refused ?? `the list is ${after.status} at ${after.location}`;
    throw new Refusal("GUARDDUTY", `GuardDuty does not take the new list: ${why}`);
}

/** By folder and file: GuardDuty may write the rest of a location in another of its forms. The file's name is a hash. */
function isAt({ location }: ListStatus, wanted: string): boolean {
    return location.endsWith(wanted.slice(wanted.lastIndexOf("/", wanted.lastIndexOf("/") - 1)));
}

/** What GuardDuty answered, where it refused. */
async function pointAt(list: GuardDutyList, location: string): Promise<string | undefined> {
    try {
        await list.point(location);
        return undefined;
    } catch (error) {
        // A list that cannot be read or is over quota is an InternalServerErrorException with the status 400; one in transition, since
        // a run beside this one was quicker, a BadRequestException. Whatever it was, the list's own state says what is to be done.
        if (error instanceof BadRequestException || error instanceof InternalServerErrorException) return error.message;
        throw error;
    }
}

async function goBack(list: GuardDutyList, before: ListStatus, after: ListStatus, waiting: Waiting): Promise<void> {
    if (before.location === after.location && after.status === before.status) return;
    await pointAt(list, before.location);
    await settle(list, waiting);
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
