import { IamSimulateEvaluator } from "../policy/iam-simulate-evaluator";
import type { Caller, PolicyEvaluator } from "../policy/policy-evaluator";
import type { SimulatedClock } from "./core/clock";
import { IdGenerator } from "./core/ids";
import type { OwningAccount } from "./core/owning-account";
import { Scope } from "./core/scope";
import { DEFAULT_TIMINGS, type Timings } from "./core/timings";
import { DEFAULT_UNKNOWNS, type Unknowns } from "./core/unknowns";
import { Ec2 } from "./ec2/ec2";
import { GuardDuty } from "./guardduty/guardduty";
import { guardDutyRoleArn } from "./guardduty/principals";
import { Kms, type KmsHost } from "./kms/kms";
import { S3, type S3Host } from "./s3/s3";
import { SimulatedWorld } from "./world";

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

interface RegionalServices {
    readonly guardDuty: GuardDuty;
    readonly s3: S3;
    readonly kms: Kms;
    readonly ec2: Ec2;
}

/**
 * An AWS account in memory: what AWS would hold for it, and AWS's rules about changing that. It is what ties the
 * services together: each states what it needs of an account, and none of them knows this class.
 */
export class SimulatedAccount implements OwningAccount, S3Host, KmsHost {
    readonly accountId: string;
    readonly unknowns: Unknowns;
    readonly evaluator: PolicyEvaluator;
    readonly timings: Timings;
    readonly world: SimulatedWorld;
    readonly ids: IdGenerator;
    readonly #principals: ReadonlySet<string>;
    readonly #services = new Map<string, RegionalServices>();

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
        return guardDutyRoleArn(partition, this.accountId);
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

    #in(region: string): RegionalServices {
        let services = this.#services.get(region);
        if (services === undefined) {
            const scope = new Scope(this, region);
            services = {
                guardDuty: new GuardDuty(scope, this),
                s3: new S3(scope, this),
                kms: new Kms(scope, this),
                ec2: new Ec2(scope),
            };
            this.#services.set(region, services);
        }
        return services;
    }
}
