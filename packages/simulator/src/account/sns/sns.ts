import { refuse } from "../core/aws-error";
import type { HasMailboxes, Mailbox } from "../core/delivery";
import type { Scope } from "../core/scope";
import type { Snapshot, SnapshotReader } from "../core/snapshot";
import { problemOfTags, type Tags } from "../core/tags";
import type { HasKms } from "../kms/kms-service";
import { FanOut, type FanOutHost } from "./fan-out";
import { readSubscription, Subscriptions } from "./subscriptions";
import type { Topic, TopicSettings } from "./topic";
import { TopicMailbox } from "./topic-mailbox";
import { TOPIC_RULES } from "./topic-rules";
import { checkTopicSettings, defaultTopicPolicy } from "./topic-settings";

/** SNS in one Region of an account. */
export class Sns implements HasMailboxes {
    readonly subscriptions: Subscriptions;
    readonly #topics = new Map<string, Topic>();
    readonly #fanOut: FanOut;

    constructor(
        private readonly scope: Scope,
        private readonly host: HasKms & FanOutHost,
    ) {
        this.subscriptions = new Subscriptions(scope, host, (arn, action) => this.#allowed(arn, action));
        this.#fanOut = new FanOut(scope, host, (topicArn) => this.subscriptions.of(topicArn));
    }

    snapshot(): Snapshot {
        const topics = [...this.#topics.values()].map((topic) => ({ ...topic, settings: { ...topic.settings } }));
        return { topics, subscriptions: this.subscriptions.snapshot() };
    }

    restore(snapshot: SnapshotReader): void {
        for (const topic of snapshot.list("topics", readTopic)) {
            this.#topics.set(topic.arn, topic);
        }
        this.subscriptions.restore(snapshot.list("subscriptions", readSubscription));
    }

    mailbox(arn: string): Mailbox | undefined {
        const topic = this.find(arn);
        return topic && new TopicMailbox(this.scope, this.host, topic, (to, parcel) => this.#fanOut.tell(to, parcel));
    }

    find(arn: string): Topic | undefined {
        return this.#topics.get(arn);
    }

    /** A topic of the name that there is already is answered with, and keeps what it has. */
    create(name: string, given: Partial<TopicSettings> = {}, tags: Tags = {}): Promise<Topic> {
        return this.scope.operation("SNS", "CreateTopic", async () => {
            if (!/^[A-Za-z0-9_-]{1,256}$/.test(name)) {
                refuse(TOPIC_RULES.name, JSON.stringify(name.slice(0, 300)));
            }
            const arn = this.scope.arn("sns", name);
            const settings: TopicSettings = {
                ...{ displayName: "", kmsMasterKeyId: undefined, deliveryPolicy: undefined },
                ...{ signatureVersion: 1, tracingConfig: "PassThrough" },
                policy: defaultTopicPolicy(this.scope.account.accountId, arn),
                ...given,
            };
            checkTopicSettings(this.scope, settings);
            checkTopicTags(tags);
            const topic = this.#topics.get(arn) ?? { name, arn, settings, tags };
            this.#topics.set(arn, topic);
            return topic;
        });
    }

    get(arn: string): Promise<Topic> {
        return this.scope.operation("SNS", "GetTopicAttributes", async () => this.#require(arn));
    }

    setAttributes(arn: string, given: Partial<TopicSettings>): Promise<void> {
        return this.scope.operation("SNS", "SetTopicAttributes", async () => {
            const topic = await this.#allowed(arn, "sns:SetTopicAttributes");
            const settings = { ...topic.settings, ...given };
            checkTopicSettings(this.scope, settings);
            topic.settings = settings;
        });
    }

    /** What becomes of a topic's policy when the resource for it is deleted. */
    defaultPolicy(arn: string): string {
        return defaultTopicPolicy(this.scope.account.accountId, arn);
    }

    setTags(arn: string, tags: Tags): Promise<void> {
        return this.scope.operation("SNS", "TagResource", async () => {
            checkTopicTags(tags);
            this.#require(arn).tags = tags;
        });
    }

    /** Its subscriptions go with it. One that is gone already is no error (Amazon SNS API Reference, DeleteTopic). */
    delete(arn: string): Promise<void> {
        return this.scope.operation("SNS", "DeleteTopic", async () => {
            if (this.#topics.has(arn)) {
                await this.#allowed(arn, "sns:DeleteTopic");
                this.#topics.delete(arn);
                this.subscriptions.dropAllOf(arn);
            }
        });
    }

    #require(arn: string): Topic {
        return this.#topics.get(arn) ?? refuse(TOPIC_RULES.notFound, arn);
    }

    async #allowed(arn: string, action: string): Promise<Topic> {
        const topic = this.#require(arn);
        const { account, partition } = this.scope;
        const { explicitlyDenied } = await this.scope.decide({
            caller: account.deployer(partition),
            action,
            resourceArn: arn,
            resourceAccountId: account.accountId,
            resourcePolicy: topic.settings.policy,
            context: {},
        });
        if (explicitlyDenied) {
            refuse(TOPIC_RULES.denied, undefined, { caller: account.deployerArn(partition), action, resource: arn });
        }
        return topic;
    }
}

function readTopic(topic: SnapshotReader): Topic {
    const settings = topic.object("settings");
    return {
        name: topic.string("name"),
        arn: topic.string("arn"),
        settings: {
            displayName: settings.string("displayName"),
            policy: settings.string("policy"),
            kmsMasterKeyId: settings.optionalString("kmsMasterKeyId"),
            deliveryPolicy: settings.optionalString("deliveryPolicy"),
            signatureVersion: settings.number("signatureVersion"),
            tracingConfig: settings.string("tracingConfig"),
        },
        tags: topic.map("tags"),
    };
}

function checkTopicTags(tags: Tags): void {
    const problem = problemOfTags(tags, 50);
    if (problem !== undefined) {
        refuse(TOPIC_RULES.tags, problem);
    }
}
