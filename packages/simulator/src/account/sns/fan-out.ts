import type { Mailbox, Parcel, Receipt, TrailStep } from "../core/delivery";
import { refused } from "../core/delivery";
import type { Scope } from "../core/scope";
import type { Subscription, Topic } from "./topic";

/** Whoever gets a topic's messages without a subscription that somebody made: a chat channel's configuration. */
export interface Follower {
    readonly arn: string;
    readonly mailbox: Mailbox;
}

/** What SNS needs of the account to tell its subscribers. */
export interface FanOutHost {
    mailbox(arn: string): Mailbox | undefined;
    followersOf(topicArn: string): readonly Follower[];
}

/** Sends a topic's message to each of its subscribers, and notes what became of it. */
export class FanOut {
    constructor(
        private readonly scope: Scope,
        private readonly host: FanOutHost,
        private readonly subscriptionsOf: (topicArn: string) => readonly Subscription[],
    ) {}

    async tell(topic: Topic, parcel: Parcel): Promise<void> {
        const messageId = this.scope.account.ids.uuid();
        const event = parcel.event ?? messageId;
        for (const subscription of this.subscriptionsOf(topic.arn)) {
            await this.#tellSubscriber(topic, subscription, { ...parcel, event }, messageId);
        }
        for (const { arn, mailbox } of this.host.followersOf(topic.arn)) {
            const passedOn = this.#passedOn(topic, this.#envelope(topic, parcel, messageId), event);
            this.#note(topic, arn, { event, message: parcel.body }, await mailbox.receive(passedOn));
        }
    }

    async #tellSubscriber(
        topic: Topic,
        subscription: Subscription,
        parcel: Parcel & { readonly event: string },
        messageId: string,
    ): Promise<void> {
        const { protocol, endpoint, pending } = subscription;
        const { event } = parcel;
        const raw = subscription.rawMessageDelivery || protocol === "email";
        const message = raw ? parcel.body : this.#envelope(topic, parcel, messageId);
        if (pending) {
            const because = refused("PENDING_CONFIRMATION", "nobody has confirmed the subscription");
            this.#note(topic, endpoint, { event, message }, because);
            return;
        }
        if (protocol !== "sqs" && protocol !== "lambda") {
            this.#note(topic, endpoint, { event, message }, { accepted: true });
            return;
        }
        const sent = this.#passedOn(topic, message, event);
        const receipt = await send(this.host.mailbox(endpoint), sent, endpoint);
        if (receipt.accepted || subscription.redrivePolicy === undefined) {
            this.#note(topic, endpoint, { event, message }, receipt);
            return;
        }
        const deadLetterArn = deadLetterArnOf(subscription.redrivePolicy);
        const attributes = { ErrorCode: receipt.code, ErrorMessage: receipt.reason };
        const last = await send(this.host.mailbox(deadLetterArn), { ...sent, attributes }, deadLetterArn);
        const because = last.accepted ? receipt.reason : `${receipt.reason}; dead letter: ${last.reason}`;
        const outcome = last.accepted ? "dead-lettered" : "lost";
        this.#record({ event, rule: topic.arn, target: endpoint, outcome, message, because });
    }

    #passedOn(topic: Topic, body: string, event: string): Parcel {
        const { accountId } = this.scope.account;
        return { body, principal: "sns.amazonaws.com", sourceArn: topic.arn, sourceAccount: accountId, event };
    }

    /** What a queue gets unless the subscription wants messages raw (Amazon SNS Developer Guide, sns-message-and-json-formats). */
    #envelope(topic: Topic, { body, subject }: Parcel, messageId: string): string {
        return JSON.stringify({
            Type: "Notification",
            MessageId: messageId,
            TopicArn: topic.arn,
            ...(subject === undefined ? {} : { Subject: subject }),
            Message: body,
            Timestamp: new Date(this.scope.account.clock.now()).toISOString(),
            SignatureVersion: String(topic.settings.signatureVersion),
        });
    }

    #note(topic: Topic, target: string, sent: Pick<TrailStep, "event" | "message">, receipt: Receipt): void {
        const outcome = receipt.accepted ? "delivered" : "lost";
        const because = receipt.accepted ? {} : { because: receipt.reason };
        this.#record({ ...sent, rule: topic.arn, target, outcome, ...because });
    }

    #record(step: TrailStep): void {
        this.scope.account.world.deliveries.note(step);
    }
}

async function send(mailbox: Mailbox | undefined, parcel: Parcel, arn: string): Promise<Receipt> {
    return mailbox === undefined ? refused("NO_RESOURCE", `${arn} does not exist`) : mailbox.receive(parcel);
}

/** Was checked when it was set. */
export function deadLetterArnOf(redrivePolicy: string): string {
    let policy: unknown;
    try {
        policy = JSON.parse(redrivePolicy);
    } catch {
        return "";
    }
    const arn: unknown = new Map<string, unknown>(Object.entries(policy ?? {})).get("deadLetterTargetArn");
    return typeof arn === "string" ? arn : "";
}
