import * as cloudwatch from "@pulumi/aws/cloudwatch/index.js";
import type * as lambda from "@pulumi/aws/lambda/index.js";
import type * as sqs from "@pulumi/aws/sqs/index.js";
import type * as pulumi from "@pulumi/pulumi";
import { METRICS_NAMESPACE } from "./handler/metrics";
import { REFUSAL_REASONS, type RefusalReason } from "./handler/refusal";
import type { FeedSite } from "./site";

const DAY_IN_SECONDS = 86_400;

const REFUSED: Readonly<Record<RefusalReason, string>> = {
    EMPTY: "A source of the feed has no entries.",
    SHRANK: "A source of the feed has far fewer addresses than before.",
    GREW: "A source of the feed has far more addresses than before.",
    NOT_A_LIST: "What a source of the feed sent is no list.",
    TOO_BROAD: "The feed has a range that is too wide to be meant, or covers too much in all.",
    OVER_QUOTA: "The feed has more entries than a list of GuardDuty takes.",
    GUARDDUTY: "GuardDuty does not take the new list.",
};

/** What somebody must hear of, each by its key. */
export function createAlarms(
    site: FeedSite,
    feedFunction: lambda.Function,
    deadLetters: sqs.Queue,
): Record<string, cloudwatch.MetricAlarm> {
    const { feedName, staleAfterDays } = site.plan;
    const refusals = REFUSAL_REASONS.map((reason) => {
        const key = `refused-${reason.toLowerCase().replaceAll("_", "-")}`;
        const alarm = createAlarm(site, key, {
            alarmDescription: `${REFUSED[reason]} The list stays as it was.`,
            ...{ namespace: METRICS_NAMESPACE, metricName: "Refused", statistic: "Sum" },
            dimensions: { Feed: feedName, Reason: reason },
            ...ANY,
        });
        return [key, alarm] as const;
    });
    const stale = createAlarm(site, "stale", {
        alarmDescription: `The list was not fresh for ${staleAfterDays} days: a source can't be fetched, is refused or is too old.`,
        ...{ namespace: METRICS_NAMESPACE, metricName: "Fresh", statistic: "Maximum" },
        dimensions: { Feed: feedName },
        ...{ period: DAY_IN_SECONDS, evaluationPeriods: staleAfterDays },
        ...{ comparisonOperator: "LessThanThreshold", threshold: 1 },
        // A feed that does not run is not fresh.
        treatMissingData: "breaching",
    });
    const failed = createAlarm(site, "failed", {
        alarmDescription: "The feed's function failed.",
        ...{ namespace: "AWS/Lambda", metricName: "Errors", statistic: "Sum" },
        dimensions: { FunctionName: feedFunction.name },
        ...ANY,
    });
    const lost = createAlarm(site, "dead-letters", {
        alarmDescription:
            "Runs of the feed failed for good, or could not be started, and are in its dead-letter queue.",
        ...{ namespace: "AWS/SQS", metricName: "ApproximateNumberOfMessagesVisible", statistic: "Maximum" },
        dimensions: { QueueName: deadLetters.name },
        ...ANY,
    });
    return { ...Object.fromEntries(refusals), stale, failed, "dead-letters": lost };
}

/** Once is enough. */
const ANY = {
    period: 300,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    treatMissingData: "notBreaching",
};

function createAlarm(
    { name, plan, tagged, options }: FeedSite,
    key: string,
    args: cloudwatch.MetricAlarmArgs,
): cloudwatch.MetricAlarm {
    const actions: pulumi.Input<string>[] = [...plan.alarmTopicArns];
    return new cloudwatch.MetricAlarm(
        `${name}-${key}-alarm`,
        { ...args, ...(actions.length === 0 ? {} : { alarmActions: actions }), ...tagged },
        options,
    );
}
