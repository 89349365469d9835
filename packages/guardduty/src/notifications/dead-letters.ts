import * as cloudwatch from "@pulumi/aws/cloudwatch/index.js";
import * as sqs from "@pulumi/aws/sqs/index.js";
import * as pulumi from "@pulumi/pulumi";
import { queueNameFrom } from "../aws/generated-names";
import type { NamedArn } from "../aws/target-arns";
import { deadLetterPolicyDocument, patternOfRules } from "./policies";
import type { NotificationsSite } from "./site";

const DAY_IN_SECONDS = 86_400;

/**
 * The queue of what could not be delivered. SQS encrypts it with a key of its own, and not with the component's: a message that was
 * lost because of the component's key would be lost here for the same reason.
 */
export function createDeadLetterQueue({ name, tagged, keeping }: NotificationsSite): sqs.Queue {
    const logicalName = `${name}-dead-letters`;
    return new sqs.Queue(
        logicalName,
        {
            messageRetentionSeconds: 14 * DAY_IN_SECONDS,
            sqsManagedSseEnabled: true,
            ...queueNameFrom(logicalName),
            ...tagged,
        },
        keeping,
    );
}

export function createDeadLetterPolicy(
    queue: sqs.Queue,
    ruleArns: readonly pulumi.Output<string>[],
    topicArns: readonly pulumi.Output<string>[],
    place: pulumi.Output<NamedArn>,
    { name, region, passing }: NotificationsSite,
): sqs.QueuePolicy {
    const policy = pulumi
        .all([queue.arn, pulumi.all([...ruleArns]), pulumi.all([...topicArns]), place])
        .apply(([arn, rules, topics, at]) =>
            JSON.stringify(deadLetterPolicyDocument(arn, rules, topics, patternOfRules(at, name))),
        );
    return new sqs.QueuePolicy(`${name}-dead-letters-policy`, { queueUrl: queue.url, policy, ...region }, passing);
}

/** One message in the queue is one that somebody was to hear of. */
export function createDeadLetterAlarm(
    queue: sqs.Queue,
    topicArns: readonly pulumi.Input<string>[],
    { name, tagged, passing }: NotificationsSite,
): cloudwatch.MetricAlarm {
    return new cloudwatch.MetricAlarm(
        `${name}-dead-letters-alarm`,
        {
            alarmDescription: "Messages about GuardDuty could not be delivered and wait in the dead-letter queue.",
            namespace: "AWS/SQS",
            metricName: "ApproximateNumberOfMessagesVisible",
            dimensions: { QueueName: queue.name },
            statistic: "Maximum",
            period: 300,
            evaluationPeriods: 1,
            comparisonOperator: "GreaterThanThreshold",
            threshold: 0,
            // SQS says nothing of a queue that has been at rest for hours.
            treatMissingData: "notBreaching",
            ...(topicArns.length === 0 ? {} : { alarmActions: [...topicArns] }),
            ...tagged,
        },
        passing,
    );
}
