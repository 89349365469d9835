import * as chatbot from "@pulumi/aws/chatbot/index.js";
import * as iam from "@pulumi/aws/iam/index.js";
import * as sns from "@pulumi/aws/sns/index.js";
import type * as sqs from "@pulumi/aws/sqs/index.js";
import type * as pulumi from "@pulumi/pulumi";
import { chatRegionFor } from "../aws/chat-regions";
import { roleNameFrom } from "../aws/generated-names";
import type { NamedArn } from "../aws/target-arns";
import { whenKnown } from "../validation/settled";
import type { Destination } from "./destinations";
import { chatTrustPolicy } from "./policies";
import type { NotificationsSite } from "./site";

export interface PeopleRequest {
    readonly destinations: readonly Destination[];
    readonly place: pulumi.Output<NamedArn>;
    readonly deadLetters: sqs.Queue;
    /** What lets SNS put into that queue. */
    readonly deadLetterPolicy: pulumi.Resource;
}

/** Subscribes addresses and chat channels to the topics that are made for them. */
export function subscribePeople(request: PeopleRequest, site: NotificationsSite): void {
    const { destinations } = request;
    for (const { plan, topic } of destinations) {
        if (plan.kind === "email" && topic !== undefined)
            subscribeAddress(plan.key, plan.address.plan(), topic, request, site);
    }
    if (destinations.some(({ plan }) => plan.kind === "slack" || plan.kind === "teams"))
        subscribeChannels(request, site);
}

function subscribeAddress(
    key: string,
    endpoint: pulumi.Input<string>,
    topic: sns.Topic,
    { deadLetters, deadLetterPolicy }: PeopleRequest,
    { name, region, passing }: NotificationsSite,
): void {
    const redrivePolicy = deadLetters.arn.apply((deadLetterTargetArn) => JSON.stringify({ deadLetterTargetArn }));
    new sns.TopicSubscription(
        `${name}-subscription-${key}`,
        { topic: topic.arn, protocol: "email", endpoint, redrivePolicy, ...region },
        { ...passing, dependsOn: [deadLetterPolicy] },
    );
}

/** AWS Chatbot API, CreateSlackChannelConfiguration. */
const LONGEST_CONFIGURATION_NAME = 128;

/**
 * What the service does not change. The provider has no replacement for it either: it asks for a change in place, then finds the old
 * value and fails (slack_channel_configuration.go, teams_channel_configuration.go).
 */
const LASTING = ["configurationName", "slackTeamId", "slackChannelId", "teamId", "tenantId", "channelId"];

/** One role for all channels, that may do nothing: whoever is in a channel can give commands, and this is what they may do. */
function subscribeChannels({ destinations, place }: PeopleRequest, site: NotificationsSite): void {
    const { name, tagged, passing } = site;
    const roleName = `${name}-chat-role`;
    // A role has no Region, and a channel's configuration is not where the topic is.
    const { tags, region = place.region } = tagged;
    const role = new iam.Role(
        roleName,
        {
            description: "Shows messages of GuardDuty in chat channels; may do nothing",
            assumeRolePolicy: chatTrustPolicy(),
            ...roleNameFrom(roleName),
            ...(tags === undefined ? {} : { tags }),
        },
        passing,
    );
    const denyAll = place.apply(({ partition }) => `arn:${partition}:iam::aws:policy/AWSDenyAll`);
    for (const { plan, topic } of destinations) {
        if (topic === undefined) continue;
        const shared = {
            // Unique in the account, as the topic's is, whose end tells them apart.
            configurationName: topic.name.apply((topicName) => String(topicName).slice(-LONGEST_CONFIGURATION_NAME)),
            iamRoleArn: role.arn,
            guardrailPolicyArns: [denyAll],
            snsTopicArns: [topic.arn],
            ...(tags === undefined ? {} : { tags }),
            region: whenKnown(region, chatRegionFor),
        };
        // A channel takes one configuration, so the old one must go first.
        const options = { ...passing, deleteBeforeReplace: true, replaceOnChanges: LASTING };
        if (plan.kind === "slack") {
            const channel = plan.channel.plan();
            const ids = {
                slackTeamId: whenKnown(channel, ({ workspaceId }) => workspaceId),
                slackChannelId: whenKnown(channel, ({ channelId }) => channelId),
            };
            new chatbot.SlackChannelConfiguration(`${name}-channel-${plan.key}`, { ...shared, ...ids }, options);
        }
        if (plan.kind === "teams") {
            const channel = plan.channel.plan();
            const ids = {
                teamId: whenKnown(channel, ({ teamId }) => teamId),
                tenantId: whenKnown(channel, ({ tenantId }) => tenantId),
                channelId: whenKnown(channel, ({ channelId }) => channelId),
            };
            new chatbot.TeamsChannelConfiguration(`${name}-channel-${plan.key}`, { ...shared, ...ids }, options);
        }
    }
}
