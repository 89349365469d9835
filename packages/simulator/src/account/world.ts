import { SimulatedClock } from "./core/clock";
import type { Key } from "./kms/key";
import type { Bucket } from "./s3/bucket";
import { BucketNamespace } from "./s3/bucket-namespace";

/** What AWS accounts share: bucket names, keys that others may use, and time. */
export class SimulatedWorld {
    readonly buckets = new BucketNamespace();
    /** By ARN. */
    readonly keys = new Map<string, Key>();
    #last: Promise<unknown> = Promise.resolve();

    constructor(readonly clock: SimulatedClock = new SimulatedClock()) {}

    bucket(partition: string, name: string): Bucket | undefined {
        return this.buckets.find(partition, name);
    }

    /** Runs something when everything before it is done. */
    exclusively<Result>(run: () => Promise<Result>): Promise<Result> {
        const result = this.#last.then(run, run);
        this.#last = result.catch(() => undefined);
        return result;
    }
}
