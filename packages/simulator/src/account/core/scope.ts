import type { SimulatedAccount } from "../account";
import { AwsError } from "./aws-error";
import { partitionOf } from "./regions";

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

    /**
     * Runs one API operation, and puts its name on what it refuses, as the AWS SDK does. One operation is done before
     * the next begins, whatever a program does at once: what an operation checks is still so when it acts.
     */
    operation<Result>(service: string, name: string, run: () => Promise<Result>): Promise<Result> {
        return this.account.world.exclusively(async () => {
            try {
                return await run();
            } catch (error) {
                if (error instanceof AwsError) {
                    error.operation ??= { service, name };
                }
                throw error;
            }
        });
    }
}
