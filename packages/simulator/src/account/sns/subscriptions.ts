import { parseArn } from "../core/arn";
import { refuse } from "../core/aws-error";
import { DAY } from "../core/clock";
import type { Mailbox } from "../core/delivery";
import type { Scope } from "../core/scope";
import type { Snapshot, SnapshotReader } from "../core/snapshot";
import { deadLetterArnOf } from "./fan-out";
import { PROTOCOLS, type Protocol, type Subscription } from "./topic";
import { SUBSCRIPTION_RULES } from "./topic-rules";

export interface Subscribe {
    readonly topicArn: string;
    readonly protocol: string;
    readonly endpoint: string;
    readonly rawMessageDelivery?: boolean | undefined;
    readonly redrivePolicy?: string | undefined;
}

export type SubscriptionSettings = Pick<Subscription, "rawMessageDelivery" | "redrivePolicy">;

/** Who gets what a Region's topics are told. */
export class Subscriptions {
    #all: Subscription[] = [];

    constructor(
        private readonly scope: Scope,
        private readonly host: { mailbox(arn: string): Mailbox | undefined },
        private readonly requireTopic: (arn: string, action: string) => Promise<unknown>,
    ) {}

    snapshot(): Snapshot {
        return this.#all.map((one) => ({ ...one }));
    }

    restore(subscriptions: readonly Subscription[]): void {
        this.#all = [...subscriptions];
    }

    /** Those of a topic. One that nobody has confirmed is gone after 48 hours. */
    of(topicArn: string): readonly Subscription[] {
        const oldest = this.scope.account.clock.now() - 2 * DAY;
        this.#all = this.#all.filter(({ pending, madeAt }) => !pending || madeAt > oldest);
        return this.#all.filter((one) => one.topicArn === topicArn);
    }

    /** An endpoint is subscribed to a topic once: again, it is the same subscription. */
    create(request: Subscribe): Promise<Subscription> {
        return this.scope.operation("SNS", "Subscribe", async () => {
            const { topicArn, endpoint } = request;
            const protocol = protocolOf(request.protocol);
            checkEndpoint(protocol, endpoint);
            const settings = {
                rawMessageDelivery: request.rawMessageDelivery ?? false,
                redrivePolicy: request.redrivePolicy,
            };
            this.#check(protocol, settings);
            await this.requireTopic(topicArn, "sns:Subscribe");
            const there = this.of(topicArn).find((one) => one.protocol === protocol && one.endpoint === endpoint);
            if (there !== undefined) {
                return there;
            }
            const subscription: Subscription = {
                ...{ arn: `${topicArn}:${this.scope.account.ids.uuid()}`, topicArn, protocol, endpoint },
                // A queue and a function of the account that subscribes them need no confirmation.
                pending: protocol !== "sqs" && protocol !== "lambda",
                madeAt: this.scope.account.clock.now(),
                ...settings,
            };
            this.#all.push(subscription);
            return subscription;
        });
    }

    get(arn: string): Promise<Subscription> {
        return this.scope.operation("SNS", "GetSubscriptionAttributes", async () => this.#require(arn));
    }

    set(arn: string, settings: SubscriptionSettings): Promise<void> {
        return this.scope.operation("SNS", "SetSubscriptionAttributes", async () => {
            const subscription = this.#require(arn);
            this.#check(subscription.protocol, settings);
            Object.assign(subscription, settings);
        });
    }

    /** What somebody does who follows the link in the mail: all topics that the endpoint is subscribed to hear of it. */
    confirm(endpoint: string): Promise<number> {
        return this.scope.operation("SNS", "ConfirmSubscription", async () => {
            const waiting = this.#all.filter((one) => one.endpoint === endpoint && one.pending);
            for (const subscription of waiting) {
                subscription.pending = false;
            }
            return waiting.length;
        });
    }

    delete(arn: string): Promise<void> {
        return this.scope.operation("SNS", "Unsubscribe", async () => {
            const subscription = this.#all.find((one) => one.arn === arn);
            if (subscription?.pending === true) {
                refuse(SUBSCRIPTION_RULES.pending, arn);
            }
            this.#all = this.#all.filter((one) => one !== subscription);
        });
    }

    /** They go with their topic (Amazon SNS API Reference, DeleteTopic). */
    dropAllOf(topicArn: string): void {
        this.#all = this.#all.filter((one) => one.topicArn !== topicArn);
    }

    #check(protocol: Protocol, { rawMessageDelivery, redrivePolicy }: SubscriptionSettings): void {
        if (rawMessageDelivery && protocol !== "sqs" && protocol !== "https") {
            refuse(SUBSCRIPTION_RULES.rawDelivery, undefined, { protocol });
        }
        if (redrivePolicy !== undefined) {
            const arn = parseArn(deadLetterArnOf(redrivePolicy));
            if (arn?.service !== "sqs" || this.host.mailbox(deadLetterArnOf(redrivePolicy)) === undefined) {
                refuse(SUBSCRIPTION_RULES.redrive, redrivePolicy);
            }
        }
    }

    #require(arn: string): Subscription {
        const found = this.#all.find((one) => one.arn === arn && this.of(one.topicArn).includes(one));
        return found ?? refuse(SUBSCRIPTION_RULES.notFound, arn);
    }
}

export function readSubscription(subscription: SnapshotReader): Subscription {
    return {
        arn: subscription.string("arn"),
        topicArn: subscription.string("topicArn"),
        protocol: subscription.oneOf("protocol", PROTOCOLS),
        endpoint: subscription.string("endpoint"),
        pending: subscription.boolean("pending"),
        madeAt: subscription.number("madeAt"),
        rawMessageDelivery: subscription.boolean("rawMessageDelivery"),
        redrivePolicy: subscription.optionalString("redrivePolicy"),
    };
}

function protocolOf(protocol: string): Protocol {
    return PROTOCOLS.find((one) => one === protocol) ?? refuse(SUBSCRIPTION_RULES.protocol, undefined, { protocol });
}

function checkEndpoint(protocol: Protocol, endpoint: string): void {
    switch (protocol) {
        case "email":
        case "email-json":
            if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(endpoint)) {
                refuse(SUBSCRIPTION_RULES.email, endpoint);
            }
            return;
        case "https":
            if (!endpoint.startsWith("https://")) {
                refuse(SUBSCRIPTION_RULES.endpoint, endpoint, { protocol });
            }
            return;
        default:
            if (parseArn(endpoint)?.service !== protocol) {
                refuse(SUBSCRIPTION_RULES.endpoint, endpoint, { protocol: protocol.toUpperCase() });
            }
    }
}
