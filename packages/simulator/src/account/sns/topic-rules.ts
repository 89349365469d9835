import { rules, type Answer } from "../core/rules";

function invalidParameter(message: string): Answer {
    return { code: "InvalidParameter", status: 400, message: `Invalid parameter: ${message}` };
}

const POLICY_PAGE = "Amazon SNS Developer Guide, sns-access-policy-language-api-permissions-reference";

export const TOPIC_RULES = rules("topic", {
    name: {
        text: "A topic's name has 1 to 256 letters, digits, underscores and hyphens",
        source: "Amazon SNS API Reference, CreateTopic",
        confidence: "documented",
        error: invalidParameter("Topic Name"),
    },
    notFound: {
        text: "The topic exists",
        source: "Amazon SNS API Reference, GetTopicAttributes",
        confidence: "documented",
        error: { code: "NotFound", status: 404, message: "Topic does not exist" },
    },
    displayName: {
        text: "A display name has at most 100 characters",
        source: "Amazon SNS Developer Guide, sns-create-topic",
        confidence: "documented",
        wording: "ours",
        error: invalidParameter("DisplayName"),
    },
    policySyntax: {
        text: "A topic's policy is a valid policy document",
        source: POLICY_PAGE,
        confidence: "documented",
        error: { ...invalidParameter("Policy Error: null"), wording: "general" },
    },
    policyPrincipal: {
        text: "A topic's policy names principals that exist",
        source: "Amazon SNS Developer Guide, sns-access-policy-use-cases",
        confidence: "inferred",
        error: invalidParameter("Policy Error: PrincipalNotFound"),
    },
    policyAction: {
        text: "A topic's policy speaks of the actions that SNS has for topics, by their whole names",
        source: POLICY_PAGE,
        confidence: "inferred",
        error: invalidParameter("Policy statement action out of service scope!"),
    },
    policySize: {
        text: "A topic's policy has at most 30 KB",
        source: "AWS General Reference, sns quotas",
        confidence: "inferred",
        wording: "ours",
        error: invalidParameter("Policy is too long"),
    },
    denied: {
        text: "A topic's policy does not deny the caller what it does",
        source: "IAM User Guide, reference_policies_evaluation-logic",
        confidence: "documented",
        error: {
            code: "AuthorizationError",
            status: 403,
            message:
                "User: {caller} is not authorized to perform: {action} on resource: {resource} with an explicit deny in a resource-based policy",
        },
    },
    tags: {
        text: "A topic has at most 50 tags; a tag's key does not begin with aws:",
        source: "Amazon SNS API Reference, TagResource",
        confidence: "documented",
        wording: "ours",
        error: { code: "InvalidParameter", status: 400, message: "Invalid parameter: Tags" },
    },
});

export const SUBSCRIPTION_RULES = rules("subscription", {
    protocol: {
        text: "The protocol is one that SNS has",
        source: "Amazon SNS API Reference, Subscribe",
        confidence: "documented",
        error: invalidParameter("Does not support this protocol string: {protocol}"),
    },
    email: {
        text: "An endpoint of email is an address",
        source: "Amazon SNS API Reference, Subscribe",
        confidence: "documented",
        error: invalidParameter("Email address"),
    },
    endpoint: {
        text: "An endpoint of sqs, lambda or https is of that service",
        source: "Amazon SNS API Reference, Subscribe",
        confidence: "documented",
        wording: "general",
        error: invalidParameter("{protocol} endpoint ARN"),
    },
    redrive: {
        text: "A redrive policy names a queue of the account and Region that exists",
        source: "Amazon SNS Developer Guide, sns-configure-dead-letter-queue",
        confidence: "documented",
        wording: "general",
        error: invalidParameter("RedrivePolicy: deadLetterTargetArn is invalid"),
    },
    rawDelivery: {
        text: "Raw delivery is for queues and for HTTP",
        source: "Amazon SNS Developer Guide, sns-large-payload-raw-message-delivery",
        confidence: "documented",
        wording: "general",
        error: invalidParameter(
            "Attributes Reason: RawMessageDelivery: Delivery protocol [{protocol}] does not support raw message delivery.",
        ),
    },
    notFound: {
        text: "The subscription exists",
        source: "Amazon SNS API Reference, GetSubscriptionAttributes",
        confidence: "documented",
        error: { code: "NotFound", status: 404, message: "Subscription does not exist" },
    },
    pending: {
        text: "A subscription that nobody has confirmed cannot be taken back: it goes by itself after 48 hours",
        source: "Amazon SNS Developer Guide, sns-delete-subscription-topic",
        confidence: "documented",
        error: invalidParameter(
            "SubscriptionArn Reason: Cannot unsubscribe a subscription that is pending confirmation",
        ),
    },
});
