import * as pulumi from "@pulumi/pulumi";
import { placeOfQueue } from "../aws/place-of-queue";
import { MOST_ALARM_TOPICS } from "./args";
import { admitRules, arnsOf, rulesTo } from "./admissions";
import { createDeadLetterAlarm, createDeadLetterPolicy, createDeadLetterQueue } from "./dead-letters";
import { createDestination, type Destination } from "./destinations";
import { findOrCreateKey } from "./key";
import { subscribePeople } from "./people";
import type { NotificationsPlan } from "./plan";
import { requiredQueuePolicyDocument, requiredTopicPolicyDocument } from "./policies";
import { createRules, sendToTargets } from "./rules";
import { describeSite } from "./site";
import type { TargetPlan } from "./targets";

type ByKey<T> = Readonly<Record<string, T>>;

/** What `FindingNotifications` publishes. */
export interface NotificationsResources {
    readonly ruleArns: ByKey<pulumi.Output<string>>;
    readonly topicArns: ByKey<pulumi.Output<string>>;
    readonly queueArns: ByKey<pulumi.Output<string>>;
    readonly queueUrls: ByKey<pulumi.Output<string>>;
    readonly logGroupNames: ByKey<pulumi.Output<string>>;
    readonly deadLetterQueueArn: pulumi.Output<string>;
    readonly deadLetterQueueUrl: pulumi.Output<string>;
    readonly deadLetterAlarmArn: pulumi.Output<string>;
    readonly kmsKeyArn: pulumi.Output<string> | undefined;
    readonly topicPolicies: ByKey<pulumi.Output<string>>;
    readonly queuePolicies: ByKey<pulumi.Output<string>>;
    readonly keyPolicy: pulumi.Output<string>;
}

/** Everything in the order that loses nothing: where messages go and what lets them in, before the first is sent. */
export function createNotifications(
    name: string,
    plan: NotificationsPlan,
    parent: pulumi.Resource,
): NotificationsResources {
    const site = describeSite(name, plan, parent);
    const deadLetters = createDeadLetterQueue(site);
    const place = placeOfQueue(deadLetters);
    const key = findOrCreateKey(plan, place, site);
    const destinations = plan.targets.map((target) => createDestination(target, key.arn, site));
    const rules = createRules(plan.rules, site);

    const alarmTopics = plan.alarmTopicArns === undefined ? chooseAlarmTopics(destinations) : [];
    const alarmArns = plan.alarmTopicArns ?? alarmTopics.map((topic) => topic.arn);
    const alarm = createDeadLetterAlarm(deadLetters, alarmArns, site);

    const emailTopics = topicsOf(destinations, "email");
    const ruleArns = rules.map(({ rule }) => rule.arn);
    const deadLetterPolicy = createDeadLetterPolicy(
        deadLetters,
        ruleArns,
        emailTopics.map((topic) => topic.arn),
        place,
        site,
    );
    const admissions = admitRules(destinations, rules, { arn: alarm.arn, topics: alarmTopics }, deadLetters, site);
    sendToTargets({ rules, destinations, admissions, place, deadLetters, deadLetterPolicy }, site);
    subscribePeople({ destinations, place, deadLetters, deadLetterPolicy }, site);

    return {
        ruleArns: Object.fromEntries(rules.map((made) => [made.key, made.rule.arn])),
        topicArns: byKey(destinations, ({ topic }) => topic?.arn),
        queueArns: byKey(destinations, ({ queue }) => queue?.arn),
        queueUrls: byKey(destinations, ({ queue }) => queue?.url),
        logGroupNames: byKey(destinations, ({ logGroup }) => logGroup?.name),
        deadLetterQueueArn: deadLetters.arn,
        deadLetterQueueUrl: deadLetters.url,
        deadLetterAlarmArn: alarm.arn,
        kmsKeyArn: key.arn,
        topicPolicies: byKey(destinations, ({ plan: target, arn }) =>
            target.kind === "existing-topic" ? describeTopicPolicy(arn, alarm.arn, alarmArns) : undefined,
        ),
        queuePolicies: byKey(destinations, ({ plan: target, arn }) =>
            target.kind === "existing-queue"
                ? pulumi
                      .all([arn, arnsOf(rulesTo([target.key], rules))])
                      .apply(([known, arns]) => JSON.stringify(requiredQueuePolicyDocument(known, arns)))
                : undefined,
        ),
        keyPolicy: key.policy,
    };
}

/** A topic that hears of the targets' findings may hear of the alarm, too. */
function describeTopicPolicy(
    topicArn: pulumi.Output<string>,
    alarmArn: pulumi.Output<string>,
    alarmTopicArns: readonly pulumi.Input<string>[],
): pulumi.Output<string> {
    return pulumi
        .all([topicArn, alarmArn, pulumi.all([...alarmTopicArns])])
        .apply(([topic, alarm, topics]) =>
            JSON.stringify(requiredTopicPolicyDocument(topic, topics.includes(topic) ? alarm : undefined)),
        );
}

/** Those that people read first. */
function chooseAlarmTopics(destinations: readonly Destination[]) {
    return (["email", "topic", "slack", "teams"] as const)
        .flatMap((kind) => topicsOf(destinations, kind))
        .slice(0, MOST_ALARM_TOPICS);
}

function topicsOf(destinations: readonly Destination[], kind: TargetPlan["kind"]) {
    return destinations.flatMap(({ plan, topic }) => (plan.kind === kind && topic !== undefined ? [topic] : []));
}

function byKey(
    destinations: readonly Destination[],
    find: (destination: Destination) => pulumi.Output<string> | undefined,
): ByKey<pulumi.Output<string>> {
    return Object.fromEntries(
        destinations.flatMap((destination) => {
            const found = find(destination);
            return found === undefined ? [] : [[destination.plan.key, found] as const];
        }),
    );
}
