import type { JsonObject } from "./event-fields";

/** What a service says of itself; the rest of the envelope EventBridge adds. */
export interface NewEvent {
    readonly source: string;
    readonly detailType: string;
    readonly detail: JsonObject;
    readonly resources?: readonly string[];
}

/** What EventBridge does for other services. */
export interface EventsService {
    /** An event of another service's, within what that service does; returns its id. */
    emit(event: NewEvent): Promise<string>;
}

/** Whoever has EventBridge in every Region: the account. */
export interface HasEvents {
    events(region: string): EventsService;
}
