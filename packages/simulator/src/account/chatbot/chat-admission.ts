import { canAssume } from "../core/assumable-role";
import { refuse } from "../core/aws-error";
import type { Mailbox } from "../core/delivery";
import type { Scope } from "../core/scope";
import { problemOfTags, type Tags } from "../core/tags";
import type { HasIam } from "../iam/iam-service";
import type { Channel, ChatSettings } from "./chat-configuration";
import { CHAT_RULES } from "./chat-rules";

const UUID = /^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/;
const TEAMS_CHANNEL = /^[a-zA-Z0-9\-_=+/.,]*%3[aA][a-zA-Z0-9\-_=+/.,]*%40[a-zA-Z0-9\-_=+/.,]*$/;
const POLICY_ARN = /^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+$/;

/** What chat needs of the account. */
export type ChatHost = HasIam & { mailbox(arn: string): Mailbox | undefined };

export function checkName(name: string): void {
    if (!/^[A-Za-z0-9_-]{1,128}$/.test(name)) {
        refuse(CHAT_RULES.name, name);
    }
}

export function checkChannel(channel: Channel): void {
    if (channel.kind === "slack") {
        if (!/^[0-9A-Z]{1,255}$/.test(channel.workspaceId) || !/^[A-Za-z0-9]{1,255}$/.test(channel.channelId)) {
            refuse(CHAT_RULES.slackIds, `${channel.workspaceId}, ${channel.channelId}`);
        }
    } else if (!UUID.test(channel.teamId) || !UUID.test(channel.tenantId) || !TEAMS_CHANNEL.test(channel.channelId)) {
        refuse(CHAT_RULES.teamsIds, `${channel.teamId}, ${channel.tenantId}, ${channel.channelId}`);
    }
}

export function checkChatTags(tags: Tags): void {
    const problem = problemOfTags(tags, 50);
    if (problem !== undefined) {
        refuse(CHAT_RULES.tags, problem);
    }
}

/** That the role, the guardrails and the topics are as the service needs them. */
export async function checkSettings(scope: Scope, host: ChatHost, settings: ChatSettings): Promise<void> {
    const invalid = settings.guardrailPolicyArns.find((arn) => !POLICY_ARN.test(arn));
    if (invalid !== undefined) {
        refuse(CHAT_RULES.guardrail, invalid);
    }
    if (!(await canAssume(scope, host.iam(scope.region), settings.roleArn, "chatbot.amazonaws.com"))) {
        refuse(CHAT_RULES.role, undefined, { role: settings.roleArn });
    }
    const topic = settings.topicArns.find((arn) => !arn.includes(":sns:") || host.mailbox(arn) === undefined);
    if (topic !== undefined) {
        refuse(CHAT_RULES.topic, undefined, { topic });
    }
}
