import type { AlarmState, MetricAlarm } from "./metric-alarm";

/** What CloudWatch tells a topic when an alarm changes its state (Amazon CloudWatch User Guide, alarm notifications). */
export function alarmMessage(
    alarm: MetricAlarm,
    before: AlarmState,
    place: { readonly accountId: string; readonly region: string },
): string {
    const { settings } = alarm;
    return JSON.stringify({
        AlarmName: alarm.name,
        AlarmDescription: settings.description ?? null,
        AWSAccountId: place.accountId,
        AlarmConfigurationUpdatedTimestamp: timeOf(alarm.updatedAt),
        NewStateValue: alarm.state,
        NewStateReason: alarm.stateReason,
        StateChangeTime: timeOf(alarm.stateChangedAt),
        Region: place.region,
        AlarmArn: alarm.arn,
        OldStateValue: before,
        OKActions: settings.okActions,
        AlarmActions: settings.alarmActions,
        InsufficientDataActions: settings.insufficientDataActions,
        Trigger: {
            MetricName: settings.metric,
            Namespace: settings.namespace,
            StatisticType: "Statistic",
            Statistic: settings.statistic.toUpperCase(),
            Unit: settings.unit ?? null,
            Dimensions: Object.entries(settings.dimensions).map(([name, value]) => ({ value, name })),
            Period: settings.period,
            EvaluationPeriods: settings.evaluationPeriods,
            ...(settings.datapointsToAlarm === undefined ? {} : { DatapointsToAlarm: settings.datapointsToAlarm }),
            ComparisonOperator: settings.comparison,
            Threshold: settings.threshold,
            TreatMissingData: settings.missingData,
            EvaluateLowSampleCountPercentile: "",
        },
    });
}

/** CloudWatch names the Region in words, "EU (Ireland)"; this is by its code. */
export function alarmSubject({ name, state }: MetricAlarm, region: string): string {
    return `${state}: "${name}" in ${region}`;
}

function timeOf(milliseconds: number): string {
    return new Date(milliseconds).toISOString().replace("Z", "+0000");
}
