import type { Reading } from "../core/metrics";
import type { Snapshot, SnapshotReader } from "../core/snapshot";
import type { Statistic } from "./metric-alarm";

type Metric = Pick<Reading, "namespace" | "metric" | "dimensions">;

interface Sample {
    readonly at: number;
    readonly value: number;
}

/**
 * A queue that nothing happens with for six hours, and that is empty, sends no metrics any more (Amazon SQS Developer Guide,
 * sqs-available-cloudwatch-metrics).
 */
const QUEUE_FALLS_ASLEEP = 6 * 60 * 60 * 1000;

/** The values of one Region's metrics over time. */
export class MetricSamples {
    readonly #samples = new Map<string, Sample[]>();

    snapshot(): Snapshot {
        return [...this.#samples].map(([metric, samples]) => ({ metric, samples: samples.map((one) => ({ ...one })) }));
    }

    restore(metrics: readonly { readonly metric: string; readonly samples: readonly Sample[] }[]): void {
        for (const { metric, samples } of metrics) {
            this.#samples.set(metric, [...samples]);
        }
    }

    add(metric: Metric, value: number, at: number): void {
        const key = keyOf(metric);
        this.#samples.set(key, [...(this.#samples.get(key) ?? []), { at, value }]);
    }

    /** The statistic of one period, undefined where there is no data. Its beginning is not part of it. */
    statistic(metric: Metric, statistic: Statistic, from: number, to: number): number | undefined {
        const samples = this.#samples.get(keyOf(metric)) ?? [];
        const inside = samples.filter(({ at }) => at > from && at <= to).map(({ value }) => value);
        const carried = metric.namespace === "AWS/SQS" ? carriedInto(samples, from) : undefined;
        const values = carried === undefined ? inside : [carried, ...inside];
        return values.length === 0 ? undefined : aggregate(statistic, values);
    }
}

/** What a queue went on to tell, minute by minute: how many messages there are is so until it changes. */
function carriedInto(samples: readonly Sample[], from: number): number | undefined {
    const last = samples.filter(({ at }) => at <= from).at(-1);
    if (last === undefined || (last.value === 0 && from - last.at > QUEUE_FALLS_ASLEEP)) {
        return undefined;
    }
    return last.value;
}

function aggregate(statistic: Statistic, values: readonly number[]): number {
    const sum = values.reduce((total, value) => total + value, 0);
    switch (statistic) {
        case "SampleCount":
            return values.length;
        case "Average":
            return sum / values.length;
        case "Sum":
            return sum;
        case "Minimum":
            return Math.min(...values);
        case "Maximum":
            return Math.max(...values);
    }
}

function keyOf({ namespace, metric, dimensions }: Metric): string {
    const sorted = Object.entries(dimensions).sort(([left], [right]) => (left < right ? -1 : 1));
    return JSON.stringify([namespace, metric, sorted]);
}

export function readSamples(snapshot: SnapshotReader): { metric: string; samples: Sample[] }[] {
    return snapshot.list("metrics", (metric) => ({
        metric: metric.string("metric"),
        samples: metric.list("samples", (sample) => ({ at: sample.number("at"), value: sample.number("value") })),
    }));
}
