import type { AlarmSettings, AlarmState, Comparison } from "./metric-alarm";

/**
 * The state that follows from the latest data points, undefined where it stays as it is. A point that is missing counts as
 * the alarm says (Amazon CloudWatch User Guide, alarms-and-missing-data): as one that breaches the threshold or does not,
 * or not at all. Of an alarm that keeps its state over missing data, only full data changes it.
 */
export function stateAfter(
    settings: Pick<AlarmSettings, "threshold" | "comparison" | "missingData" | "datapointsToAlarm">,
    points: readonly (number | undefined)[],
): AlarmState | undefined {
    const present = points.filter((point) => point !== undefined);
    const breaching = present.filter((point) => breaches(settings.comparison, point, settings.threshold)).length;
    const missing = points.length - present.length;
    const needed = settings.datapointsToAlarm ?? points.length;
    switch (settings.missingData) {
        case "breaching":
            return breaching + missing >= needed ? "ALARM" : "OK";
        case "notBreaching":
            return breaching >= needed ? "ALARM" : "OK";
        case "ignore":
            if (breaching >= needed) {
                return "ALARM";
            }
            return breaching + missing >= needed ? undefined : "OK";
        case "missing":
            if (present.length === 0) {
                return "INSUFFICIENT_DATA";
            }
            return breaching >= Math.min(needed, present.length) ? "ALARM" : "OK";
    }
}

function breaches(comparison: Comparison, value: number, threshold: number): boolean {
    switch (comparison) {
        case "GreaterThanOrEqualToThreshold":
            return value >= threshold;
        case "GreaterThanThreshold":
            return value > threshold;
        case "LessThanThreshold":
            return value < threshold;
        case "LessThanOrEqualToThreshold":
            return value <= threshold;
    }
}
