import { partitionOf } from "./regions";
import type { SimulatedAccount } from "./account";

/** One account in one Region: what a service is called for. */
export class Scope {
    readonly partition: string;

    constructor(
        readonly account: SimulatedAccount,
        readonly region: string,
    ) {
        this.partition = partitionOf(region);
    }

    arn(service: string, resource: string): string {
        return `arn:${this.partition}:${service}:${this.region}:${this.account.accountId}:${resource}`;
    }
}
