import type { Snapshot, SnapshotReader } from "../core/snapshot";
import type { Tags } from "../core/tags";
import type { ChatMessage } from "./chat-message";

/** A channel: of a Slack workspace, or of a team of Microsoft Teams. */
export type Channel =
    | { readonly kind: "slack"; readonly workspaceId: string; readonly channelId: string }
    | {
          readonly kind: "teams";
          readonly teamId: string;
          readonly teamName: string | undefined;
          readonly tenantId: string;
          readonly channelId: string;
          readonly channelName: string | undefined;
      };

export interface ChatSettings {
    readonly roleArn: string;
    readonly guardrailPolicyArns: readonly string[];
    readonly topicArns: readonly string[];
    readonly loggingLevel: string;
    readonly userAuthorizationRequired: boolean;
}

/** A channel's configuration, as the service holds it. The messages are of this process: no snapshot has them. */
export interface ChatConfiguration {
    readonly name: string;
    readonly arn: string;
    channel: Channel;
    settings: ChatSettings;
    tags: Tags;
    readonly messages: ChatMessage[];
}

export function writeConfiguration({ name, arn, channel, settings, tags }: ChatConfiguration): Snapshot {
    return { name, arn, channel: { ...channel }, settings: { ...settings }, tags };
}

export function readConfiguration(configuration: SnapshotReader): ChatConfiguration {
    const settings = configuration.object("settings");
    return {
        name: configuration.string("name"),
        arn: configuration.string("arn"),
        channel: readChannel(configuration.object("channel")),
        settings: {
            roleArn: settings.string("roleArn"),
            guardrailPolicyArns: settings.strings("guardrailPolicyArns"),
            topicArns: settings.strings("topicArns"),
            loggingLevel: settings.string("loggingLevel"),
            userAuthorizationRequired: settings.boolean("userAuthorizationRequired"),
        },
        tags: configuration.map("tags"),
        messages: [],
    };
}

function readChannel(channel: SnapshotReader): Channel {
    const channelId = channel.string("channelId");
    return channel.oneOf("kind", ["slack", "teams"]) === "slack"
        ? { kind: "slack", workspaceId: channel.string("workspaceId"), channelId }
        : {
              kind: "teams",
              teamId: channel.string("teamId"),
              teamName: channel.optionalString("teamName"),
              tenantId: channel.string("tenantId"),
              channelId,
              channelName: channel.optionalString("channelName"),
          };
}
