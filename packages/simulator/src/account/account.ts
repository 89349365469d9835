import { IamSimulateEvaluator } from "../policy/iam-simulate-evaluator";
import type { Caller, PolicyEvaluator } from "../policy/policy-evaluator";
import { Athena } from "./athena/athena";
import { Chatbot } from "./chatbot/chatbot";
import { CloudWatch, type CloudWatchHost } from "./cloudwatch/cloudwatch";
import { parseArn } from "./core/arn";
import type { SimulatedClock } from "./core/clock";
import type { HasMailboxes, Mailbox } from "./core/delivery";
import { FULL_ACCESS } from "./core/full-access";
import { IdGenerator } from "./core/ids";
import { Metrics } from "./core/metrics";
import type { OwningAccount } from "./core/owning-account";
import { Scope } from "./core/scope";
import type { Snapshot, SnapshotReader } from "./core/snapshot";
import { DEFAULT_TIMINGS, type Timings } from "./core/timings";
import { DEFAULT_UNKNOWNS, type Unknowns } from "./core/unknowns";
import { Ec2 } from "./ec2/ec2";
import { Events } from "./events/events";
import { Glue } from "./glue/glue";
import { GuardDuty } from "./guardduty/guardduty";
import { guardDutyRoleArn } from "./guardduty/principals";
import { Iam, type IamHost } from "./iam/iam";
import { RoleNamespace } from "./iam/role-namespace";
import { readRole, writeRole } from "./iam/role-snapshot";
import { Kms, type KmsHost } from "./kms/kms";
import { Lambda, type LambdaHost } from "./lambda/lambda";
import { Logs } from "./logs/logs";
import type { Bucket } from "./s3/bucket";
import { S3, type S3Host } from "./s3/s3";
import { Scheduler } from "./scheduler/scheduler";
import type { Follower } from "./sns/fan-out";
import { Sns } from "./sns/sns";
import { Sqs } from "./sqs/sqs";
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
    /** What whoever deploys may do; everything, unless said. */
    readonly deployerPolicies?: readonly string[];
}

interface RegionalServices {
    readonly guardDuty: GuardDuty;
    readonly s3: S3;
    readonly kms: Kms;
    readonly ec2: Ec2;
    readonly glue: Glue;
    readonly athena: Athena;
    readonly iam: Iam;
    readonly lambda: Lambda;
    readonly logs: Logs;
    readonly cloudWatch: CloudWatch;
    readonly events: Events;
    readonly scheduler: Scheduler;
    readonly sns: Sns;
    readonly sqs: Sqs;
    /** Those that messages can be sent to, by the name that they have in ARNs. */
    readonly mailboxes: ReadonlyMap<string, HasMailboxes>;
}

/**
 * An AWS account in memory: what AWS would hold for it, and AWS's rules about changing that. It is what ties the
 * services together: each states what it needs of an account, and none of them knows this class.
 */
export class SimulatedAccount implements OwningAccount, S3Host, KmsHost, IamHost, LambdaHost, CloudWatchHost {
    readonly accountId: string;
    readonly unknowns: Unknowns;
    readonly evaluator: PolicyEvaluator;
    readonly timings: Timings;
    readonly world: SimulatedWorld;
    readonly ids: IdGenerator;
    readonly metrics = new Metrics();
    readonly roles = new RoleNamespace();
    /** The same in every Region: what it has belongs to the account. */
    readonly chatbot = new Chatbot(this);
    readonly #principals: ReadonlySet<string>;
    readonly #deployerPolicies: readonly string[];
    readonly #services = new Map<string, RegionalServices>();

    constructor(options: SimulatedAccountOptions = {}, idsMade = 0) {
        this.accountId = options.accountId ?? "123456789012";
        this.unknowns = { ...DEFAULT_UNKNOWNS, ...options.unknowns };
        this.evaluator = options.evaluator ?? new IamSimulateEvaluator();
        this.timings = { ...DEFAULT_TIMINGS, ...options.timings };
        this.world = options.world ?? new SimulatedWorld(options.clock);
        this.ids = new IdGenerator(this.accountId, idsMade);
        this.#principals = new Set(options.principals);
        this.#deployerPolicies = options.deployerPolicies ?? [FULL_ACCESS];
    }

