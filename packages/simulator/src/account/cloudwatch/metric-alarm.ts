import type { Snapshot, SnapshotReader } from "../core/snapshot";
import type { Tags } from "../core/tags";

export const ALARM_STATES = ["OK", "ALARM", "INSUFFICIENT_DATA"] as const;
export type AlarmState = (typeof ALARM_STATES)[number];

export const STATISTICS = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"] as const;
export type Statistic = (typeof STATISTICS)[number];

export const COMPARISONS = [
    "GreaterThanOrEqualToThreshold",
    "GreaterThanThreshold",
    "LessThanThreshold",
    "LessThanOrEqualToThreshold",
] as const;
export type Comparison = (typeof COMPARISONS)[number];

export const MISSING_DATA = ["missing", "ignore", "breaching", "notBreaching"] as const;
export type MissingData = (typeof MISSING_DATA)[number];

/** What whoever deploys says of an alarm over one metric. */
export interface AlarmSettings {
    readonly description: string | undefined;
    readonly namespace: string;
    readonly metric: string;
    readonly dimensions: Readonly<Record<string, string>>;
    readonly statistic: Statistic;
    /** In seconds. */
    readonly period: number;
    readonly evaluationPeriods: number;
    readonly datapointsToAlarm: number | undefined;
    readonly threshold: number;
    readonly comparison: Comparison;
    readonly missingData: MissingData;
    readonly unit: string | undefined;
    readonly actionsEnabled: boolean;
    readonly alarmActions: readonly string[];
    readonly okActions: readonly string[];
    readonly insufficientDataActions: readonly string[];
}

/** An alarm as CloudWatch holds it. */
export interface MetricAlarm {
    readonly name: string;
    readonly arn: string;
    settings: AlarmSettings;
    state: AlarmState;
    stateReason: string;
    /** In milliseconds since the epoch, as the next. */
    stateChangedAt: number;
    updatedAt: number;
    tags: Tags;
}

export function actionsOf({ state, settings }: MetricAlarm): readonly string[] {
    switch (state) {
        case "OK":
            return settings.okActions;
        case "ALARM":
            return settings.alarmActions;
        case "INSUFFICIENT_DATA":
            return settings.insufficientDataActions;
    }
}

export function writeAlarm(alarm: MetricAlarm): Snapshot {
    return { ...alarm, settings: { ...alarm.settings } };
}

export function readAlarm(alarm: SnapshotReader): MetricAlarm {
    return {
        name: alarm.string("name"),
        arn: alarm.string("arn"),
        settings: readSettings(alarm.object("settings")),
        state: alarm.oneOf("state", ALARM_STATES),
        stateReason: alarm.string("stateReason"),
        stateChangedAt: alarm.number("stateChangedAt"),
        updatedAt: alarm.number("updatedAt"),
        tags: alarm.map("tags"),
    };
}

function readSettings(settings: SnapshotReader): AlarmSettings {
    return {
        description: settings.optionalString("description"),
        namespace: settings.string("namespace"),
        metric: settings.string("metric"),
        dimensions: settings.map("dimensions"),
        statistic: settings.oneOf("statistic", STATISTICS),
        period: settings.number("period"),
        evaluationPeriods: settings.number("evaluationPeriods"),
        datapointsToAlarm: settings.optionalNumber("datapointsToAlarm"),
        threshold: settings.number("threshold"),
        comparison: settings.oneOf("comparison", COMPARISONS),
        missingData: settings.oneOf("missingData", MISSING_DATA),
        unit: settings.optionalString("unit"),
        actionsEnabled: settings.boolean("actionsEnabled"),
        alarmActions: settings.strings("alarmActions"),
        okActions: settings.strings("okActions"),
        insufficientDataActions: settings.strings("insufficientDataActions"),
    };
}
