import type { RefusalReason } from "./refusal";

/** What a run has to tell; the alarms of the component are about these. */
export interface FeedMetrics {
    readonly feed: string;
    /** Every source was fetched, or said that it has not changed, and none is too old; and GuardDuty has the list. */
    readonly fresh: boolean;
    readonly updated: boolean;
    readonly entries: number | undefined;
    readonly sourcesFailed: number;
    readonly refused: readonly RefusalReason[];
}

export const METRICS_NAMESPACE = "PulumiGuardDuty/ThreatListFeed";

/** A log line in CloudWatch's embedded metric format: metrics without a permission of their own, and without a request. */
export function metricLines(metrics: FeedMetrics, now: number): string[] {
    const { feed, refused, entries } = metrics;
    const values = {
        Fresh: metrics.fresh ? 1 : 0,
        Updated: metrics.updated ? 1 : 0,
        SourcesFailed: metrics.sourcesFailed,
        ...(entries === undefined ? {} : { Entries: entries }),
    };
    return [
        metricLine(["Feed"], { Feed: feed }, values, now),
        ...refused.map((reason) => metricLine(["Feed", "Reason"], { Feed: feed, Reason: reason }, { Refused: 1 }, now)),
    ];
}

function metricLine(
    dimensions: readonly string[],
    labels: Readonly<Record<string, string>>,
    values: Readonly<Record<string, number>>,
    now: number,
): string {
    const Metrics = Object.keys(values).map((Name) => ({ Name, Unit: "Count" }));
    return JSON.stringify({
        _aws: {
            Timestamp: now,
            CloudWatchMetrics: [{ Namespace: METRICS_NAMESPACE, Dimensions: [dimensions], Metrics }],
        },
        ...labels,
        ...values,
    });
}
