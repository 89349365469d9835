import * as cloudwatch from "@pulumi/aws/cloudwatch/index.js";
import * as sns from "@pulumi/aws/sns/index.js";
import * as sqs from "@pulumi/aws/sqs/index.js";
import * as pulumi from "@pulumi/pulumi";
import { logGroupPrefixFrom, queueNameFrom, topicNameFrom } from "../aws/generated-names";
import { whenKnown } from "../validation/settled";
import type { NotificationsSite } from "./site";
import { MOST_QUEUE_DAYS } from "./target-args";
import type { TargetPlan } from "./targets";

/** Where a target's messages go: what is made for it, or what was there. */
export interface Destination {
    readonly plan: TargetPlan;
    readonly arn: pulumi.Output<string>;
    readonly topic: sns.Topic | undefined;
    readonly queue: sqs.Queue | undefined;
    readonly logGroup: cloudwatch.LogGroup | undefined;
}

const DAY_IN_SECONDS = 86_400;
const LOG_DAYS = 365;

export function createDestination(
    plan: TargetPlan,
    keyArn: pulumi.Output<string> | undefined,
    site: NotificationsSite,
): Destination {
    const none = { plan, topic: undefined, queue: undefined, logGroup: undefined };
    switch (plan.kind) {
        case "email":
        case "slack":
        case "teams":
        case "topic": {
            const topic = createTopic(plan, keyArn, site);
            return { ...none, arn: topic.arn, topic };
        }
        case "queue": {
            const queue = createQueue(plan.key, plan.retentionDays?.plan() ?? MOST_QUEUE_DAYS, keyArn, site);
            return { ...none, arn: queue.arn, queue };
        }
        case "log-group": {
            const logGroup = new cloudwatch.LogGroup(
                `${site.name}-log-group-${plan.key}`,
                {
                    namePrefix: logGroupPrefixFrom(`${site.name}-${plan.key}`),
                    retentionInDays: plan.retentionDays?.plan() ?? LOG_DAYS,
                    ...site.tagged,
                },
                site.keeping,
            );
            return { ...none, arn: logGroup.arn.apply(withoutStar), logGroup };
        }
        case "existing-log-group":
            return { ...none, arn: pulumi.output(whenKnown(plan.arn.plan(), withoutStar)) };
        case "existing-topic":
        case "existing-queue":
        case "function":
            return { ...none, arn: pulumi.output(plan.arn.plan()) };
    }
}

/** A topic per target: each has its own form of message and its own subscribers. */
function createTopic(plan: TargetPlan, keyArn: pulumi.Output<string> | undefined, site: NotificationsSite): sns.Topic {
    const logicalName = `${site.name}-topic-${plan.key}`;
    const displayName = plan.kind === "topic" ? plan.displayName?.plan() : undefined;
    return new sns.Topic(
        logicalName,
        {
            ...(keyArn === undefined ? {} : { kmsMasterKeyId: keyArn }),
            ...(displayName === undefined ? {} : { displayName }),
            ...topicNameFrom(logicalName),
            ...site.tagged,
        },
        site.keeping,
    );
}

function createQueue(
    key: string,
    days: pulumi.Input<number>,
    keyArn: pulumi.Output<string> | undefined,
    { name, tagged, keeping }: NotificationsSite,
): sqs.Queue {
    const logicalName = `${name}-queue-${key}`;
    return new sqs.Queue(
        logicalName,
        {
            messageRetentionSeconds: typeof days === "number" ? days * DAY_IN_SECONDS : inSeconds(days),
            ...(keyArn === undefined ? {} : { kmsMasterKeyId: keyArn }),
            ...queueNameFrom(logicalName),
            ...tagged,
        },
        keeping,
    );
}

function inSeconds(days: pulumi.Input<number>): pulumi.Output<number> {
    return pulumi.output(days).apply((known) => known * DAY_IN_SECONDS);
}

/** EventBridge wants a log group's ARN without the `:*` that stands for its streams. */
function withoutStar(arn: string): string {
    return arn.replace(/:\*$/, "");
}
