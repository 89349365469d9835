import { beforeEach, describe, expect, it } from "vitest";

import { account, change, changes, failuresOf, make, provider, REGION, start } from "../../../../test/provider-fixture";
import type { PropertyMap } from "../../resource-provider";

const SLACK = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration";
const TEAMS = "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration";
const ROLE = "arn:aws:iam::123456789012:role/chat";
const TEAM = "0a1b2c3d-4e5f-1a2b-3c4d-0a1b2c3d4e5f";
const TOPIC = "arn:aws:sns:eu-west-1:123456789012:chat";

const slack = (more: PropertyMap = {}): PropertyMap => ({
    ...{ configurationName: "findings", iamRoleArn: ROLE, slackTeamId: "T01ABC", slackChannelId: "C01ABC" },
    ...more,
});

const teams = (more: PropertyMap = {}): PropertyMap => ({
    ...{ configurationName: "findings", iamRoleArn: ROLE, teamId: TEAM, tenantId: TEAM },
    channelId: "19%3aabc%40thread.tacv2",
    ...more,
});

beforeEach(async () => {
    start({ principals: [ROLE] });
    account.chatbot.authorizeSlackWorkspace("T01ABC");
    account.chatbot.authorizeTeam(TEAM);
    await account.sns(REGION).create("chat");
});

describe("a channel of Slack", () => {
    const ARN = "arn:aws:chatbot::123456789012:chat-configuration/slack-channel/findings";

    it("has the service's defaults: all that the role may is open to the channel", async () => {
        const { id, properties } = await make(SLACK, slack());
        expect(id).toBe(ARN);
        expect(properties).toMatchObject({
            ...slack(),
            ...{ chatConfigurationArn: ARN, loggingLevel: "NONE", userAuthorizationRequired: false },
            guardrailPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
        });
    });

    it("changes in place, and is told of by its topics", async () => {
        const made = await make(SLACK, slack());
        const guardrailPolicyArns = ["arn:aws:iam::aws:policy/AWSDenyAll"];
        const news = slack({ snsTopicArns: [TOPIC], guardrailPolicyArns, slackChannelId: "C02", tags: { a: "b" } });
        expect(await changes(made, news)).toEqual([
            "update guardrailPolicyArns[0]",
            "add snsTopicArns[0]",
            "add tags",
            "update slackChannelId",
        ]);
        expect(account.followersOf(TOPIC)).toEqual([]);
        expect(await change(made, news)).toMatchObject({
            guardrailPolicyArns,
            slackChannelId: "C02",
            tags: { a: "b" },
        });
        expect(account.followersOf(TOPIC).map(({ arn }) => arn)).toEqual([ARN]);
    });

    it("keeps its name and its workspace, whatever the provider asks for", async () => {
        const made = await make(SLACK, slack());
        const news = slack({ configurationName: "other" });
        expect(await changes(made, news)).toEqual(["update configurationName"]);
        await expect(change(made, news)).rejects.toThrow("Provider produced inconsistent result after apply");
    });

    it("is imported by its ARN, and gone when deleted", async () => {
        const { properties } = await make(SLACK, slack());
        expect((await provider.read({ type: SLACK, id: ARN }))?.inputs).toMatchObject(slack());
        await provider.delete({ type: SLACK, id: ARN, properties });
        expect(await provider.read({ type: SLACK, id: ARN, properties })).toBeUndefined();
        await provider.delete({ type: SLACK, id: ARN, properties });
    });

    it("cannot be made in a Region where the service is not called", async () => {
        await expect(make(SLACK, slack({ region: "us-east-1" }))).rejects.toThrow("chatbot.us-east-1.amazonaws.com");
        await expect(make(SLACK, slack({ region: "us-east-2" }))).resolves.toMatchObject({ id: ARN });
    });

    it("is checked by the provider", async () => {
        expect(await failuresOf(SLACK, slack({ loggingLevel: "DEBUG" }))).toEqual([
            'loggingLevel: expected logging_level to be one of ["ERROR" "INFO" "NONE"], got DEBUG',
        ]);
    });
});

describe("a channel of Microsoft Teams", () => {
    it("has its team as its id, and is imported by that", async () => {
        const { id, properties } = await make(TEAMS, teams({ snsTopicArns: [TOPIC] }));
        expect(id).toBe(TEAM);
        expect(properties).toMatchObject(teams({ snsTopicArns: [TOPIC] }));
        expect((await provider.read({ type: TEAMS, id }))?.inputs).toMatchObject(teams());
        await provider.delete({ type: TEAMS, id, properties });
        expect(await provider.read({ type: TEAMS, id, properties })).toBeUndefined();
    });

    it("changes its channel in place", async () => {
        const made = await make(TEAMS, teams());
        const news = teams({ channelId: "19%3aother%40thread.tacv2", loggingLevel: "ERROR" });
        expect(await change(made, news)).toMatchObject({ channelId: news["channelId"], loggingLevel: "ERROR" });
    });

    it("is the only one of its team, for the provider looks it up by that", async () => {
        await make(TEAMS, teams());
        const second = teams({ configurationName: "second", channelId: "19%3aother%40thread.tacv2" });
        await expect(make(TEAMS, second)).rejects.toThrow("too many results: wanted 1, got 2");
    });
});
