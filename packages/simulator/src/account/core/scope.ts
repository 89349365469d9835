import type { AccessDecision, AccessRequest } from "../../policy/policy-evaluator";
import { AwsError } from "./aws-error";
import type { OwningAccount } from "./owning-account";
import { partitionOf } from "./regions";

/** One account in one Region: what a service is called for. */
export class Scope {
    readonly partition: string;

    constructor(
        readonly account: OwningAccount,
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

    /** What policies say of a request; it comes over TLS, as every request of an SDK does. */
    decide(request: AccessRequest): Promise<AccessDecision> {
        return this.account.evaluator.evaluate({
            ...request,
            context: { "aws:SecureTransport": "true", ...request.context },
        });
    }
}
