import type { Channel } from "../../../account/chatbot/chat-configuration";
import { CHAT_RULES } from "../../../account/chatbot/chat-rules";
import { attempt } from "../../attempt";
import type { PropertyReader } from "../../property-reader";
import type { ResourceType } from "../../resource-type";
import { required, STRING } from "../../schema";
import { tagsRead, tagsToSend } from "../../tags";
import { unless } from "../gone";
import { CHAT_INPUTS, chatProperties, chatSettings, refuseWhatStays } from "./chat-settings";

const TITLE = "Chatbot Slack Channel Configuration";

/** A channel of a Slack workspace. Its id is its ARN. */
export const SLACK_CHANNEL: ResourceType = {
    token: "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
    inputs: { ...CHAT_INPUTS, slackChannelId: required(STRING), slackTeamId: required(STRING) },
    computedOutputs: ["chatConfigurationArn", "slackChannelName", "slackTeamName"],
    taggable: true,

    async create(inputs, context) {
        const { arn } = await attempt(`creating ${TITLE} ()`, () =>
            context.account.chatbot.create(context.region, {
                name: inputs.string("configurationName"),
                channel: channelOf(inputs),
                settings: chatSettings(inputs, context.partition),
                tags: tagsToSend(inputs, context),
            }),
        );
        return arn;
    },

    async read(id, context, prior) {
        const found = await attempt(`reading ${TITLE} (${id})`, () => context.account.chatbot.find(context.region, id));
        if (found?.channel.kind !== "slack") {
            return undefined;
        }
        const { channelId, workspaceId } = found.channel;
        return {
            chatConfigurationArn: found.arn,
            configurationName: found.name,
            ...chatProperties(found.settings),
            // The service asks Slack for the names; here they are not known.
            ...{ slackChannelId: channelId, slackChannelName: channelId },
            ...{ slackTeamId: workspaceId, slackTeamName: workspaceId },
            ...tagsRead(found.tags, context, prior),
        };
    },

    async update(id, { olds, news, changed }, context) {
        const { chatbot } = context.account;
        if (changed(...Object.keys(this.inputs).filter((name) => name !== "tags"))) {
            const channel = { ...channelOf(olds), channelId: news.string("slackChannelId") };
            await attempt(`updating ${TITLE} (${id})`, () =>
                chatbot.update(context.region, id, channel, chatSettings(news, context.partition, olds)),
            );
            refuseWhatStays(["configurationName", "slackTeamId"], olds, news);
        }
        if (changed("tags")) {
            await attempt(`updating tags for ${TITLE} (${id})`, () =>
                chatbot.setTags(context.region, id, tagsToSend(news, context)),
            );
        }
    },

    async delete(id, _state, context) {
        await attempt(`deleting ${TITLE} (${id})`, () =>
            unless([CHAT_RULES.notFound], () => context.account.chatbot.delete(context.region, id)),
        );
    },
};

function channelOf(inputs: PropertyReader): Channel {
    return {
        kind: "slack",
        workspaceId: inputs.string("slackTeamId"),
        channelId: inputs.string("slackChannelId"),
    };
}
