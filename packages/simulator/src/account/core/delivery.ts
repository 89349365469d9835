import type { Caller } from "../../policy/policy-evaluator";

/** What one service hands to another: on whose behalf, and because of what. */
export interface Parcel {
    /** What the target gets, after any transformer. */
    readonly body: string;
    /** The service that delivers, such as events.amazonaws.com. */
    readonly principal: string;
    /** The role's session as which it does, where it acts as a role: then that role's policies decide. */
    readonly session?: Caller | undefined;
    /** The ARN of the rule, topic or alarm. */
    readonly sourceArn: string;
    readonly sourceAccount: string;
    /** Beside the body, such as RULE_ARN and ERROR_CODE on a dead letter. */
    readonly attributes?: Readonly<Record<string, string>>;
    /** A subject, which mail shows: CloudWatch gives one. */
    readonly subject?: string;
    /** The id of the event that it all began with, for the trail. */
    readonly event?: string;
}

export type Receipt =
    { readonly accepted: true } | { readonly accepted: false; readonly code: string; readonly reason: string };

/**
 * Anything that a rule, a topic or an alarm can send to: checks policies, then keeps the message. It is called within an
 * operation, and so begins none; what it does of its own accord afterwards, as a topic that tells its subscribers, it has
 * done later.
 */
export interface Mailbox {
    receive(parcel: Parcel): Promise<Receipt>;
}

/** A service that finds what it has by ARN. */
export interface HasMailboxes {
    mailbox(arn: string): Mailbox | undefined;
}

/** Who asks, and because of what: a service that acts as a role says neither its own name nor what it acts for. */
export function requestOf(parcel: Parcel): {
    readonly caller: Caller;
    readonly context: Readonly<Record<string, string>>;
} {
    return parcel.session === undefined
        ? {
              caller: { kind: "service", principal: parcel.principal },
              context: { "aws:SourceArn": parcel.sourceArn, "aws:SourceAccount": parcel.sourceAccount },
          }
        : { caller: parcel.session, context: {} };
}

/** Who that is, as a refusal names them. */
export function nameOfSender({ principal, session }: Parcel): string {
    return session?.kind === "iam" ? session.arn : principal;
}

export const ACCEPTED: Receipt = { accepted: true };

export function refused(code: string, reason: string): Receipt {
    return { accepted: false, code, reason };
}

/** One message on its way from one service to another, and what became of it. */
export interface TrailStep {
    /** The id of the event that it began with, or of the message where no event began it. */
    readonly event: string;
    /** The ARN of what sent it: a rule, a topic, an alarm. */
    readonly rule: string;
    /** The ARN of what it was sent to, or the address of a person. */
    readonly target: string;
    readonly outcome: "delivered" | "dead-lettered" | "lost";
    readonly message: string;
    readonly because?: string;
}

/** Every step that messages took in a world, in order; and what services have yet to do because of a message. */
export class Deliveries {
    readonly #trail: TrailStep[] = [];
    readonly #later: (() => Promise<void>)[] = [];

    get trail(): readonly TrailStep[] {
        return this.#trail;
    }

    note(step: TrailStep): void {
        this.#trail.push(step);
    }

    /** Has something done when what is under way is done, but before the operation that began it ends. */
    later(run: () => Promise<void>): void {
        this.#later.push(run);
    }

    /** Does all that was put off, and what that puts off in turn. */
    async settle(): Promise<void> {
        for (let next = this.#later.shift(); next !== undefined; next = this.#later.shift()) {
            await next();
        }
    }
}
