import * as cloudwatch from "@pulumi/aws/cloudwatch/index.js";
import * as lambda from "@pulumi/aws/lambda/index.js";
import * as sns from "@pulumi/aws/sns/index.js";
import * as sqs from "@pulumi/aws/sqs/index.js";
import * as pulumi from "@pulumi/pulumi";
import { statementIdPrefixFrom } from "../aws/generated-names";
import { parseLambdaFunctionArn } from "../aws/target-arns";
import { whenKnown } from "../validation/settled";
import type { Destination } from "./destinations";
import { logPolicyDocument, queuePolicyDocument, topicPolicyDocument } from "./policies";
import type { NotificationsSite } from "./site";

/** A rule that has been made. */
export interface MadeRule {
    readonly key: string;
    readonly rule: cloudwatch.EventRule;
    /** Keys of its targets. */
    readonly targets: readonly string[];
}

/**
 * What lets rules in: the policy of each topic and queue that is made, a permission on each function for each rule, and one policy
 * for all log groups. By target, what must be there before anything is sent.
 */
export function admitRules(
    destinations: readonly Destination[],
    rules: readonly MadeRule[],
    alarm: { readonly arn: pulumi.Output<string>; readonly topics: readonly sns.Topic[] },
    deadLetters: sqs.Queue,
    site: NotificationsSite,
): ReadonlyMap<string, pulumi.Resource[]> {
    const logPolicy = createLogPolicy(destinations, rules, deadLetters, site);
    const admissions = new Map<string, pulumi.Resource[]>();
    for (const destination of destinations) {
        const { plan, topic, queue } = destination;
        const ruleArns = arnsOf(rulesTo([plan.key], rules));
        const made: pulumi.Resource[] = [];
        if (topic !== undefined) {
            const alarmArn = alarm.topics.includes(topic) ? alarm.arn : undefined;
            made.push(createTopicPolicy(plan.key, topic, ruleArns, alarmArn, site));
        }
        if (queue !== undefined) made.push(createQueuePolicy(plan.key, queue, ruleArns, site));
        made.push(...createPermissions(destination, rules, site));
        if (isLogGroup(destination) && logPolicy !== undefined) made.push(logPolicy);
        admissions.set(plan.key, made);
    }
    return admissions;
}

/** The rules that send to any of these targets. */
export function rulesTo(targets: readonly string[], rules: readonly MadeRule[]): readonly MadeRule[] {
    return rules.filter((rule) => rule.targets.some((target) => targets.includes(target)));
}

export function arnsOf(rules: readonly MadeRule[]): pulumi.Output<string[]> {
    return pulumi.all(rules.map(({ rule }) => rule.arn));
}

function createTopicPolicy(
    key: string,
    topic: sns.Topic,
    ruleArns: pulumi.Output<string[]>,
    alarmArn: pulumi.Output<string> | undefined,
    { name, region, passing }: NotificationsSite,
): sns.TopicPolicy {
    const policy = pulumi
        .all([topic.arn, ruleArns, alarmArn])
        .apply(([topicArn, rules, alarm]) =>
            JSON.stringify(topicPolicyDocument({ topicArn, ruleArns: rules, alarmArn: alarm })),
        );
    return new sns.TopicPolicy(`${name}-policy-${key}`, { arn: topic.arn, policy, ...region }, passing);
}

function createQueuePolicy(
    key: string,
    queue: sqs.Queue,
    ruleArns: pulumi.Output<string[]>,
    { name, region, passing }: NotificationsSite,
): sqs.QueuePolicy {
    const policy = pulumi
        .all([queue.arn, ruleArns])
        .apply(([arn, rules]) => JSON.stringify(queuePolicyDocument(arn, rules)));
    return new sqs.QueuePolicy(`${name}-policy-${key}`, { queueUrl: queue.url, policy, ...region }, passing);
}

/** A permission for each rule. One on an alias or a version does not hold for the function itself, nor the other way round. */
function createPermissions(
    { plan }: Destination,
    rules: readonly MadeRule[],
    { name, region, passing }: NotificationsSite,
): lambda.Permission[] {
    if (plan.kind !== "function") return [];
    const called = whenKnown(plan.arn.plan(), splitQualifier);
    // Not there at all where it is known that there is none.
    const qualifier = whenKnown(called, (known) => known.qualifier);
    return rulesTo([plan.key], rules).map(({ key, rule }) => {
        const logicalName = `${name}-permission-${key}.${plan.key}`;
        return new lambda.Permission(
            logicalName,
            {
                action: "lambda:InvokeFunction",
                principal: "events.amazonaws.com",
                function: whenKnown(called, (known) => known.functionArn),
                ...(qualifier === undefined ? {} : { qualifier }),
                sourceArn: rule.arn,
                statementIdPrefix: statementIdPrefixFrom(logicalName),
                ...region,
            },
            passing,
        );
    });
}

function splitQualifier(arn: string): { readonly functionArn: string; readonly qualifier: string | undefined } {
    const parsed = parseLambdaFunctionArn(arn);
    const qualifier = "value" in parsed ? parsed.value.qualifier : undefined;
    return { functionArn: qualifier === undefined ? arn : arn.slice(0, -qualifier.length - 1), qualifier };
}

/** One for all log groups, since an account can have ten per Region. Its name is as unique as that of the queue. */
function createLogPolicy(
    destinations: readonly Destination[],
    rules: readonly MadeRule[],
    deadLetters: sqs.Queue,
    { name, region, passing }: NotificationsSite,
): cloudwatch.LogResourcePolicy | undefined {
    const groups = destinations.filter(isLogGroup);
    if (groups.length === 0) return undefined;
    const keys = groups.map(({ plan }) => plan.key);
    const policyDocument = pulumi
        .all([pulumi.all(groups.map(({ arn }) => arn)), arnsOf(rulesTo(keys, rules))])
        .apply(([groupArns, ruleArns]) => JSON.stringify(logPolicyDocument(groupArns, ruleArns)));
    return new cloudwatch.LogResourcePolicy(
        `${name}-log-policy`,
        { policyName: deadLetters.name, policyDocument, ...region },
        passing,
    );
}

function isLogGroup({ plan }: Destination): boolean {
    return plan.kind === "log-group" || plan.kind === "existing-log-group";
}
