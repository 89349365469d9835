import type { Caller, PolicyEvaluator } from "../../policy/policy-evaluator";
import type { SimulatedClock } from "./clock";
import type { Deliveries } from "./delivery";
import type { IdGenerator } from "./ids";
import type { Metrics } from "./metrics";
import type { Timings } from "./timings";
import type { Unknowns } from "./unknowns";

/**
 * What any service needs of the account that it is in, and all that the core knows of it. What one service needs of
 * another is not here: it asks for that by itself, as S3 does for KMS.
 */
export interface OwningAccount {
    readonly accountId: string;
    readonly ids: IdGenerator;
    readonly clock: SimulatedClock;
    readonly unknowns: Unknowns;
    readonly timings: Timings;
    readonly evaluator: PolicyEvaluator;
    readonly metrics: Metrics;
    readonly world: {
        readonly deliveries: Deliveries;
        /** Runs something when everything before it is done. */
        exclusively<Result>(run: () => Promise<Result>): Promise<Result>;
    };
    deployerArn(partition: string): string;
    /** Whoever runs the Pulumi program. */
    deployer(partition: string): Caller;
    /** Whether an IAM principal named in a policy exists, as far as the account can tell. */
    knowsPrincipal(arn: string, partition: string): boolean;
}
