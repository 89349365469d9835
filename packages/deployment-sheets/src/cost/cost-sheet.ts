import type { StackResource } from "../stack/stack-resource";
import { costOf, type PriceId, priceOf } from "./prices";
import { chargesOf } from "./rules";
import { type BucketUsage, type Usage, type UsageKey, UsageReader } from "./usage";

export interface CostLine {
    /** The resource that causes it, by its logical name. */
    readonly resource: string;
    readonly price: PriceId;
    readonly quantity: number;
    /** A month, in US dollars; undefined where no price is published. */
    readonly usd: number | undefined;
}

export interface CostSheet {
    readonly lines: readonly CostLine[];
    /** Of the lines that have a price. */
    readonly total: number;
    /** What is billed, and nobody says for how much. */
    readonly unpublished: readonly CostLine[];
    readonly amounts: ReadonlyMap<UsageKey, number>;
    readonly buckets: ReadonlyMap<string, BucketUsage>;
}

/** A month of a stack at the stated usage: an estimate, from list prices. Throws where usage and stack do not fit. */
export function costSheet(resources: readonly StackResource[], usage: Usage): CostSheet {
    const reader = new UsageReader(usage);
    const sorted = [...resources].sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
    const lines = sorted.flatMap((resource) =>
        chargesOf(resource, reader).map(({ price, quantity }) => ({
            resource: resource.name,
            price,
            quantity,
            usd: costOf(priceOf(price), quantity),
        })),
    );
    reader.finish();
    return {
        lines,
        total: lines.reduce((sum, { usd = 0 }) => sum + usd, 0),
        unpublished: lines.filter(({ usd }) => usd === undefined),
        amounts: reader.used,
        buckets: reader.usedBuckets,
    };
}
