import type { Snapshot, SnapshotReader } from "../core/snapshot";

export const SCHEDULE_STATES = ["ENABLED", "DISABLED"] as const;
export const WINDOW_MODES = ["OFF", "FLEXIBLE"] as const;
export const COMPLETION_ACTIONS = ["NONE", "DELETE"] as const;

/** What whoever deploys says of a schedule. UpdateSchedule sets all of it: what is left out is as it is by default. */
export interface ScheduleSettings {
    readonly description: string | undefined;
    readonly expression: string;
    readonly timezone: string;
    readonly state: (typeof SCHEDULE_STATES)[number];
    readonly window: FlexibleWindow;
    readonly actionAfterCompletion: (typeof COMPLETION_ACTIONS)[number];
    readonly target: ScheduleTarget;
}

export interface FlexibleWindow {
    readonly mode: (typeof WINDOW_MODES)[number];
    readonly maximumMinutes: number | undefined;
}

export interface ScheduleTarget {
    readonly arn: string;
    /** As which the target is started: it needs no policy of its own that lets Scheduler in. */
    readonly roleArn: string;
    readonly input: string | undefined;
    readonly deadLetterArn: string | undefined;
    /** Kept, and of no effect: the simulator's services never fail in a way that passes. */
    readonly retryPolicy: { readonly maximumEventAgeInSeconds: number; readonly maximumRetryAttempts: number };
}

/** What a target has that says nothing of retries (EventBridge Scheduler API Reference, RetryPolicy). */
export const DEFAULT_RETRY_POLICY = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 } as const;

/** A schedule of the group `default`; further groups are not modelled. */
export interface Schedule {
    readonly name: string;
    readonly arn: string;
    settings: ScheduleSettings;
}

export function writeSchedule({ name, arn, settings }: Schedule): Snapshot {
    const { window, target } = settings;
    const written = { ...target, retryPolicy: { ...target.retryPolicy } };
    return { name, arn, settings: { ...settings, window: { ...window }, target: written } };
}

export function readSchedule(schedule: SnapshotReader): Schedule {
    const settings = schedule.object("settings");
    const window = settings.object("window");
    return {
        name: schedule.string("name"),
        arn: schedule.string("arn"),
        settings: {
            description: settings.optionalString("description"),
            expression: settings.string("expression"),
            timezone: settings.string("timezone"),
            state: settings.oneOf("state", SCHEDULE_STATES),
            window: {
                mode: window.oneOf("mode", WINDOW_MODES),
                maximumMinutes: window.optionalNumber("maximumMinutes"),
            },
            actionAfterCompletion: settings.oneOf("actionAfterCompletion", COMPLETION_ACTIONS),
            target: readTarget(settings.object("target")),
        },
    };
}

function readTarget(target: SnapshotReader): ScheduleTarget {
    const retry = target.object("retryPolicy");
    return {
        arn: target.string("arn"),
        roleArn: target.string("roleArn"),
        input: target.optionalString("input"),
        deadLetterArn: target.optionalString("deadLetterArn"),
        retryPolicy: {
            maximumEventAgeInSeconds: retry.number("maximumEventAgeInSeconds"),
            maximumRetryAttempts: retry.number("maximumRetryAttempts"),
        },
    };
}
