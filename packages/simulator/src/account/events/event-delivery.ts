import { refused, type Mailbox, type Parcel, type Receipt } from "../core/delivery";
import type { Scope } from "../core/scope";
import type { JsonObject } from "./event-fields";
import type { EventRule, Target } from "./rule";
import { inputOf } from "./target-input";

export interface MatchedEvent {
    readonly id: string;
    readonly event: JsonObject;
}

/** Delivers an event to a rule's targets, or to the queues for what could not be delivered, and notes what became of it. */
export class EventDelivery {
    constructor(
        private readonly scope: Scope,
        private readonly host: { mailbox(arn: string): Mailbox | undefined },
    ) {}

    async deliver(rule: EventRule, target: Target, { id, event }: MatchedEvent): Promise<void> {
        const input = inputOf(target, rule, event, this.scope.account.clock.now());
        const message = "text" in input ? input.text : "";
        const receipt =
            "text" in input
                ? await this.#send(rule, target.arn, { body: input.text, event: id })
                : refused("INVALID_JSON", input.problem);
        const step = { event: id, rule: rule.arn, target: target.arn, message };
        const { deliveries } = this.scope.account.world;
        if (receipt.accepted) {
            deliveries.note({ ...step, outcome: "delivered" });
        } else if (target.deadLetterArn === undefined) {
            deliveries.note({ ...step, outcome: "lost", because: receipt.reason });
        } else {
            const last = await this.#sendDeadLetter(rule, target, target.deadLetterArn, { id, event }, receipt);
            const outcome = last.accepted ? "dead-lettered" : "lost";
            const because = last.accepted ? receipt.reason : `${receipt.reason}; dead letter: ${last.reason}`;
            deliveries.note({ ...step, outcome, because });
        }
    }

    /** The event as it was, with what went wrong beside it (Amazon EventBridge User Guide, eb-rule-dlq). */
    #sendDeadLetter(
        rule: EventRule,
        target: Target,
        queueArn: string,
        { id, event }: MatchedEvent,
        { code, reason }: Receipt & { readonly accepted: false },
    ): Promise<Receipt> {
        const attributes = {
            RULE_ARN: rule.arn,
            TARGET_ARN: target.arn,
            ERROR_CODE: code,
            ERROR_MESSAGE: reason,
        };
        return this.#send(rule, queueArn, { body: JSON.stringify(event), event: id, attributes });
    }

    async #send(rule: EventRule, arn: string, what: Pick<Parcel, "body" | "event" | "attributes">): Promise<Receipt> {
        const mailbox = this.host.mailbox(arn);
        if (mailbox === undefined) {
            return refused("NO_RESOURCE", `${arn} does not exist`);
        }
        const sourceAccount = this.scope.account.accountId;
        return mailbox.receive({ ...what, principal: "events.amazonaws.com", sourceArn: rule.arn, sourceAccount });
    }
}
