import { allowKeyAdministration } from "../aws/key-policy";
import { literal, type PolicyDocument, type PolicyStatement } from "../aws/policy-document";
import type { NamedArn } from "../aws/target-arns";

/** Who delivers: EventBridge's rules, CloudWatch's alarms, and SNS what it could not deliver itself. The same in every partition. */
const EVENTS = { Service: "events.amazonaws.com" };
const CLOUDWATCH = { Service: "cloudwatch.amazonaws.com" };
const SNS = { Service: "sns.amazonaws.com" };

export interface TopicPolicyRequest {
    readonly topicArn: string;
    /** The rules that send to it. */
    readonly ruleArns: readonly string[];
    /** The alarm that publishes to it, if it does. */
    readonly alarmArn?: string | undefined;
}

/**
 * The policy of a topic that is made for rules. What lets EventBridge in has no condition: AWS says that topic policies can't have one
 * for EventBridge (EventBridge User Guide, "Troubleshooting": "You can't use Condition blocks in Amazon SNS topic policies for
 * EventBridge"), and one that is not met loses every message without a sign. So other rules are kept out the other way round: where
 * EventBridge does say for which rule it comes, and that is none of these, it is denied.
 */
export function topicPolicyDocument({ topicArn, ruleArns, alarmArn }: TopicPolicyRequest): PolicyDocument {
    const topic = literal(topicArn);
    return document([
        ...requiredTopicPolicyDocument(topicArn, alarmArn).Statement,
        {
            Sid: "DenyOtherRules",
            Effect: "Deny",
            Principal: EVENTS,
            Action: "sns:Publish",
            Resource: topic,
            Condition: {
                Null: { "aws:SourceArn": "false" },
                ArnNotEquals: { "aws:SourceArn": ruleArns.map(literal) },
            },
        },
        denyPlainHttp("sns:Publish", topic),
    ]);
}

/** What a topic of one's own needs: no denial, since other rules may send to it, too. */
export function requiredTopicPolicyDocument(topicArn: string, alarmArn?: string): PolicyDocument {
    const publish = { Effect: "Allow", Action: "sns:Publish", Resource: literal(topicArn) } as const;
    if (alarmArn === undefined) return document([{ Sid: "AllowEventBridge", Principal: EVENTS, ...publish }]);
    // SNS Developer Guide, "Example cases for Amazon SNS access control": alarms do say for which they come.
    const Condition = { ArnEquals: { "aws:SourceArn": literal(alarmArn) } };
    return document([
        { Sid: "AllowEventBridge", Principal: EVENTS, ...publish },
        { Sid: "AllowAlarm", Principal: CLOUDWATCH, ...publish, Condition },
    ]);
}

/** The policy of a queue that is made for rules. */
export function queuePolicyDocument(queueArn: string, ruleArns: readonly string[]): PolicyDocument {
    return document([
        ...requiredQueuePolicyDocument(queueArn, ruleArns).Statement,
        denyPlainHttp("sqs:*", literal(queueArn)),
    ]);
}

/** What a queue of one's own needs: for queues, EventBridge does say for which rule it comes (EventBridge User Guide, "Amazon SQS permissions"). */
export function requiredQueuePolicyDocument(queueArn: string, ruleArns: readonly string[]): PolicyDocument {
    return document([allowSend("AllowRules", EVENTS, queueArn, ruleArns)]);
}

/**
 * The policy of the queue of what could not be delivered: by EventBridge (EventBridge User Guide, "Using dead-letter queues") and by
 * topics with e-mail subscribers (SNS Developer Guide, "Configuring a dead-letter queue").
 *
 * A rule that leaves the program is deleted after everything else was changed, and not at all where the run fails before. Until then
 * it sends on, and the topics and queues that stay let it in no more: so what is called like a rule of this component may end here.
 */
