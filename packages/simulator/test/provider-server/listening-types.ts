import type { SimulatedAccount } from "../../src/index";
import { archive, type Plain } from "../protocol-client";

/** What messages can be sent to besides topics and queues, and what watches over queues. */
export const LISTENING_TYPES = {
    permission: "aws:lambda/permission:Permission",
    function: "aws:lambda/function:Function",
    logPolicy: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    logGroup: "aws:cloudwatch/logGroup:LogGroup",
    schedule: "aws:scheduler/schedule:Schedule",
    alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
    slackChannel: "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
    teamsChannel: "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration",
} as const;

export type ListeningKind = keyof typeof LISTENING_TYPES;

const DEAD_LETTERS = "arn:aws:sqs:eu-west-1:123456789012:dead";
const TEAM = "0a1b2c3d-4e5f-1a2b-3c4d-0a1b2c3d4e5f";

/** What an administrator does before a program can use chat, and a role for all that needs one. */
async function prepare(account: SimulatedAccount): Promise<string> {
    account.chatbot.authorizeSlackWorkspace("T01ABC");
    account.chatbot.authorizeTeam(TEAM);
    const Principal = { Service: ["lambda", "chatbot", "scheduler"].map((name) => `${name}.amazonaws.com`) };
    const statement = { Effect: "Allow", Principal, Action: "sts:AssumeRole" };
    const trustPolicy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const { roles, rolePolicies } = account.iam("eu-west-1");
    const { arn } = await roles.create({ name: "listener", trustPolicy });
    const send = { Effect: "Allow", Action: "sqs:SendMessage", Resource: DEAD_LETTERS };
    await rolePolicies.put("listener", "send", JSON.stringify({ Version: "2012-10-17", Statement: [send] }));
    return arn;
}

/** A function and a log group that a rule may send to, an alarm, and two channels that hear of a topic. */
export async function makeListeningTypes<Made extends { readonly id: string; readonly state: Plain }>(
    make: (kind: ListeningKind, news: Plain) => Promise<Made>,
    account: SimulatedAccount,
    topicArn: string,
): Promise<Record<ListeningKind, Made>> {
    const tags = { team: "security" };
    const role = await prepare(account);
    const one = await make("function", {
        ...{ name: "listener", description: "Findings", role, runtime: "nodejs22.x", handler: "index.handler", tags },
        ...{ code: archive({ "index.js": "exports.handler = async () => {};" }), timeout: 30, memorySize: 256 },
        ...{ architectures: ["arm64"], environment: { variables: { LEVEL: "info" } } },
        ...{
            deadLetterConfig: { targetArn: DEAD_LETTERS },
            loggingConfig: { logFormat: "JSON", logGroup: "listeners" },
        },
    });
    const permission = await make("permission", {
        ...{ function: one.id, action: "lambda:InvokeFunction", principal: "events.amazonaws.com" },
        ...{ sourceArn: "arn:aws:events:eu-west-1:123456789012:rule/findings", sourceAccount: "123456789012" },
    });
    const schedule = await make("schedule", {
        ...{ name: "daily", description: "Reads a feed", scheduleExpression: "cron(0 6 * * ? *)", state: "DISABLED" },
        ...{ flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 15 }, actionAfterCompletion: "NONE" },
        scheduleExpressionTimezone: "Europe/Berlin",
        target: {
            ...{ arn: String(one.state.arn), roleArn: role, input: "{}", deadLetterConfig: { arn: DEAD_LETTERS } },
            retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 3 },
        },
    });
    const logGroup = await make("logGroup", { name: "/aws/events/findings", retentionInDays: 365, tags });
    const Principal = { Service: "events.amazonaws.com" };
    const statement = { Effect: "Allow", Principal, Action: "logs:PutLogEvents", Resource: `${logGroup.id}:*` };
    const logPolicy = await make("logPolicy", {
        policyName: "events",
        policyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
    });
    const alarm = await make("alarm", {
        ...{ name: "lost", alarmDescription: "Messages were lost", alarmActions: [topicArn], tags },
        ...{ namespace: "AWS/SQS", metricName: "ApproximateNumberOfMessagesVisible", statistic: "Maximum" },
        ...{ dimensions: { QueueName: "alerts" }, period: 300, evaluationPeriods: 3, datapointsToAlarm: 1 },
        ...{ comparisonOperator: "GreaterThanThreshold", threshold: 0, treatMissingData: "notBreaching" },
    });
    const chat = {
        ...{ configurationName: "findings", iamRoleArn: role, snsTopicArns: [topicArn], loggingLevel: "ERROR", tags },
        ...{ guardrailPolicyArns: ["arn:aws:iam::aws:policy/AWSDenyAll"], userAuthorizationRequired: true },
    };
    const slackChannel = await make("slackChannel", { ...chat, slackTeamId: "T01ABC", slackChannelId: "C01ABC" });
    const teams = { teamId: TEAM, teamName: "Security", tenantId: TEAM };
    const channel = { channelId: "19%3aabc%40thread.tacv2", channelName: "Findings" };
    const teamsChannel = await make("teamsChannel", { ...chat, ...teams, ...channel });
    return { permission, function: one, schedule, logPolicy, logGroup, alarm, slackChannel, teamsChannel };
}
