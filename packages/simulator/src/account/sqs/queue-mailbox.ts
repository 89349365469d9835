import { ACCEPTED, nameOfSender, refused, requestOf, type Mailbox, type Parcel, type Receipt } from "../core/delivery";
import type { Scope } from "../core/scope";
import type { HasKms } from "../kms/kms-service";
import { obstacleToKey } from "../kms/service-key-use";
import type { Queue, QueueMessage } from "./queue";

/** How a service sends to a queue: the queue's policy and its key's must both let it. */
export class QueueMailbox implements Mailbox {
    constructor(
        private readonly scope: Scope,
        private readonly kms: HasKms,
        private readonly queue: Queue,
        private readonly keep: (queue: Queue, message: QueueMessage) => void,
    ) {}

    async receive(parcel: Parcel): Promise<Receipt> {
        const { queue, scope } = this;
        const size = Buffer.byteLength(parcel.body, "utf8");
        if (size > queue.settings.maximumMessageSize) {
            const most = queue.settings.maximumMessageSize;
            return refused("INVALID_PARAMETER", `the message has ${size} bytes, and the queue takes at most ${most}`);
        }
        const { allowed } = await scope.decide({
            ...requestOf(parcel),
            action: "sqs:SendMessage",
            resourceArn: queue.arn,
            resourceAccountId: scope.account.accountId,
            resourcePolicy: queue.settings.policy,
        });
        if (!allowed) {
            const why = `${nameOfSender(parcel)} is not authorized to perform: sqs:SendMessage on resource: ${queue.arn}`;
            return refused("NO_PERMISSIONS", parcel.session === undefined ? `${why} by the queue's policy` : why);
        }
        const obstacle = await this.#obstacleToKey(parcel);
        if (obstacle !== undefined) {
            return refused("NO_PERMISSIONS", obstacle);
        }
        this.keep(queue, {
            id: scope.account.ids.uuid(),
            body: parcel.body,
            attributes: parcel.attributes ?? {},
            sentAt: scope.account.clock.now(),
        });
        return ACCEPTED;
    }

    /** SQS tells KMS which queue it is for (Amazon SQS Developer Guide, sqs-key-management), and who sent what. */
    async #obstacleToKey(parcel: Parcel): Promise<string | undefined> {
        const { kmsMasterKeyId } = this.queue.settings;
        if (kmsMasterKeyId === undefined) {
            return undefined;
        }
        const { caller, context } = requestOf(parcel);
        return obstacleToKey(this.kms.kms(this.scope.region), kmsMasterKeyId, caller, {
            ...context,
            "kms:ViaService": `sqs.${this.scope.region}.amazonaws.com`,
            "kms:EncryptionContext:aws:sqs:arn": this.queue.arn,
        });
    }
}
