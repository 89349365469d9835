// terraform-provider-aws, internal/service/chatbot: slack_channel_configuration.go, teams_channel_configuration.go.
import { isTagged, type Place, text } from "../../stack/stack-resource";
import { type Call, type CallRule, on, passRole, when } from "../call";

function channel(api: string, read: string): CallRule {
    return (resource, place) => {
        const arn = text(resource, "chatConfigurationArn");
        const role = passRole(text(resource, "iamRoleArn"), "chatbot.amazonaws.com");
        const tagged = isTagged(resource);
        return {
            create: [
                ...on("chatbot", `Create${api}`, "*"),
                ...role,
                ...serviceLinkedRole(place),
                ...when(tagged, on("chatbot", "TagResource", arn)),
            ],
            read: on("chatbot", read, "*"),
            update: [
                ...on("chatbot", `Update${api}`, arn),
                ...role,
                ...when(tagged, on("chatbot", "TagResource UntagResource", arn)),
            ],
            delete: on("chatbot", `Delete${api}`, arn),
        };
    };
}

/** Made with the first configuration of an account (AWS Chatbot Administrator Guide, "Using service-linked roles"). */
function serviceLinkedRole({ partition, accountId }: Place): readonly Call[] {
    const service = "management.chatbot.amazonaws.com";
    const arn = `arn:${partition}:iam::${accountId}:role/aws-service-role/${service}/AWSServiceRoleForAWSChatbot`;
    return on("iam", "CreateServiceLinkedRole", arn, { "iam:AWSServiceName": service });
}

export const slackChannel = channel("SlackChannelConfiguration", "DescribeSlackChannelConfigurations");
export const teamsChannel = channel("MicrosoftTeamsChannelConfiguration", "ListMicrosoftTeamsChannelConfigurations");
