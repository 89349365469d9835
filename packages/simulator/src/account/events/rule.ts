import type { Tags } from "../core/tags";

export const RULE_STATES = ["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"] as const;

/** A rule of the default event bus; other buses and schedules are not modelled. */
export interface EventRule {
    readonly name: string;
    readonly arn: string;
    description: string;
    eventPattern: string;
    state: string;
    tags: Tags;
    targets: readonly Target[];
}

export interface InputTransformer {
    /** Paths into the event by the variable's name. */
    readonly paths: Readonly<Record<string, string>>;
    readonly template: string;
}

export interface Target {
    readonly id: string;
    readonly arn: string;
    readonly input?: string | undefined;
    readonly inputPath?: string | undefined;
    readonly inputTransformer?: InputTransformer | undefined;
    readonly deadLetterArn?: string | undefined;
    /** Kept, and of no effect: the simulator's services never fail in a way that passes. */
    readonly retryPolicy?: RetryPolicy | undefined;
}

export interface RetryPolicy {
    readonly maximumEventAgeInSeconds: number | undefined;
    readonly maximumRetryAttempts: number | undefined;
}
