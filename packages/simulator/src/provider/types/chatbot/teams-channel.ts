import type { Channel, ChatConfiguration } from "../../../account/chatbot/chat-configuration";
import { CHAT_RULES } from "../../../account/chatbot/chat-rules";
import { attempt } from "../../attempt";
import type { PropertyReader } from "../../property-reader";
import { ProviderError } from "../../resource-provider";
import type { ResourceContext, ResourceType } from "../../resource-type";
import { computed, required, STRING } from "../../schema";
import { tagsRead, tagsToSend } from "../../tags";
import { unless } from "../gone";
import { CHAT_INPUTS, chatProperties, chatSettings, refuseWhatStays } from "./chat-settings";

const TITLE = "Chatbot Teams Channel Configuration";

/** A channel of Microsoft Teams. Its id is its team's: the provider looks it up by that alone. */
export const TEAMS_CHANNEL: ResourceType = {
    token: "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration",
    inputs: {
        ...CHAT_INPUTS,
        channelId: required(STRING),
        channelName: computed(STRING),
        teamId: required(STRING),
        teamName: computed(STRING),
        tenantId: required(STRING),
    },
    computedOutputs: ["chatConfigurationArn"],
    taggable: true,

    async create(inputs, context) {
        const teamId = inputs.string("teamId");
        await attempt(`creating ${TITLE} (${teamId})`, () =>
            context.account.chatbot.create(context.region, {
                name: inputs.string("configurationName"),
                channel: channelOf(inputs),
                settings: chatSettings(inputs, context.partition),
                tags: tagsToSend(inputs, context),
            }),
        );
        return teamId;
    },

    async read(id, context, prior) {
        const found = await only(id, context);
        if (found?.channel.kind !== "teams") {
            return undefined;
        }
        const { channelId, channelName, teamId, teamName, tenantId } = found.channel;
        return {
            ...{ channelId, channelName: channelName ?? channelId },
            chatConfigurationArn: found.arn,
            configurationName: found.name,
            ...chatProperties(found.settings),
            ...{ teamId, teamName: teamName ?? teamId, tenantId },
            ...tagsRead(found.tags, context, prior),
        };
    },

    async update(id, { olds, news, changed }, context) {
        const { chatbot } = context.account;
        const arn = olds.string("chatConfigurationArn");
        if (changed(...Object.keys(this.inputs).filter((name) => name !== "tags"))) {
            const channel = { ...channelOf(news), teamId: id, tenantId: olds.string("tenantId") };
            await attempt(`updating ${TITLE} (${id})`, () =>
                chatbot.update(context.region, arn, channel, chatSettings(news, context.partition, olds)),
            );
            refuseWhatStays(["configurationName", "teamId", "tenantId"], olds, news);
        }
        if (changed("tags")) {
            await attempt(`updating tags for ${TITLE} (${id})`, () =>
                chatbot.setTags(context.region, arn, tagsToSend(news, context)),
            );
        }
    },

    async delete(id, state, context) {
        const arn = state.string("chatConfigurationArn");
        await attempt(`deleting ${TITLE} (${id})`, () =>
            unless([CHAT_RULES.notFound], () => context.account.chatbot.delete(context.region, arn)),
        );
    },
};

/** findTeamsChannelConfigurationByTeamID in teams_channel_configuration.go: a team with two channels is an error. */
async function only(teamId: string, { account, region }: ResourceContext): Promise<ChatConfiguration | undefined> {
    const all = await attempt(`reading ${TITLE} (${teamId})`, () => account.chatbot.findByTeam(region, teamId));
    if (all.length > 1) {
        throw new ProviderError(`reading ${TITLE} (${teamId}): too many results: wanted 1, got ${all.length}`);
    }
    return all[0];
}

function channelOf(inputs: PropertyReader): Channel & { readonly kind: "teams" } {
    return {
        kind: "teams",
        teamId: inputs.string("teamId"),
        teamName: inputs.optionalString("teamName"),
        tenantId: inputs.string("tenantId"),
        channelId: inputs.string("channelId"),
        channelName: inputs.optionalString("channelName"),
    };
}
