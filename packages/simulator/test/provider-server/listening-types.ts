import type { SimulatedAccount } from "../../src/index";
import { archive, type Plain } from "../protocol-client";

/** What messages can be sent to besides topics and queues, and what watches over queues. */
export const LISTENING_TYPES = {
    permission: "aws:lambda/permission:Permission",
    function: "aws:lambda/function:Function",
    logPolicy: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    logGroup: "aws:cloudwatch/logGroup:LogGroup",
    alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
    slackChannel: "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
    teamsChannel: "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration",
} as const;

export type ListeningKind = keyof typeof LISTENING_TYPES;

const TEAM = "0a1b2c3d-4e5f-1a2b-3c4d-0a1b2c3d4e5f";

/** What an administrator does before a program can use chat, and a role for all that needs one. */
async function prepare(account: SimulatedAccount): Promise<string> {
    account.chatbot.authorizeSlackWorkspace("T01ABC");
    account.chatbot.authorizeTeam(TEAM);
    const Principal = { Service: ["lambda.amazonaws.com", "chatbot.amazonaws.com"] };
    const statement = { Effect: "Allow", Principal, Action: "sts:AssumeRole" };
    const trustPolicy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    return (await account.iam("eu-west-1").roles.create({ name: "listener", trustPolicy })).arn;
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
    });
    const permission = await make("permission", {
        ...{ function: one.id, action: "lambda:InvokeFunction", principal: "events.amazonaws.com" },
        ...{ sourceArn: "arn:aws:events:eu-west-1:123456789012:rule/findings", sourceAccount: "123456789012" },
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
    return { permission, function: one, logPolicy, logGroup, alarm, slackChannel, teamsChannel };
}
