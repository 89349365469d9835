import type * as pulumi from "@pulumi/pulumi";
import { checkedText, input, object, oneOf, optional, text, wholeNumber, type Schema } from "../validation/schema";
import {
    findLambdaFunctionArnFault,
    findLogGroupArnFault,
    findSnsTopicArnFault,
    findSqsQueueArnFault,
} from "../aws/target-arns";

/** What a target is sent. */
export const MessageFormat = {
    /** A few lines for people: severity in words, type, account, Region, resource, count, times and a link to the console. */
    TEXT: "TEXT",
    /**
     * The same as Amazon Q Developer in chat applications shows it, for a topic that a chat configuration of your own listens to: a
     * channel has one configuration in an account, for topics of any Region.
     */
    CHAT: "CHAT",
    /** The whole event as EventBridge has it, for programs. It holds text that an attacker may have chosen. */
    EVENT: "EVENT",
} as const;
/** One of the values of `MessageFormat`; its text may be written instead. */
export type MessageFormat = (typeof MessageFormat)[keyof typeof MessageFormat];

/** A topic that is made, encrypted with the component's key. Subscribe to it what you like. */
export interface NewTopicArgs {
    /**
     * What an e-mail names as its sender, at most 100 characters. Default: `AWS Notifications`.
     *
     * @defaultValue `AWS Notifications`
     */
    displayName?: pulumi.Input<string> | undefined;
}

/** A queue that is made, encrypted with the component's key. */
export interface NewQueueArgs {
    /**
     * For how many days the queue keeps a message that nobody takes, 1 to 14. Default: 14.
     *
     * @defaultValue `14`
     */
    messageRetentionDays?: pulumi.Input<number> | undefined;
}

/** A log group that is made, under `/aws/events/`. */
export interface NewLogGroupArgs {
    /**
     * For how many days the events are kept: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
     * 2922, 3288 or 3653. Default: 365, four times as long as GuardDuty keeps a finding.
     *
     * @defaultValue `365`
     */
    retentionInDays?: pulumi.Input<number> | undefined;
}

/**
 * A Slack channel. Authorize the workspace once per account in the console of Amazon Q Developer in chat applications, and invite
 * `@Amazon Q` into a private channel. A channel can be configured once per account.
 */
export interface SlackChannelArgs {
    /** Id of the workspace, such as `T0123ABCDEF`. */
    workspaceId: pulumi.Input<string>;
    /** Id of the channel, such as `C0123ABCDEF`: the last part of the channel's link. */
    channelId: pulumi.Input<string>;
}

/**
 * A channel of Microsoft Teams. Authorize the team once per account in the console of Amazon Q Developer in chat applications. A
 * channel can be configured once per account, and a team has one channel at most: the AWS provider finds it by the team alone.
 */
export interface TeamsChannelArgs {
    /** Id of the team, a UUID: `groupId` in the channel's link. */
    teamId: pulumi.Input<string>;
    /** Id of the tenant, a UUID: `tenantId` in the channel's link. */
    tenantId: pulumi.Input<string>;
    /** Id of the channel as its link has it, such as `19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2`. */
    channelId: pulumi.Input<string>;
}

/**
 * Where messages go: exactly one of `email`, `snsTopicArn`, `snsTopic`, `sqsQueueArn`, `sqsQueue`, `lambdaFunctionArn`,
 * `logGroupArn`, `logGroup`, `slack` and `teams`. A target is in the account and Region of the component.
 */
export interface NotificationTargetArgs {
    /**
     * An address. AWS sends it a mail with a link first; until somebody has clicked that, it gets nothing. Default: not an address.
     *
     * @defaultValue not an address
     */
    email?: pulumi.Input<string> | undefined;
    /**
     * ARN of a standard topic of your own. Its policy is left alone: it must have the statements in `requiredTopicPolicies`, and its
     * KMS key, if any, those in `requiredKeyPolicy`. Default: not a topic of your own.
     *
     * @defaultValue not a topic of your own
     */
    snsTopicArn?: pulumi.Input<string> | undefined;
    /**
     * A new topic; `{}` is enough. Default: no new topic.
     *
     * @defaultValue no new topic
     */
    snsTopic?: NewTopicArgs | undefined;
    /**
     * ARN of a standard queue of your own. Its policy is left alone: it must have the statements in `requiredQueuePolicies`, and its
     * KMS key, if any, those in `requiredKeyPolicy`. Default: not a queue of your own.
     *
     * @defaultValue not a queue of your own
     */
    sqsQueueArn?: pulumi.Input<string> | undefined;
    /**
     * A new queue; `{}` is enough. Default: no new queue.
     *
     * @defaultValue no new queue
     */
    sqsQueue?: NewQueueArgs | undefined;
    /**
     * ARN of a function, with or without an alias or version. It is given a permission for each rule. Default: not a function.
     *
     * @defaultValue not a function
     */
    lambdaFunctionArn?: pulumi.Input<string> | undefined;
    /**
     * ARN of a log group of your own. The account's policies of CloudWatch Logs, of which there can be ten per Region, get one that
     * lets EventBridge write to it. Default: not a log group of your own.
     *
     * @defaultValue not a log group of your own
     */
    logGroupArn?: pulumi.Input<string> | undefined;
    /**
     * A new log group; `{}` is enough. Default: no new log group.
     *
     * @defaultValue no new log group
     */
    logGroup?: NewLogGroupArgs | undefined;
    /**
     * A Slack channel. Default: not a Slack channel.
     *
     * @defaultValue not a Slack channel
     */
    slack?: SlackChannelArgs | undefined;
    /**
     * A channel of Microsoft Teams. Default: not a Teams channel.
     *
     * @defaultValue not a Teams channel
     */
    teams?: TeamsChannelArgs | undefined;
    /**
     * What is sent. Topics take each form, queues and functions `TEXT` and `EVENT`; there is no choice for e-mail, chat and log groups.
     * Default: `TEXT` for e-mail and topics, `CHAT` for chat, `EVENT` for queues, functions and log groups.
     *
     * @defaultValue `"TEXT"` for e-mail and topics, `"CHAT"` for chat, `"EVENT"` for queues, functions and log groups
     */
    messageFormat?: MessageFormat;
}

