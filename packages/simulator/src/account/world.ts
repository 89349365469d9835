import { SimulatedClock } from "./core/clock";
import { Deliveries, type TrailStep } from "./core/delivery";
import type { Snapshot, SnapshotReader } from "./core/snapshot";
import type { Key } from "./kms/key";
import { readKey, writeKey } from "./kms/key-snapshot";
import type { Bucket } from "./s3/bucket";
import { BucketNamespace } from "./s3/bucket-namespace";
import { readBucket, writeBucket } from "./s3/bucket-snapshot";

/** What AWS accounts share: bucket names, keys that others may use, and time. */
export class SimulatedWorld {
    readonly buckets = new BucketNamespace();
    /** By ARN. */
    readonly keys = new Map<string, Key>();
    readonly deliveries = new Deliveries();
    /** Called when an operation is done, whether AWS refused it or not, and before its answer goes out. */
    afterEachOperation: () => void = () => undefined;
    #last: Promise<unknown> = Promise.resolve();

    constructor(readonly clock: SimulatedClock = new SimulatedClock()) {}

    /** Every step that a message took from one service to another, in order. It is of this process: no snapshot has it. */
    get trail(): readonly TrailStep[] {
        return this.deliveries.trail;
    }

    snapshot(): Snapshot {
        return {
            now: this.clock.now(),
            buckets: this.buckets.all().map(writeBucket),
            keys: [...this.keys.values()].map(writeKey),
        };
    }

    static restored(snapshot: SnapshotReader): SimulatedWorld {
        const world = new SimulatedWorld(new SimulatedClock(new Date(snapshot.number("now"))));
        for (const bucket of snapshot.list("buckets", readBucket)) {
            world.buckets.add(bucket);
        }
        for (const key of snapshot.list("keys", readKey)) {
            world.keys.set(key.arn, key);
        }
        return world;
    }

    bucket(partition: string, name: string): Bucket | undefined {
        return this.buckets.find(partition, name);
    }

    /** Runs something when everything before it is done. */
    exclusively<Result>(run: () => Promise<Result>): Promise<Result> {
        const complete = async (): Promise<Result> => {
            try {
                const result = await run();
                await this.deliveries.settle();
                return result;
            } finally {
                this.afterEachOperation();
            }
        };
        const result = this.#last.then(complete);
        this.#last = result.catch(() => undefined);
        return result;
    }
}
