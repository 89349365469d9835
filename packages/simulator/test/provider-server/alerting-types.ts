import type { Plain } from "../protocol-client";

/** What carries findings to people and programs. */
export const ALERTING_TYPES = {
    eventTarget: "aws:cloudwatch/eventTarget:EventTarget",
    eventRule: "aws:cloudwatch/eventRule:EventRule",
    subscription: "aws:sns/topicSubscription:TopicSubscription",
    topicPolicy: "aws:sns/topicPolicy:TopicPolicy",
    topic: "aws:sns/topic:Topic",
    queuePolicy: "aws:sqs/queuePolicy:QueuePolicy",
    queue: "aws:sqs/queue:Queue",
} as const;

export type AlertingKind = keyof typeof ALERTING_TYPES;

/** A rule that sends findings to a topic, which tells a queue. */
export async function makeAlertingTypes<Made extends { readonly id: string; readonly state: Plain }>(
    make: (kind: AlertingKind, news: Plain) => Promise<Made>,
    keyId: string,
): Promise<Record<AlertingKind, Made>> {
    const tags = { team: "security" };
    const policyFor = (service: string, action: string, resource: string): string =>
        JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: action, Resource: resource }],
        });
    const queue = await make("queue", {
        ...{ name: "alerts", messageRetentionSeconds: 1_209_600, visibilityTimeoutSeconds: 60, tags },
        kmsMasterKeyId: keyId,
    });
    const queueArn = String(queue.state.arn);
    const queuePolicy = await make("queuePolicy", {
        queueUrl: queue.id,
        policy: policyFor("sns.amazonaws.com", "sqs:SendMessage", queueArn),
    });
    const topic = await make("topic", { name: "alerts", displayName: "Alerts", kmsMasterKeyId: keyId, tags });
    const topicPolicy = await make("topicPolicy", {
        arn: topic.id,
        policy: policyFor("events.amazonaws.com", "sns:Publish", topic.id),
    });
    const subscription = await make("subscription", {
        ...{ topic: topic.id, protocol: "sqs", endpoint: queueArn, rawMessageDelivery: true },
        redrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn }),
    });
    const eventRule = await make("eventRule", {
        ...{ name: "findings", description: "Findings", tags },
        eventPattern: JSON.stringify({ source: ["aws.guardduty"], detail: { severity: [{ numeric: [">=", 4] }] } }),
    });
    const eventTarget = await make("eventTarget", {
        ...{ rule: eventRule.id, targetId: "topic", arn: topic.id },
        inputTransformer: { inputPaths: { type: "$.detail.type" }, inputTemplate: '{"message":"A finding: <type>"}' },
        deadLetterConfig: { arn: queueArn },
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 5 },
    });
    return { eventTarget, eventRule, subscription, topicPolicy, topic, queuePolicy, queue };
}
