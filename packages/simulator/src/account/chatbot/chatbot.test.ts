import { describe, expect, it } from "vitest";

import { manyTags, pair, testEachRule } from "../../../test/each-rule";
import { SimulatedAccount } from "../account";
import type { Channel } from "./chat-configuration";
import { readChatMessage } from "./chat-message";
import { CHAT_RULES } from "./chat-rules";
import type { CreateChatConfiguration } from "./chatbot";

const REGION = "eu-west-1";
const ROLE = "arn:aws:iam::123456789012:role/chat";
const TOPIC = "arn:aws:sns:eu-west-1:123456789012:chat";
const TEAM = "0a1b2c3d-4e5f-1a2b-3c4d-0a1b2c3d4e5f";
const SLACK: Channel = { kind: "slack", workspaceId: "T01ABC", channelId: "C01ABC" };
const TEAMS: Channel = {
    ...{ kind: "teams", teamId: TEAM, tenantId: TEAM, channelId: "19%3aabc%40thread.tacv2" },
    ...{ teamName: undefined, channelName: undefined },
};

const NEW: CreateChatConfiguration = {
    ...{ name: "findings", channel: SLACK, tags: {} },
    settings: {
        ...{ roleArn: ROLE, guardrailPolicyArns: ["arn:aws:iam::aws:policy/AWSDenyAll"], topicArns: [TOPIC] },
        ...{ loggingLevel: "NONE", userAuthorizationRequired: false },
    },
};

async function start(): Promise<SimulatedAccount> {
    const account = new SimulatedAccount({ principals: [ROLE] });
    account.chatbot.authorizeSlackWorkspace("T01ABC");
    account.chatbot.authorizeTeam(TEAM);
    await account.sns(REGION).create("chat", {});
    return account;
}

async function create(more: Partial<CreateChatConfiguration>, region = REGION): Promise<unknown> {
    return (await start()).chatbot.create(region, { ...NEW, ...more });
}

const withSettings = (settings: Partial<CreateChatConfiguration["settings"]>): Promise<unknown> =>
    create({ settings: { ...NEW.settings, ...settings } });

