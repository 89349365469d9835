import { IamSimulateEvaluator } from "../policy/iam-simulate-evaluator";
import type { Caller, PolicyEvaluator } from "../policy/policy-evaluator";
import { Ec2 } from "./ec2/addresses";
import type { SimulatedClock } from "./core/clock";
import { GuardDuty } from "./guardduty/guardduty";
import { IdGenerator } from "./core/ids";
import { Kms } from "./kms/kms";
import { S3 } from "./s3/s3";
import { Scope } from "./core/scope";
import { DEFAULT_UNKNOWNS, type Unknowns } from "./core/unknowns";
import { SimulatedWorld } from "./world";

/** How long GuardDuty takes, in milliseconds of the simulator's clock. AWS says minutes, and up to 40 for a list. */
export interface Timings {
    readonly listActivation: number;
    readonly listDeletion: number;
    readonly destinationVerification: number;
}

const DEFAULT_TIMINGS: Timings = { listActivation: 90_000, listDeletion: 30_000, destinationVerification: 20_000 };

export interface SimulatedAccountOptions {
    /** Twelve digits. */
    readonly accountId?: string;
    readonly unknowns?: Partial<Unknowns>;
    readonly evaluator?: PolicyEvaluator;
    readonly timings?: Partial<Timings>;
    /** Give two accounts the same world, and they see each other's buckets and keys. */
    readonly world?: SimulatedWorld;
    /** The clock of a world made for this account alone. */
    readonly clock?: SimulatedClock;
    /** ARNs of IAM users and roles that exist, besides the deployer: policies that name others are refused. */
    readonly principals?: readonly string[];
}

const FULL_ACCESS = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

/** An AWS account in memory: what AWS would hold for it, and AWS's rules about changing that. */
export class SimulatedAccount {
    readonly accountId: string;
    readonly unknowns: Unknowns;
    readonly evaluator: PolicyEvaluator;
    readonly timings: Timings;
    readonly world: SimulatedWorld;
    readonly ids: IdGenerator;
    readonly #principals: ReadonlySet<string>;
    readonly #services = new Map<string, { guardDuty: GuardDuty; s3: S3; kms: Kms; ec2: Ec2 }>();

    constructor(options: SimulatedAccountOptions = {}) {
        this.accountId = options.accountId ?? "123456789012";
        this.unknowns = { ...DEFAULT_UNKNOWNS, ...options.unknowns };
        this.evaluator = options.evaluator ?? new IamSimulateEvaluator();
        this.timings = { ...DEFAULT_TIMINGS, ...options.timings };
        this.world = options.world ?? new SimulatedWorld(options.clock);
        this.ids = new IdGenerator(this.accountId);
        this.#principals = new Set(options.principals);
    }

    get clock(): SimulatedClock {
        return this.world.clock;
    }

    guardDuty(region: string): GuardDuty {
        return this.#in(region).guardDuty;
    }

    s3(region: string): S3 {
        return this.#in(region).s3;
    }

    kms(region: string): Kms {
        return this.#in(region).kms;
    }

    ec2(region: string): Ec2 {
        return this.#in(region).ec2;
    }

    deployerArn(partition: string): string {
        return `arn:${partition}:iam::${this.accountId}:user/deployer`;
    }

    /** Whoever runs the Pulumi program: an IAM user with every permission, so that only a resource's policy stops it. */
    deployer(partition: string): Caller {
        return { kind: "iam", arn: this.deployerArn(partition), identityPolicies: [FULL_ACCESS] };
    }

    /** The role that reads IP lists. It exists once GuardDuty was enabled anywhere in the account. */
    guardDutyRoleArn(partition: string): string {
        const path = "role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty";
        return `arn:${partition}:iam::${this.accountId}:${path}`;
    }

    /** Whether an IAM principal named in a policy exists, as far as this account can tell. */
    knowsPrincipal(arn: string, partition: string): boolean {
        return (
            arn === this.deployerArn(partition) ||
            this.#principals.has(arn) ||
            (arn === this.guardDutyRoleArn(partition) && this.#guardDutyWasEnabled())
        );
    }

    #guardDutyWasEnabled(): boolean {
        return [...this.#services.values()].some(({ guardDuty }) => guardDuty.detectors.wasEnabled);
    }

    #in(region: string): { guardDuty: GuardDuty; s3: S3; kms: Kms; ec2: Ec2 } {
        let services = this.#services.get(region);
        if (services === undefined) {
            const scope = new Scope(this, region);
            services = {
                guardDuty: new GuardDuty(scope),
                s3: new S3(scope),
                kms: new Kms(scope),
                ec2: new Ec2(scope),
            };
            this.#services.set(region, services);
        }
        return services;
    }
}
