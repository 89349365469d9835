import type { Bucket } from "./s3/buckets";
import { SimulatedClock } from "./core/clock";
import type { Key } from "./kms/kms";

/** What AWS accounts share: bucket names, keys that others may use, and time. */
export class SimulatedWorld {
    /** By partition and name: a bucket's name is unique in its partition. */
    readonly buckets = new Map<string, Bucket>();
    /** By ARN. */
    readonly keys = new Map<string, Key>();
    #last: Promise<unknown> = Promise.resolve();

    constructor(readonly clock: SimulatedClock = new SimulatedClock()) {}

    bucket(partition: string, name: string): Bucket | undefined {
        return this.buckets.get(`${partition}/${name}`);
    }

    /** Runs something when everything before it is done. */
    exclusively<Result>(run: () => Promise<Result>): Promise<Result> {
        const result = this.#last.then(run, run);
        this.#last = result.catch(() => undefined);
        return result;
    }
}
