import { parseArn } from "../core/arn";
import { refuse } from "../core/aws-error";
import type { Deliveries, Mailbox } from "../core/delivery";
import type { Metrics } from "../core/metrics";
import type { Scope } from "../core/scope";
import type { Snapshot, SnapshotReader } from "../core/snapshot";
import { problemOfTags, type Tags } from "../core/tags";
import { stateAfter } from "./alarm-evaluation";
import { alarmMessage, alarmSubject } from "./alarm-message";
import { ALARM_RULES } from "./alarm-rules";
import {
    actionsOf,
    readAlarm,
    writeAlarm,
    type AlarmSettings,
    type AlarmState,
    type MetricAlarm,
} from "./metric-alarm";
import { MetricSamples, readSamples } from "./metric-samples";

/** What CloudWatch needs of the account. */
export interface CloudWatchHost {
    readonly metrics: Metrics;
    readonly world: { readonly deliveries: Deliveries };
    mailbox(arn: string): Mailbox | undefined;
}

const DAY_IN_SECONDS = 24 * 60 * 60;
const WEEK_IN_SECONDS = 7 * DAY_IN_SECONDS;

/** CloudWatch in one Region of an account: alarms over what services tell of themselves. */
export class CloudWatch {
    readonly #alarms = new Map<string, MetricAlarm>();
    readonly #samples = new MetricSamples();

