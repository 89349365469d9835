import type { Snapshot, SnapshotReader } from "../core/snapshot";
import type { Tags } from "../core/tags";

export interface LogEvent {
    /** In milliseconds since the epoch. */
    readonly at: number;
    readonly stream: string;
    readonly message: string;
}

/** A log group as CloudWatch Logs holds it. */
export interface LogGroup {
    readonly name: string;
    readonly arn: string;
    readonly accountId: string;
    /** STANDARD or INFREQUENT_ACCESS. */
    readonly logClass: string;
    /** Undefined: for ever. */
    retentionInDays: number | undefined;
    kmsKeyId: string | undefined;
    isProtected: boolean;
    tags: Tags;
    events: readonly LogEvent[];
}

/** Events go when they are older than the retention. */
export function keptEvents({ events, retentionInDays }: LogGroup, now: number): readonly LogEvent[] {
    return retentionInDays === undefined
        ? events
        : events.filter(({ at }) => at > now - retentionInDays * 24 * 60 * 60 * 1000);
}

export function writeLogGroup(group: LogGroup): Snapshot {
    return { ...group, events: group.events.map((event) => ({ ...event })) };
}

export function readLogGroup(group: SnapshotReader): LogGroup {
    return {
        name: group.string("name"),
        arn: group.string("arn"),
        accountId: group.string("accountId"),
        logClass: group.string("logClass"),
        retentionInDays: group.optionalNumber("retentionInDays"),
        kmsKeyId: group.optionalString("kmsKeyId"),
        isProtected: group.boolean("isProtected"),
        tags: group.map("tags"),
        events: group.list("events", (event) => ({
            at: event.number("at"),
            stream: event.string("stream"),
            message: event.string("message"),
        })),
    };
}
