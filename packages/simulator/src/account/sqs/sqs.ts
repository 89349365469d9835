import { refuse } from "../core/aws-error";
import type { HasMailboxes, Mailbox } from "../core/delivery";
import { dnsSuffixOf } from "../core/regions";
import type { Scope } from "../core/scope";
import type { Snapshot, SnapshotReader } from "../core/snapshot";
import { problemOfTags, type Tags } from "../core/tags";
import type { HasKms } from "../kms/kms-service";
import { DEFAULT_QUEUE_SETTINGS, type Queue, type QueueMessage, type QueueSettings } from "./queue";
import { QueueMailbox } from "./queue-mailbox";
import { QUEUE_RULES } from "./queue-rules";
import { checkQueueSettings } from "./queue-settings";
import { readQueue, writeQueue } from "./queue-snapshot";

const MINUTE = 60_000;

/** SQS in one Region of an account. */
export class Sqs implements HasMailboxes {
    readonly #queues = new Map<string, Queue>();
    /** When queues that are no more were deleted, by name. */
    readonly #deleted = new Map<string, number>();

    constructor(
        private readonly scope: Scope,
        private readonly host: HasKms,
    ) {}

    snapshot(): Snapshot {
        return {
            queues: [...this.#queues.values()].map(writeQueue),
            deleted: [...this.#deleted].map(([name, at]) => ({ name, at })),
        };
    }

    restore(snapshot: SnapshotReader): void {
        for (const queue of snapshot.list("queues", readQueue)) {
            this.#queues.set(queue.name, queue);
        }
        for (const { name, at } of snapshot.list("deleted", (one) => ({
            name: one.string("name"),
            at: one.number("at"),
        }))) {
            this.#deleted.set(name, at);
        }
    }

    mailbox(arn: string): Mailbox | undefined {
        const queue = this.find(arn);
        return queue && new QueueMailbox(this.scope, this.host, queue, (to, message) => this.#keep(to, message));
    }

    /** A queue by its URL, its ARN or its name. */
    find(name: string): Queue | undefined {
        return [...this.#queues.values()].find((queue) => [queue.name, queue.url, queue.arn].includes(name));
    }

    /** What is in a queue, by its URL, ARN or name. What was in it for longer than the queue keeps messages is gone. */
    messages(name: string): readonly QueueMessage[] {
        const queue = this.find(name);
        if (queue === undefined) {
            return [];
        }
        const oldest = this.scope.account.clock.now() - queue.settings.messageRetentionPeriod * 1000;
        return queue.messages.filter(({ sentAt }) => sentAt > oldest);
    }

    create(name: string, given: Partial<QueueSettings> = {}, tags: Tags = {}): Promise<Queue> {
        return this.scope.operation("SQS", "CreateQueue", async () => {
            if (!/^[A-Za-z0-9_-]{1,80}$/.test(name)) {
                refuse(QUEUE_RULES.name, JSON.stringify(name.slice(0, 100)));
            }
            const settings = settingsOf(DEFAULT_QUEUE_SETTINGS, given);
            checkQueueSettings(this.scope, settings, (arn) => this.find(arn) !== undefined);
            checkQueueTags(tags);
            const there = this.#queues.get(name);
            if (there !== undefined) {
                return JSON.stringify(there.settings) === JSON.stringify(settings) ? there : refuse(QUEUE_RULES.taken);
            }
            const now = this.scope.account.clock.now();
            if (now - (this.#deleted.get(name) ?? -Infinity) < MINUTE) {
                refuse(QUEUE_RULES.deletedRecently, name);
            }
            const { accountId } = this.scope.account;
            const host = `sqs.${this.scope.region}.${dnsSuffixOf(this.scope.region)}`;
            const queue: Queue = {
                name,
                url: `https://${host}/${accountId}/${name}`,
                arn: this.scope.arn("sqs", name),
                settings,
                tags,
                messages: [],
            };
            this.#queues.set(name, queue);
            this.#deleted.delete(name);
            return queue;
        });
    }

    get(url: string): Promise<Queue> {
        return this.scope.operation("SQS", "GetQueueAttributes", async () => this.#require(url));
    }

    setAttributes(url: string, given: Partial<QueueSettings>): Promise<void> {
        return this.scope.operation("SQS", "SetQueueAttributes", async () => {
            const queue = await this.#allowed(url, "sqs:SetQueueAttributes");
            const settings = settingsOf(queue.settings, given);
            checkQueueSettings(this.scope, settings, (arn) => this.find(arn) !== undefined);
            queue.settings = settings;
        });
    }

    setTags(url: string, tags: Tags): Promise<void> {
        return this.scope.operation("SQS", "TagQueue", async () => {
            checkQueueTags(tags);
            (await this.#allowed(url, "sqs:TagQueue")).tags = tags;
        });
    }

    /** Takes out of a queue all that is in it, as a consumer does that receives and then deletes. */
    drain(url: string): Promise<readonly QueueMessage[]> {
        return this.scope.operation("SQS", "ReceiveMessage", async () => {
            const queue = await this.#allowed(url, "sqs:ReceiveMessage");
            const messages = this.messages(url);
            queue.messages = [];
            this.#tellDepth(queue);
            return messages;
        });
    }

    delete(url: string): Promise<void> {
        return this.scope.operation("SQS", "DeleteQueue", async () => {
            const queue = await this.#allowed(url, "sqs:DeleteQueue");
            this.#queues.delete(queue.name);
            this.#deleted.set(queue.name, this.scope.account.clock.now());
        });
    }

    #keep(queue: Queue, message: QueueMessage): void {
        queue.messages = [...queue.messages, message];
        this.#tellDepth(queue);
    }

    /** For CloudWatch (Amazon SQS Developer Guide, sqs-available-cloudwatch-metrics). */
    #tellDepth({ name }: Queue): void {
        this.scope.account.metrics.put({
            region: this.scope.region,
            namespace: "AWS/SQS",
            metric: "ApproximateNumberOfMessagesVisible",
            dimensions: { QueueName: name },
            value: this.messages(name).length,
        });
    }

    #require(url: string): Queue {
        return this.find(url) ?? refuse(QUEUE_RULES.notFound, url);
    }

    async #allowed(url: string, action: string): Promise<Queue> {
        const queue = this.#require(url);
        const { account, partition } = this.scope;
        const { explicitlyDenied } = await this.scope.decide({
            caller: account.deployer(partition),
            action,
            resourceArn: queue.arn,
            resourceAccountId: account.accountId,
            resourcePolicy: queue.settings.policy,
            context: {},
        });
        if (explicitlyDenied) {
            const caller = account.deployerArn(partition);
            refuse(QUEUE_RULES.denied, undefined, { caller, action, resource: queue.arn });
        }
        return queue;
    }
}

/** A KMS key takes the place of SQS's own encryption, unless both are asked for. */
function settingsOf(before: QueueSettings, given: Partial<QueueSettings>): QueueSettings {
    const key = "kmsMasterKeyId" in given ? given.kmsMasterKeyId : before.kmsMasterKeyId;
    return { ...before, ...(key === undefined ? {} : { sqsManagedSse: false }), ...given };
}

function checkQueueTags(tags: Tags): void {
    const problem = problemOfTags(tags, 50);
    if (problem !== undefined) {
        refuse(QUEUE_RULES.tags, problem);
    }
}