    constructor(
        private readonly scope: Scope,
        private readonly host: CloudWatchHost,
    ) {
        host.metrics.watch(({ region, value, ...metric }) => {
            if (region === scope.region) {
                this.#samples.add(metric, value, scope.account.clock.now());
                host.world.deliveries.later(() => this.#evaluateAll());
            }
        });
    }

    snapshot(): Snapshot {
        return { alarms: [...this.#alarms.values()].map(writeAlarm), metrics: this.#samples.snapshot() };
    }

    restore(snapshot: SnapshotReader): void {
        for (const alarm of snapshot.list("alarms", readAlarm)) {
            this.#alarms.set(alarm.name, alarm);
        }
        this.#samples.restore(readSamples(snapshot));
    }

    /** Makes an alarm, or gives one that exists other settings; tags are taken at its making only. */
    put(name: string, settings: AlarmSettings, tags: Tags): Promise<MetricAlarm> {
        return this.scope.operation("CloudWatch", "PutMetricAlarm", async () => {
            this.#check(name, settings);
            checkTags(tags);
            const now = this.scope.account.clock.now();
            const alarm: MetricAlarm = this.#alarms.get(name) ?? {
                name,
                arn: this.scope.arn("cloudwatch", `alarm:${name}`),
                settings,
                state: "INSUFFICIENT_DATA",
                stateReason: "Unchecked: Initial alarm creation",
                stateChangedAt: now,
                updatedAt: now,
                tags,
            };
            alarm.settings = settings;
            alarm.updatedAt = now;
            this.#alarms.set(name, alarm);
            this.host.world.deliveries.later(() => this.#evaluateAll());
            return alarm;
        });
    }

    find(name: string): Promise<MetricAlarm | undefined> {
        return this.scope.operation("CloudWatch", "DescribeAlarms", async () => this.#alarms.get(name));
    }

    setTags(name: string, tags: Tags): Promise<void> {
        return this.scope.operation("CloudWatch", "TagResource", async () => {
            checkTags(tags);
            this.#require(name).tags = tags;
        });
    }

    delete(name: string): Promise<void> {
        return this.scope.operation("CloudWatch", "DeleteAlarms", async () => {
            this.#alarms.delete(this.#require(name).name);
        });
    }

    /** Puts the value of a metric that no service here tells of itself, such as those of AWS/Events. */
    putMetric(
        namespace: string,
        metric: string,
        dimensions: Readonly<Record<string, string>>,
        value: number,
    ): Promise<void> {
        return this.scope.operation("CloudWatch", "PutMetricData", async () => {
            this.host.metrics.put({ region: this.scope.region, namespace, metric, dimensions, value });
        });
    }

    /** Looks at every alarm anew. CloudWatch does so every minute; here, after time went by, whoever advanced the clock. */
    evaluate(): Promise<void> {
        return this.scope.operation("CloudWatch", "EvaluateAlarms", () => this.#evaluateAll());
    }

    async #evaluateAll(): Promise<void> {
        for (const alarm of this.#alarms.values()) {
            await this.#evaluate(alarm);
        }
    }

    async #evaluate(alarm: MetricAlarm): Promise<void> {
        const { settings, state: before } = alarm;
        const now = this.scope.account.clock.now();
        const points = Array.from({ length: settings.evaluationPeriods }, (_, index) => {
            const end = now - index * settings.period * 1000;
            return this.#samples.statistic(settings, settings.statistic, end - settings.period * 1000, end);
        });
        const after = stateAfter(settings, points);
        if (after === undefined || after === before) {
            return;
        }
        alarm.state = after;
        alarm.stateReason = reasonFor(points, settings);
        alarm.stateChangedAt = now;
        if (settings.actionsEnabled) {
            await this.#act(alarm, before);
        }
    }

    async #act(alarm: MetricAlarm, before: AlarmState): Promise<void> {
        const { account, region } = this.scope;
        const { accountId } = account;
        const event = account.ids.uuid();
        const message = alarmMessage(alarm, before, { accountId, region });
        for (const action of actionsOf(alarm)) {
            const receipt = await this.host.mailbox(action)?.receive({
                body: message,
                principal: principalFor(action),
                sourceArn: alarm.arn,
                sourceAccount: accountId,
                subject: alarmSubject(alarm, region),
                event,
            });
            const step = { event, rule: alarm.arn, target: action, message };
            if (receipt?.accepted === true) {
                this.host.world.deliveries.note({ ...step, outcome: "delivered" });
            } else {
                const because = receipt === undefined ? "there is no such thing" : `${receipt.code}: ${receipt.reason}`;
                this.host.world.deliveries.note({ ...step, outcome: "lost", because });
            }
        }
    }

    #check(name: string, settings: AlarmSettings): void {
        const { period, evaluationPeriods, datapointsToAlarm = 1 } = settings;
        if (name.length < 1 || name.length > 255) {
            refuse(ALARM_RULES.name, undefined, { name });
        }
        const shortest = settings.namespace.startsWith("AWS/") ? [] : [10, 20, 30];
        if (!shortest.includes(period) && !(period >= 60 && period % 60 === 0)) {
            refuse(ALARM_RULES.period, `${period}`);
        }
        if (period * evaluationPeriods > (period >= 3600 ? WEEK_IN_SECONDS : DAY_IN_SECONDS)) {
            refuse(ALARM_RULES.window, `${evaluationPeriods} periods of ${period} seconds`);
        }
        if (datapointsToAlarm > evaluationPeriods) {
            refuse(ALARM_RULES.datapoints, `${datapointsToAlarm} of ${evaluationPeriods}`);
        }
        if (Object.keys(settings.dimensions).length > 30) {
            refuse(ALARM_RULES.dimensions);
        }
        for (const actions of [settings.alarmActions, settings.okActions, settings.insufficientDataActions]) {
            this.#checkActions(actions);
        }
    }

    #checkActions(actions: readonly string[]): void {
        if (actions.length > 5) {
            refuse(ALARM_RULES.actions, `${actions.length} actions`, { arn: actions[5] ?? "" });
        }
        for (const action of actions) {
            const arn = parseArn(action);
            if (arn === undefined || !ACTED_ON.has(arn.service)) {
                refuse(ALARM_RULES.actions, undefined, { arn: action });
            }
            if (arn.service === "sns" && arn.region !== this.scope.region) {
                refuse(ALARM_RULES.region, action, { region: arn.region, own: this.scope.region });
            }
        }
    }

    #require(name: string): MetricAlarm {
        return this.#alarms.get(name) ?? refuse(ALARM_RULES.notFound, undefined, { name });
    }
}

/** Amazon CloudWatch API Reference, PutMetricAlarm AlarmActions. */
const ACTED_ON = new Set(["sns", "lambda", "autoscaling", "ssm", "ssm-incidents", "swf", "aiops"]);

/** Amazon CloudWatch User Guide, alarms-and-actions-Lambda: a function is invoked by a service principal of its own. */
function principalFor(action: string): string {
    return parseArn(action)?.service === "lambda"
        ? "lambda.alarms.cloudwatch.amazonaws.com"
        : "cloudwatch.amazonaws.com";
}

function reasonFor(points: readonly (number | undefined)[], { threshold, comparison }: AlarmSettings): string {
    const present = points.filter((point) => point !== undefined);
    const words = comparison.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
    return present.length === 0
        ? `Threshold Crossed: no datapoints were received for ${points.length} periods`
        : `Threshold Crossed: ${present.length} datapoints [${present.join(", ")}] were checked: ${words} (${threshold})`;
}

function checkTags(tags: Tags): void {
    const problem = problemOfTags(tags, 50);
    if (problem !== undefined) {
        refuse(ALARM_RULES.tags, problem);
    }
}