describe("a chat channel's rules", () => {
    const twice = async (more: Partial<CreateChatConfiguration>): Promise<void> => {
        const { chatbot } = await start();
        await chatbot.create(REGION, NEW);
        await chatbot.create(REGION, { ...NEW, ...more });
    };
    const afterRefusal = async (name: string): Promise<void> => {
        const { chatbot } = await start();
        const channel: Channel = { ...SLACK, workspaceId: "T02" };
        await expect(chatbot.create(REGION, { ...NEW, channel })).rejects.toThrow("not authorized");
        chatbot.authorizeSlackWorkspace("T02");
        await chatbot.create(REGION, { ...NEW, name, channel });
    };
    const withRole = async (service: string): Promise<void> => {
        const account = await start();
        const trust = { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" };
        const trustPolicy = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
        const { arn } = await account.iam(REGION).roles.create({ name: "real", trustPolicy });
        await account.chatbot.create(REGION, { ...NEW, settings: { ...NEW.settings, roleArn: arn } });
    };
    const other: Channel = { ...SLACK, channelId: "C02" };
    testEachRule(CHAT_RULES, {
        endpoint: pair(
            (region) => create({}, region),
            "us-east-2",
            "us-east-1",
            "lookup chatbot.us-east-1.amazonaws.com: no such host",
        ),
        name: pair((name) => create({ name }), "a".repeat(128), "a".repeat(129), "InvalidParameterException"),
        slackIds: pair(
            (channelId) => create({ channel: { ...SLACK, channelId } }),
            "C01",
            "#security",
            "InvalidParameterException",
        ),
        teamsIds: [
            pair(
                (channelId) => create({ channel: { ...TEAMS, channelId } }),
                "19%3Aa%40b",
                "19:a@b",
                "InvalidParameter",
            ),
            pair((tenantId) => create({ channel: { ...TEAMS, tenantId } }), TEAM, "example.com", "InvalidParameter"),
        ],
        taken: [
            pair((name) => twice({ name, channel: other }), "second", "findings", "ConflictException"),
            pair(afterRefusal, "second", "findings", "ConflictException"),
        ],
        slackWorkspace: pair(
            (workspaceId) => create({ channel: { ...SLACK, workspaceId } }),
            "T01ABC",
            "T02",
            "InvalidRequestException: AWS Chatbot can't create the configuration because Slack workspace T02 is not authorized with AWS account 123456789012.",
        ),
        team: pair(
            (teamId) => create({ channel: { ...TEAMS, teamId } }),
            TEAM,
            TEAM.replace("0a", "1a"),
            "team id you are using is not configured",
        ),
        channel: pair(
            (channel) => twice({ name: "second", channel }),
            other,
            SLACK,
            "InvalidRequestException: Slack channel with ID C01ABC in Slack team T01ABC has already been configured for AWS account 123456789012",
        ),
        role: [
            pair(withRole, "chatbot.amazonaws.com", "lambda.amazonaws.com", "InvalidRequestException"),
            pair((roleArn) => withSettings({ roleArn }), ROLE, `${ROLE}-gone`, "InvalidRequestException"),
        ],
        guardrail: pair(
            (arn) => withSettings({ guardrailPolicyArns: [arn] }),
            "arn:aws:iam::123456789012:policy/own",
            "AWSDenyAll",
            "InvalidParameterException",
        ),
        topic: pair((arn) => withSettings({ topicArns: [arn] }), TOPIC, `${TOPIC}-gone`, "InvalidRequestException"),
        notFound: pair(
            async (name) => {
                const { chatbot } = await start();
                const { arn } = await chatbot.create(REGION, NEW);
                await chatbot.delete(REGION, arn.replace("findings", name));
            },
            "findings",
            "other",
            "ResourceNotFoundException",
        ),
        tags: pair((count) => create({ tags: manyTags(count) }), 50, 51, "TooManyTagsException"),
    });

    it("leave a name free that was refused for its team", async () => {
        const { chatbot } = await start();
        const channel: Channel = { ...TEAMS, teamId: TEAM.replace("0a", "1a") };
        const request = { ...NEW, channel };
        await expect(chatbot.create(REGION, request)).rejects.toThrow("not configured");
        chatbot.authorizeTeam(channel.teamId);
        await expect(chatbot.create(REGION, request)).resolves.toMatchObject({ name: "findings" });
    });
});

/** AWS Chatbot Administrator Guide, custom-notifs: the sample notification, and what it must have. */
describe("what a channel shows", () => {
    const custom = (change: object = {}): string =>
        JSON.stringify({
            ...{ version: "1.0", source: "custom", id: "c-weihfjdsf" },
            content: { textType: "client-markdown", title: ":warning: Alarm", description: "EC2 auto scaling failed" },
            ...change,
        });

    it("is a custom notification, with its title and its description", () => {
        const shown = { kind: "custom", title: ":warning: Alarm", text: "EC2 auto scaling failed" };
        expect(readChatMessage(custom())).toEqual({ shown });
    });

    it("is an event of an AWS service, and an alarm", () => {
        const event = {
            version: "0",
            source: "aws.guardduty",
            "detail-type": "GuardDuty Finding",
            detail: { id: "1" },
        };
        expect(readChatMessage(JSON.stringify(event))).toMatchObject({
            shown: { kind: "event", title: "GuardDuty Finding" },
        });
        const alarm = { AlarmName: "lost", NewStateValue: "ALARM", NewStateReason: "why" };
        expect(readChatMessage(JSON.stringify(alarm))).toMatchObject({
            shown: { kind: "alarm", title: "ALARM: lost" },
        });
    });

    it.each([
        ["plain text", "GuardDuty found something"],
        ["any other JSON", JSON.stringify({ message: "GuardDuty found something" })],
        ["an event of one's own", JSON.stringify({ source: "own.app", "detail-type": "x", detail: {} })],
        ["a list", "[]"],
        ["another version", custom({ version: "0.1" })],
        ["no description", custom({ content: { title: "x" } })],
        ["no content", custom({ content: undefined })],
        ["another kind of text", custom({ content: { textType: "html", description: "x" } })],
    ])("is not %s", (_, body) => {
        expect(readChatMessage(body)).toHaveProperty("dropped");
    });

    it("is what its topic was told, and what it does not show is in the trail as lost", async () => {
        const account = await start();
        const topicArn = TOPIC.replace(/chat$/, "open");
        const Principal = { Service: "events.amazonaws.com" };
        const statement = { Effect: "Allow", Principal, Action: "sns:Publish", Resource: topicArn };
        const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
        await account.sns(REGION).create("open", { policy });
        const settings = { ...NEW.settings, topicArns: [topicArn] };
        const configuration = await account.chatbot.create(REGION, { ...NEW, settings });
        const publish = (body: string): Promise<unknown> =>
            account.world.exclusively(async () =>
                account.mailbox(topicArn)?.receive({
                    ...{ body, principal: "events.amazonaws.com", sourceAccount: "123456789012" },
                    sourceArn: "arn:aws:events:eu-west-1:123456789012:rule/findings",
                }),
            );
        expect(await publish(custom())).toEqual({ accepted: true });
        expect(configuration.messages).toMatchObject([{ kind: "custom", text: "EC2 auto scaling failed" }]);
        expect(await publish("plain")).toEqual({ accepted: true });
        expect(configuration.messages).toHaveLength(1);
        expect(account.world.trail.at(-1)).toMatchObject({ target: configuration.arn, outcome: "lost" });
    });
});
