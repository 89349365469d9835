import type { Bucket } from "./bucket";

/** The buckets of all accounts: a bucket's name is unique in its partition. */
export class BucketNamespace {
    readonly #buckets = new Map<string, Bucket>();

    find(partition: string, name: string): Bucket | undefined {
        return this.#buckets.get(`${partition}/${name}`);
    }

    all(): Bucket[] {
        return [...this.#buckets.values()];
    }

    add(bucket: Bucket): void {
        this.#buckets.set(`${bucket.partition}/${bucket.name}`, bucket);
    }

    remove(bucket: Bucket): void {
        this.#buckets.delete(`${bucket.partition}/${bucket.name}`);
    }
}
