import type { Caller } from "../../policy/policy-evaluator";
import { assumedBy } from "../core/assumable-role";
import { refuse } from "../core/aws-error";
import { refused, type Deliveries, type Mailbox, type Parcel, type Receipt } from "../core/delivery";
import type { Scope } from "../core/scope";
import type { Snapshot, SnapshotReader } from "../core/snapshot";
import type { HasIam } from "../iam/iam-service";
import { readSchedule, writeSchedule, type Schedule, type ScheduleSettings } from "./schedule";
import { checkSchedule } from "./schedule-checks";
import { SCHEDULE_RULES } from "./schedule-rules";

const PRINCIPAL = "scheduler.amazonaws.com";

/** What EventBridge Scheduler needs of the account. */
export type SchedulerHost = HasIam & {
    readonly world: { readonly deliveries: Deliveries };
    mailbox(arn: string): Mailbox | undefined;
};

/** EventBridge Scheduler in one Region of an account. No schedule's time comes by itself: whoever tests says so. */
export class Scheduler {
    readonly #schedules = new Map<string, Schedule>();

    constructor(
        private readonly scope: Scope,
        private readonly host: SchedulerHost,
    ) {}

    snapshot(): Snapshot {
        return { schedules: [...this.#schedules.values()].map(writeSchedule) };
    }

    restore(snapshot: SnapshotReader): void {
        for (const schedule of snapshot.list("schedules", readSchedule)) {
            this.#schedules.set(schedule.name, schedule);
        }
    }

    get schedules(): readonly Schedule[] {
        return [...this.#schedules.values()];
    }

    create(name: string, settings: ScheduleSettings): Promise<Schedule> {
        return this.scope.operation("Scheduler", "CreateSchedule", async () => {
            if (!/^[0-9a-zA-Z-_.]{1,64}$/.test(name)) {
                refuse(SCHEDULE_RULES.name, undefined, { name });
            }
            await this.#check(settings);
            if (this.#schedules.has(name)) {
                refuse(SCHEDULE_RULES.taken, undefined, { name });
            }
            const schedule = { name, arn: this.scope.arn("scheduler", `schedule/default/${name}`), settings };
            this.#schedules.set(name, schedule);
            return schedule;
        });
    }

    get(name: string): Promise<Schedule> {
        return this.scope.operation("Scheduler", "GetSchedule", async () => this.#require(name));
    }

    update(name: string, settings: ScheduleSettings): Promise<void> {
        return this.scope.operation("Scheduler", "UpdateSchedule", async () => {
            const schedule = this.#require(name);
            await this.#check(settings);
            schedule.settings = settings;
        });
    }

    delete(name: string): Promise<void> {
        return this.scope.operation("Scheduler", "DeleteSchedule", async () => {
            this.#schedules.delete(this.#require(name).name);
        });
    }

    /** A schedule's time has come. One that is disabled does nothing. */
    invoke(name: string): Promise<void> {
        return this.scope.operation("Scheduler", "InvokeTarget", async () => {
            const schedule = this.#require(name);
            if (schedule.settings.state === "ENABLED") {
                await this.#invoke(schedule);
            }
        });
    }

    async #invoke({ arn, settings }: Schedule): Promise<void> {
        const { account } = this.scope;
        const { target } = settings;
        const event = account.ids.uuid();
        const body = target.input ?? this.#notification(arn, event);
        const session = await this.#assume(target.roleArn);
        const send = (to: string, attributes: Parcel["attributes"] = {}): Promise<Receipt> =>
            this.#send(session, to, {
                ...{ body, event, attributes, principal: PRINCIPAL },
                ...{ sourceArn: arn, sourceAccount: account.accountId },
            });
        const step = { event, rule: arn, target: target.arn, message: body };
        const { deliveries } = this.host.world;
        const receipt = await send(target.arn);
        if (receipt.accepted) {
            deliveries.note({ ...step, outcome: "delivered" });
        } else if (target.deadLetterArn === undefined) {
            deliveries.note({ ...step, outcome: "lost", because: receipt.reason });
        } else {
            // EventBridge Scheduler User Guide, configuring-schedule-dlq.
            const { code, reason } = receipt;
            const last = await send(target.deadLetterArn, {
                ...{ ERROR_CODE: code, ERROR_MESSAGE: reason, SCHEDULE_ARN: arn, TARGET_ARN: target.arn },
            });
            const because = last.accepted ? reason : `${reason}; dead letter: ${last.reason}`;
            deliveries.note({ ...step, outcome: last.accepted ? "dead-lettered" : "lost", because });
        }
    }

    async #send(session: Caller | undefined, to: string, parcel: Parcel): Promise<Receipt> {
        if (session === undefined) {
            return refused("AccessDenied", `${PRINCIPAL} may not assume the schedule's role`);
        }
        const mailbox = this.host.mailbox(to);
        return mailbox === undefined
            ? refused("ResourceNotFoundException", `${to} does not exist`)
            : mailbox.receive({ ...parcel, session });
    }

    /** What a target gets that is given nothing (EventBridge Scheduler API Reference, Target, Input). */
    #notification(arn: string, id: string): string {
        const { account, region } = this.scope;
        const time = new Date(account.clock.now()).toISOString().replace(/\.\d+Z$/, "Z");
        return JSON.stringify({
            ...{ version: "0", id, "detail-type": "Scheduled Event", source: "aws.scheduler" },
            ...{ account: account.accountId, time, region, resources: [arn], detail: "{}" },
        });
    }

    async #check(settings: ScheduleSettings): Promise<void> {
        checkSchedule(settings);
        const { roleArn } = settings.target;
        await this.host.iam(this.scope.region).authorizePassing(roleArn, PRINCIPAL);
        if ((await this.#assume(roleArn)) === undefined) {
            refuse(SCHEDULE_RULES.role, roleArn);
        }
    }

    /** It names the account and the schedule's group (EventBridge Scheduler User Guide, cross-service-confused-deputy-prevention). */
    #assume(roleArn: string): Promise<Caller | undefined> {
        const { account, region } = this.scope;
        return assumedBy(this.scope, this.host.iam(region), roleArn, PRINCIPAL, {
            "aws:SourceAccount": account.accountId,
            "aws:SourceArn": this.scope.arn("scheduler", "schedule-group/default"),
        });
    }

    #require(name: string): Schedule {
        return this.#schedules.get(name) ?? refuse(SCHEDULE_RULES.notFound, undefined, { name });
    }
}
