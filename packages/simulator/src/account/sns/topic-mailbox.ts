import { ACCEPTED, refused, type Mailbox, type Parcel, type Receipt } from "../core/delivery";
import type { Scope } from "../core/scope";
import type { HasKms } from "../kms/kms-service";
import { obstacleToKey } from "../kms/service-key-use";
import type { Topic } from "./topic";

/** Amazon SNS API Reference, Publish: 256 KB. */
const MOST_BYTES = 262_144;
const EVENTS = "events.amazonaws.com";

/** How a service publishes to a topic: the topic's policy and its key's must both let it. */
export class TopicMailbox implements Mailbox {
    constructor(
        private readonly scope: Scope,
        private readonly kms: HasKms,
        private readonly topic: Topic,
        private readonly tellSubscribers: (topic: Topic, parcel: Parcel) => Promise<void>,
    ) {}

    async receive(parcel: Parcel): Promise<Receipt> {
        const { scope, topic } = this;
        const size = Buffer.byteLength(parcel.body, "utf8");
        if (size > MOST_BYTES) {
            return refused("INVALID_PARAMETER", `Invalid parameter: Message too long (${size} bytes)`);
        }
        const { allowed } = await scope.decide({
            caller: { kind: "service", principal: parcel.principal },
            action: "sns:Publish",
            resourceArn: topic.arn,
            resourceAccountId: scope.account.accountId,
            resourcePolicy: topic.settings.policy,
            context: this.#saysSource(parcel) ? sourceOf(parcel) : {},
        });
        if (!allowed) {
            const why = `${parcel.principal} is not authorized to perform: sns:Publish on resource: ${topic.arn}`;
            return refused("NO_PERMISSIONS", `${why} by the topic's policy`);
        }
        const obstacle = await this.#obstacleToKey(parcel);
        if (obstacle !== undefined) {
            return refused("NO_PERMISSIONS", obstacle);
        }
        scope.account.world.deliveries.later(() => this.tellSubscribers(topic, parcel));
        return ACCEPTED;
    }

    /** Whether the topic's policy hears on whose behalf somebody publishes: of EventBridge that is not known. */
    #saysSource({ principal }: Parcel): boolean {
        return principal !== EVENTS || this.scope.account.unknowns.ruleAtTopic === "told";
    }

    /**
     * SNS tells KMS which topic it is for, and who sent what: but not for EventBridge, with which conditions on
     * aws:SourceArn, aws:SourceAccount and aws:SourceOrgID in the key's policy are documented as not supported, so that
     * they keep every event out (Amazon SNS Developer Guide, sns-key-management).
     */
    async #obstacleToKey(parcel: Parcel): Promise<string | undefined> {
        const { kmsMasterKeyId } = this.topic.settings;
        if (kmsMasterKeyId === undefined) {
            return undefined;
        }
        return obstacleToKey(
            this.kms.kms(this.scope.region),
            kmsMasterKeyId,
            { kind: "service", principal: parcel.principal },
            {
                ...(parcel.principal === EVENTS ? {} : sourceOf(parcel)),
                "kms:ViaService": `sns.${this.scope.region}.amazonaws.com`,
                "kms:EncryptionContext:aws:sns:topicArn": this.topic.arn,
            },
        );
    }
}

function sourceOf({ sourceArn, sourceAccount }: Parcel): Record<string, string> {
    return { "aws:SourceArn": sourceArn, "aws:SourceAccount": sourceAccount };
}
