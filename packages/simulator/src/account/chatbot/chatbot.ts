import { refuse } from "../core/aws-error";
import { ACCEPTED, refused, type Mailbox, type Receipt } from "../core/delivery";
import type { OwningAccount } from "../core/owning-account";
import { Scope } from "../core/scope";
import type { Snapshot, SnapshotReader } from "../core/snapshot";
import type { Tags } from "../core/tags";
import { checkChannel, checkChatTags, checkName, checkSettings, type ChatHost } from "./chat-admission";
import {
    readConfiguration,
    writeConfiguration,
    type Channel,
    type ChatConfiguration,
    type ChatSettings,
} from "./chat-configuration";
import { readChatMessage } from "./chat-message";
import { CHAT_ENDPOINTS, CHAT_RULES } from "./chat-rules";

export interface CreateChatConfiguration {
    readonly name: string;
    readonly channel: Channel;
    readonly settings: ChatSettings;
    readonly tags: Tags;
}

type ChatAccount = OwningAccount & ChatHost;

/**
 * Amazon Q Developer in chat applications, formerly AWS Chatbot. What it has belongs to the account and no Region; the
 * Region says at which endpoint it is called.
 */
export class Chatbot {
    readonly #workspaces = new Set<string>();
    readonly #teams = new Set<string>();
    readonly #configurations = new Map<string, ChatConfiguration>();
    /** Names of Slack configurations that were refused for their workspace. */
    readonly #reserved = new Set<string>();

    constructor(private readonly account: ChatAccount) {}

    snapshot(): Snapshot {
        return {
            workspaces: [...this.#workspaces],
            teams: [...this.#teams],
            reserved: [...this.#reserved],
            configurations: [...this.#configurations.values()].map(writeConfiguration),
        };
    }

    restore(snapshot: SnapshotReader): void {
        snapshot.strings("workspaces").forEach((id) => this.#workspaces.add(id));
        snapshot.strings("teams").forEach((id) => this.#teams.add(id));
        snapshot.strings("reserved").forEach((name) => this.#reserved.add(name));
        for (const configuration of snapshot.list("configurations", readConfiguration)) {
            this.#configurations.set(configuration.arn, configuration);
        }
    }

    /** What an administrator does in the console before anything else: lets AWS into a Slack workspace. */
    authorizeSlackWorkspace(workspaceId: string): void {
        this.#workspaces.add(workspaceId);
    }

    /** The same for a team of Microsoft Teams. */
    authorizeTeam(teamId: string): void {
        this.#teams.add(teamId);
    }

    /** Every configuration, with what its channel has shown. */
    get configurations(): readonly ChatConfiguration[] {
        return [...this.#configurations.values()];
    }

    create(region: string, request: CreateChatConfiguration): Promise<ChatConfiguration> {
        const { name, channel, settings, tags } = request;
        return this.#operation(region, `Create${operationOf(channel)}`, async (scope) => {
            checkName(name);
            checkChannel(channel);
            checkChatTags(tags);
            const kind = channel.kind === "slack" ? "slack-channel" : "microsoft-teams-channel";
            const arn = `arn:${scope.partition}:chatbot::${this.account.accountId}:chat-configuration/${kind}/${name}`;
            this.#checkFree(name, arn, channel);
            await checkSettings(scope, this.account, settings);
            const configuration: ChatConfiguration = { name, arn, channel, settings, tags, messages: [] };
            this.#configurations.set(arn, configuration);
            return configuration;
        });
    }

    find(region: string, arn: string): Promise<ChatConfiguration | undefined> {
        return this.#operation(region, "DescribeSlackChannelConfigurations", async () => this.#configurations.get(arn));
    }

    findByTeam(region: string, teamId: string): Promise<readonly ChatConfiguration[]> {
        return this.#operation(region, "ListMicrosoftTeamsChannelConfigurations", async () =>
            this.configurations.filter(({ channel }) => channel.kind === "teams" && channel.teamId === teamId),
        );
    }

    /** The name and the workspace or team stay. */
    update(region: string, arn: string, channel: Channel, settings: ChatSettings): Promise<void> {
        return this.#operation(region, `Update${operationOf(channel)}`, async (scope) => {
            const configuration = this.#require(arn);
            checkChannel(channel);
            await checkSettings(scope, this.account, settings);
            configuration.channel = channel;
            configuration.settings = settings;
        });
    }

    setTags(region: string, arn: string, tags: Tags): Promise<void> {
        return this.#operation(region, "TagResource", async () => {
            checkChatTags(tags);
            this.#require(arn).tags = tags;
        });
    }

    delete(region: string, arn: string): Promise<void> {
        return this.#operation(region, "DeleteSlackChannelConfiguration", async () => {
            this.#configurations.delete(this.#require(arn).arn);
        });
    }

    /** The channels that hear of what is published to a topic: the service has subscribed to it for each. */
    followersOf(topicArn: string): readonly { readonly arn: string; readonly mailbox: Mailbox }[] {
        return this.configurations
            .filter(({ settings }) => settings.topicArns.includes(topicArn))
            .map((one) => ({ arn: one.arn, mailbox: { receive: async ({ body }) => show(one, body) } }));
    }

    #checkFree(name: string, arn: string, channel: Channel): void {
        if (this.#configurations.has(arn) || (channel.kind === "slack" && this.#reserved.has(name))) {
            refuse(CHAT_RULES.taken, undefined, { name });
        }
        const account = this.account.accountId;
        if (channel.kind === "slack" && !this.#workspaces.has(channel.workspaceId)) {
            this.#reserved.add(name);
            refuse(CHAT_RULES.slackWorkspace, undefined, { workspace: channel.workspaceId, account });
        }
        if (channel.kind === "teams" && !this.#teams.has(channel.teamId)) {
            refuse(CHAT_RULES.team, channel.teamId);
        }
        if (
            this.configurations.some(
                (one) => teamOf(one.channel) === teamOf(channel) && one.channel.channelId === channel.channelId,
            )
        ) {
            refuse(CHAT_RULES.channel, undefined, { channel: channel.channelId, workspace: teamOf(channel), account });
        }
    }

    #operation<Result>(region: string, name: string, run: (scope: Scope) => Promise<Result>): Promise<Result> {
        const scope = new Scope(this.account, region);
        return scope.operation("chatbot", name, async () => {
            if (!CHAT_ENDPOINTS.has(region)) {
                refuse(CHAT_RULES.endpoint, undefined, { region });
            }
            return run(scope);
        });
    }

    #require(arn: string): ChatConfiguration {
        return this.#configurations.get(arn) ?? refuse(CHAT_RULES.notFound, undefined, { arn });
    }
}

/** To the topic the service says nothing of what it does not show: the reason is for the trail. */
function show({ messages }: ChatConfiguration, body: string): Receipt {
    const reading = readChatMessage(body);
    if ("dropped" in reading) {
        return refused("NOT_SHOWN", `the channel shows nothing: ${reading.dropped}`);
    }
    messages.push(reading.shown);
    return ACCEPTED;
}

function teamOf(channel: Channel): string {
    return channel.kind === "slack" ? channel.workspaceId : channel.teamId;
}

function operationOf({ kind }: Channel): string {
    return kind === "slack" ? "SlackChannelConfiguration" : "MicrosoftTeamsChannelConfiguration";
}