export function deadLetterPolicyDocument(
    queueArn: string,
    ruleArns: readonly string[],
    topicArns: readonly string[],
    leavingRules?: string,
): PolicyDocument {
    const rules = allowSend("AllowRules", EVENTS, queueArn, ruleArns);
    const leaving = { ArnLike: { "aws:SourceArn": leavingRules ?? "" } };
    return document([
        rules,
        ...(leavingRules === undefined ? [] : [{ ...rules, Sid: "AllowLeavingRules", Condition: leaving }]),
        ...(topicArns.length === 0 ? [] : [allowSend("AllowTopics", SNS, queueArn, topicArns)]),
        denyPlainHttp("sqs:*", literal(queueArn)),
    ]);
}

/** How Pulumi calls the rules of the component named `name`, as a pattern; nothing where a rule can't be called so. */
export function patternOfRules({ partition, region, accountId }: Omit<NamedArn, "name">, name: string) {
    return /^[\w.-]+$/.test(name) ? `arn:${partition}:events:${region}:${accountId}:rule/${name}-rule-*` : undefined;
}

/** A policy of CloudWatch Logs for the account: it has none per log group that EventBridge is documented to heed. */
export function logPolicyDocument(logGroupArns: readonly string[], ruleArns: readonly string[]): PolicyDocument {
    const streams = logGroupArns.map((arn) => `${literal(arn)}:*`);
    // Both in the EventBridge User Guide, "CloudWatch Logs permissions".
    const Principal = { Service: [EVENTS.Service, "delivery.logs.amazonaws.com"] };
    return document([
        // Only for the writing of events is the rule's ARN documented.
        {
            Sid: "AllowEventBridgeStreams",
            Effect: "Allow",
            Principal,
            Action: "logs:CreateLogStream",
            Resource: streams,
        },
        {
            Sid: "AllowEventBridgeEvents",
            Effect: "Allow",
            Principal,
            Action: "logs:PutLogEvents",
            Resource: streams,
            Condition: { ArnEquals: { "aws:SourceArn": ruleArns.map(literal) } },
        },
    ]);
}

/**
 * The policy of the key that encrypts topics and queues. Whoever publishes to an encrypted topic or sends to an encrypted queue needs
 * both actions; with the keys that AWS manages messages vanish, since their policies name no service.
 *
 * Without conditions: "Adding the aws:SourceAccount, aws:SourceArn, and aws:SourceOrgID to a AWS KMS policy is not supported for
 * EventBridge-to-encrypted topics" (SNS Developer Guide, "Key management"). What the services may send where is in the policies of
 * topics and queues.
 *
 * SNS takes the key where a queue that is encrypted with it subscribes to a topic, and does say for which account it comes (SNS
 * Developer Guide, "Configuring Amazon SNS topic encryption with encrypted Amazon SQS queue subscription").
 */
export function keyPolicyDocument(partition: string, accountId: string): PolicyDocument {
    const use = (Sid: string, Principal: PolicyStatement["Principal"]): PolicyStatement => ({
        Sid,
        Effect: "Allow",
        Principal,
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
    });
    return document([
        allowKeyAdministration(partition, accountId),
        use("AllowEventBridge", EVENTS),
        use("AllowAlarms", CLOUDWATCH),
        { ...use("AllowTopics", SNS), Condition: { StringEquals: { "aws:SourceAccount": accountId } } },
    ]);
}

/** Who may be the role of a chat channel. */
export function chatTrustPolicy(): string {
    const statement = {
        Effect: "Allow",
        Principal: { Service: "chatbot.amazonaws.com" },
        Action: "sts:AssumeRole",
    };
    return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

function allowSend(
    Sid: string,
    Principal: PolicyStatement["Principal"],
    queueArn: string,
    sourceArns: readonly string[],
): PolicyStatement {
    return {
        Sid,
        Effect: "Allow",
        Principal,
        Action: "sqs:SendMessage",
        Resource: literal(queueArn),
        Condition: { ArnEquals: { "aws:SourceArn": sourceArns.map(literal) } },
    };
}

function denyPlainHttp(Action: string, Resource: string): PolicyStatement {
    return {
        Sid: "DenyPlainHttp",
        Effect: "Deny",
        Principal: "*",
        Action,
        Resource,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
}

function document(Statement: readonly PolicyStatement[]): PolicyDocument {
    return { Version: "2012-10-17", Statement };
}