    /** All that the account and its world hold. The rules, and what is unknown of them, are not part of it. */
    snapshot(): Snapshot {
        const regions = [...this.#services].map(([region, services]): [string, Snapshot] => [
            region,
            {
                guardDuty: services.guardDuty.snapshot(),
                kms: services.kms.aliases.snapshot(),
                ec2: services.ec2.snapshot(),
                glue: services.glue.snapshot(),
                athena: services.athena.snapshot(),
                lambda: services.lambda.snapshot(),
                logs: services.logs.snapshot(),
                cloudWatch: services.cloudWatch.snapshot(),
                events: services.events.snapshot(),
                scheduler: services.scheduler.snapshot(),
                sns: services.sns.snapshot(),
                sqs: services.sqs.snapshot(),
            },
        ]);
        return {
            accountId: this.accountId,
            ids: this.ids.made,
            roles: this.roles.all().map(writeRole),
            chatbot: this.chatbot.snapshot(),
            world: this.world.snapshot(),
            regions: Object.fromEntries(regions),
        };
    }

    /** The account that a snapshot was made of. Throws SnapshotError for what is none. */
    static restored(
        snapshot: SnapshotReader,
        options: Omit<SimulatedAccountOptions, "accountId" | "world" | "clock"> = {},
    ): SimulatedAccount {
        const world = SimulatedWorld.restored(snapshot.object("world"));
        const account = new SimulatedAccount(
            { ...options, accountId: snapshot.string("accountId"), world },
            snapshot.number("ids"),
        );
        for (const role of snapshot.has("roles") ? snapshot.list("roles", readRole) : []) {
            account.roles.add(role);
        }
        restoreIn(snapshot, "chatbot", account.chatbot);
        const regions = snapshot.object("regions");
        for (const region of regions.names()) {
            const services = account.#in(region);
            services.guardDuty.restore(regions.object(region).object("guardDuty"));
            services.kms.aliases.restore(regions.object(region).object("kms"));
            services.ec2.restore(regions.object(region).object("ec2"));
            restoreIn(regions.object(region), "glue", services.glue);
            restoreIn(regions.object(region), "athena", services.athena);
            restoreIn(regions.object(region), "lambda", services.lambda);
            restoreIn(regions.object(region), "logs", services.logs);
            restoreIn(regions.object(region), "cloudWatch", services.cloudWatch);
            restoreIn(regions.object(region), "events", services.events);
            restoreIn(regions.object(region), "scheduler", services.scheduler);
            restoreIn(regions.object(region), "sns", services.sns);
            restoreIn(regions.object(region), "sqs", services.sqs);
        }
        return account;
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

    /** The same whatever the Region, but for its partition: roles belong to the account. */
    iam(region: string): Iam {
        return this.#in(region).iam;
    }

    glue(region: string): Glue {
        return this.#in(region).glue;
    }

    athena(region: string): Athena {
        return this.#in(region).athena;
    }

    lambda(region: string): Lambda {
        return this.#in(region).lambda;
    }

    logs(region: string): Logs {
        return this.#in(region).logs;
    }

    cloudWatch(region: string): CloudWatch {
        return this.#in(region).cloudWatch;
    }

    events(region: string): Events {
        return this.#in(region).events;
    }

    scheduler(region: string): Scheduler {
        return this.#in(region).scheduler;
    }

    sns(region: string): Sns {
        return this.#in(region).sns;
    }

    sqs(region: string): Sqs {
        return this.#in(region).sqs;
    }

    /** GuardDuty counts on what a bucket that it protects tells EventBridge. */
    bucketChanged(bucket: Bucket): void {
        this.#services.get(bucket.region)?.guardDuty.malwareProtection.bucketChanged(bucket.name);
    }

    /** Whoever hears of what is published to a topic besides its subscribers. */
    followersOf(topicArn: string): readonly Follower[] {
        return this.chatbot.followersOf(topicArn);
    }

    /** What a message can be sent to, by its ARN, in any Region of the account; undefined where there is no such thing. */
    mailbox(arn: string): Mailbox | undefined {
        const { service, region, accountId } = parseArn(arn) ?? {};
        if (service === undefined || region === undefined || region === "" || accountId !== this.accountId) {
            return undefined;
        }
        return this.#mailboxes(region).get(service)?.mailbox(arn);
    }

    deployerArn(partition: string): string {
        return `arn:${partition}:iam::${this.accountId}:user/deployer`;
    }

    /** Whoever runs the Pulumi program: an IAM user, with every permission unless the options say otherwise. */
    deployer(partition: string): Caller {
        return { kind: "iam", arn: this.deployerArn(partition), identityPolicies: this.#deployerPolicies };
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
            this.roles.knows(arn, this.accountId) ||
            (arn === this.guardDutyRoleArn(partition) && this.#guardDutyWasEnabled())
        );
    }

    /** By the name that a service has in ARNs. */
    #mailboxes(region: string): ReadonlyMap<string, HasMailboxes> {
        const services = this.#services.get(region);
        return services === undefined ? new Map() : services.mailboxes;
    }

    #guardDutyWasEnabled(): boolean {
        return [...this.#services.values()].some(({ guardDuty }) => guardDuty.detectors.wasEnabled);
    }

    #in(region: string): RegionalServices {
        let services = this.#services.get(region);
        if (services === undefined) {
            const scope = new Scope(this, region);
            const glue = new Glue(scope);
            const [lambda, logs] = [new Lambda(scope, this), new Logs(scope, this)];
            const [sns, sqs] = [new Sns(scope, this), new Sqs(scope, this)];
            services = {
                guardDuty: new GuardDuty(scope, this),
                s3: new S3(scope, this),
                kms: new Kms(scope, this),
                ec2: new Ec2(scope),
                glue,
                athena: new Athena(scope, glue),
                iam: new Iam(scope, this),
                lambda,
                logs,
                cloudWatch: new CloudWatch(scope, this),
                events: new Events(scope, this),
                scheduler: new Scheduler(scope, this),
                sns,
                sqs,
                mailboxes: new Map<string, HasMailboxes>([
                    ["lambda", lambda],
                    ["logs", logs],
                    ["sns", sns],
                    ["sqs", sqs],
                ]),
            };
            this.#services.set(region, services);
        }
        return services;
    }
}

/** A snapshot from before the simulator had a service has nothing of it. */
function restoreIn(snapshot: SnapshotReader, name: string, service: { restore(snapshot: SnapshotReader): void }): void {
    const part = snapshot.optionalObject(name);
    if (part !== undefined) {
        service.restore(part);
    }
}
