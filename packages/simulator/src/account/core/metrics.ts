/** What a service tells CloudWatch of something it has: the value at this moment. */
export interface Reading {
    readonly region: string;
    /** Such as AWS/SQS. */
    readonly namespace: string;
    readonly metric: string;
    readonly dimensions: Readonly<Record<string, string>>;
    readonly value: number;
}

/** Where services put an account's readings, and where alarms watch for them. */
export class Metrics {
    readonly #latest = new Map<string, Reading>();
    readonly #watchers: ((reading: Reading) => void)[] = [];

    /** Called within an operation: a watcher that sends anything does so later. */
    watch(watcher: (reading: Reading) => void): void {
        this.#watchers.push(watcher);
    }

    put(reading: Reading): void {
        this.#latest.set(keyOf(reading), reading);
        for (const watcher of this.#watchers) {
            watcher(reading);
        }
    }

    /** The last value, undefined where there was none. */
    latest(of: Omit<Reading, "value">): number | undefined {
        return this.#latest.get(keyOf(of))?.value;
    }
}

function keyOf({ region, namespace, metric, dimensions }: Omit<Reading, "value">): string {
    const sorted = Object.entries(dimensions).sort(([left], [right]) => (left < right ? -1 : 1));
    return JSON.stringify([region, namespace, metric, sorted]);
}
