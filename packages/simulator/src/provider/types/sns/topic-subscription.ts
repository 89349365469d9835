import { SUBSCRIPTION_RULES } from "../../../account/sns/topic-rules";
import { attempt } from "../../attempt";
import { JSON_TEXT } from "../../json-text";
import { NotModelledError } from "../../resource-provider";
import type { ResourceType } from "../../resource-type";
import { ARN, BOOLEAN, INTEGER, notRead, oneOf, REGION, replacing, required, STRING } from "../../schema";
import { unless } from "../gone";

const PROTOCOLS = [...["application", "email", "email-json", "firehose", "http", "https", "lambda", "sms"], "sqs"];
const MODELLED = ["email", "email-json", "lambda", "sqs"];

/**
 * A subscription by mail, of a queue or of a function. One by mail waits for somebody to confirm it, and the provider does
 * not wait with it; other protocols and filter policies are not modelled.
 */
export const TOPIC_SUBSCRIPTION: ResourceType = {
    token: "aws:sns/topicSubscription:TopicSubscription",
    inputs: {
        confirmationTimeoutInMinutes: notRead({ ...INTEGER, default: 1 }),
        endpoint: replacing(required(STRING)),
        endpointAutoConfirms: notRead({ ...BOOLEAN, default: false }),
        protocol: replacing(required(oneOf(PROTOCOLS))),
        rawMessageDelivery: { ...BOOLEAN, default: false },
        redrivePolicy: JSON_TEXT,
        region: REGION,
        topic: replacing(required(ARN)),
    },
    computedOutputs: ["arn", "confirmationWasAuthenticated", "filterPolicyScope", "ownerId", "pendingConfirmation"],

    async create(inputs, context) {
        const protocol = inputs.string("protocol");
        if (!MODELLED.includes(protocol)) {
            throw new NotModelledError(`a subscription with the protocol ${protocol}`);
        }
        const subscription = await attempt("creating SNS Topic Subscription", () =>
            context.account.sns(context.region).subscriptions.create({
                topicArn: inputs.string("topic"),
                protocol,
                endpoint: inputs.string("endpoint"),
                rawMessageDelivery: inputs.boolean("rawMessageDelivery"),
                redrivePolicy: inputs.optionalString("redrivePolicy"),
            }),
        );
        return subscription.arn;
    },

    async read(id, context) {
        const one = await attempt(`reading SNS Topic Subscription (${id})`, () =>
            unless([SUBSCRIPTION_RULES.notFound], () => context.account.sns(context.region).subscriptions.get(id)),
        );
        return (
            one && {
                arn: one.arn,
                confirmationWasAuthenticated: !one.pending && !one.protocol.startsWith("email"),
                endpoint: one.endpoint,
                filterPolicyScope: "",
                ownerId: context.account.accountId,
                pendingConfirmation: one.pending,
                protocol: one.protocol,
                rawMessageDelivery: one.rawMessageDelivery,
                redrivePolicy: one.redrivePolicy ?? null,
                topic: one.topicArn,
            }
        );
    },

    async update(id, { news, changed }, context) {
        if (changed("rawMessageDelivery", "redrivePolicy")) {
            await attempt(`updating SNS Topic Subscription (${id})`, () =>
                context.account.sns(context.region).subscriptions.set(id, {
                    rawMessageDelivery: news.boolean("rawMessageDelivery"),
                    redrivePolicy: news.optionalString("redrivePolicy"),
                }),
            );
        }
    },

    /** One that nobody has confirmed stays until SNS drops it, and the provider leaves it at that. */
    async delete(id, _state, context) {
        await attempt(`deleting SNS Topic Subscription (${id})`, () =>
            unless([SUBSCRIPTION_RULES.pending], () => context.account.sns(context.region).subscriptions.delete(id)),
        );
    },
};