/** CloudWatch Logs API, PutRetentionPolicy. */
const RETENTIONS: readonly number[] = [
    ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

const retentionDays = wholeNumber(1, 3653, "days");
export const MOST_QUEUE_DAYS = 14;

export const displayNameSchema: Schema = text(
    "must be a text of 1 to 100 characters, no control characters",
    /^[^\p{Cc}]{1,100}$/u,
);
export const queueDaysSchema: Schema = wholeNumber(1, MOST_QUEUE_DAYS, "days");
export const logDaysSchema: Schema = retentionDays.check((context) => {
    if (typeof context.value !== "number" || RETENTIONS.includes(context.value)) return;
    const message = `must be a number of days that CloudWatch Logs takes: ${RETENTIONS.join(", ")}`;
    context.issues.push({ code: "custom", message, input: context.value });
});
export const topicArnSchema: Schema = checkedText(
    "must be the ARN of an SNS topic, such as arn:aws:sns:eu-west-1:111122223333:alerts",
    findSnsTopicArnFault,
);
export const queueArnSchema: Schema = checkedText(
    "must be the ARN of an SQS queue, such as arn:aws:sqs:eu-west-1:111122223333:alerts",
    findSqsQueueArnFault,
);
export const functionArnSchema: Schema = checkedText(
    "must be the ARN of a Lambda function, such as arn:aws:lambda:eu-west-1:111122223333:function:alerts",
    findLambdaFunctionArnFault,
);
export const logGroupArnSchema: Schema = checkedText(
    "must be the ARN of a log group, such as arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/alerts",
    findLogGroupArnFault,
);

// SlackTeamId, SlackChannelId, UUID and TeamsChannelId in the API model of AWS Chatbot.
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const slackSchema: Schema = object(
    'must be an object such as { workspaceId: "T0123ABCDEF", channelId: "C0123ABCDEF" }',
    {
        workspaceId: input(
            text("must be a workspace's id of capital letters and digits, such as T0123ABCDEF", /^[0-9A-Z]{1,255}$/),
        ),
        channelId: input(
            text(
                "must be a channel's id of letters and digits, such as C0123ABCDEF, not its name",
                /^[A-Za-z0-9]{1,255}$/,
            ),
        ),
    },
);
export const teamsSchema: Schema = object("must be an object with teamId, tenantId and channelId", {
    teamId: input(text("must be a team's id, a UUID", UUID)),
    tenantId: input(text("must be a tenant's id, a UUID", UUID)),
    channelId: input(
        text(
            "must be a channel's id as its link has it, with %3a and %40, such as 19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2",
            /^(?=.{1,255}$)[\w\-=+/.,]*%3[aA][\w\-=+/.,]*%40[\w\-=+/.,]*$/,
        ),
    ),
});

/** RFC 5321 without quoted local parts, which SNS is not known to take. */
const EMAIL =
    /^(?=.{3,254}$)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

export const emailSchema: Schema = text("must be an e-mail address, such as security@example.com", EMAIL);

/** The shape of one target. Which of its members there may be together is said in targets.ts. */
export const targetSchema: Schema = object('must be an object such as { email: "security@example.com" }', {
    email: optional(input(emailSchema)),
    snsTopicArn: optional(input(topicArnSchema)),
    snsTopic: optional(
        object("must be an object; {} makes a topic", { displayName: optional(input(displayNameSchema)) }),
    ),
    sqsQueueArn: optional(input(queueArnSchema)),
    sqsQueue: optional(
        object("must be an object; {} makes a queue", { messageRetentionDays: optional(input(queueDaysSchema)) }),
    ),
    lambdaFunctionArn: optional(input(functionArnSchema)),
    logGroupArn: optional(input(logGroupArnSchema)),
    logGroup: optional(
        object("must be an object; {} makes a log group", { retentionInDays: optional(input(logDaysSchema)) }),
    ),
    slack: optional(slackSchema),
    teams: optional(teamsSchema),
    messageFormat: optional(oneOf(MessageFormat)),
});
