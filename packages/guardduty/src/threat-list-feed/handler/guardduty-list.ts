import {
    GetIPSetCommand,
    GetThreatIntelSetCommand,
    type GuardDutyClient,
    UpdateIPSetCommand,
    UpdateThreatIntelSetCommand,
} from "@aws-sdk/client-guardduty";
import type { FeedSettings } from "./settings";

export interface ListStatus {
    readonly location: string;
    readonly status: string;
}

/** GuardDuty's own list, of either kind: the component made it, and the feed moves it from one object to the next. */
export interface GuardDutyList {
    get(): Promise<ListStatus>;
    /** Has GuardDuty read the object at a location, and use what it holds. */
    point(location: string): Promise<void>;
}

export function guardDutyList(client: GuardDutyClient, { detectorId, listId, listType }: FeedSettings): GuardDutyList {
    if (listType === "TRUSTED") {
        const list = { DetectorId: detectorId, IpSetId: listId };
        return {
            get: async () => statusOf(await client.send(new GetIPSetCommand(list))),
            point: async (location) => {
                await client.send(new UpdateIPSetCommand({ ...list, Location: location, Activate: true }));
            },
        };
    }
    const list = { DetectorId: detectorId, ThreatIntelSetId: listId };
    return {
        get: async () => statusOf(await client.send(new GetThreatIntelSetCommand(list))),
        point: async (location) => {
            await client.send(new UpdateThreatIntelSetCommand({ ...list, Location: location, Activate: true }));
        },
    };
}

function statusOf({ Location, Status }: { Location?: string | undefined; Status?: string | undefined }): ListStatus {
    if (Location === undefined || Status === undefined) throw new Error("GuardDuty's answer says nothing of the list.");
    return { location: Location, status: Status };
}
