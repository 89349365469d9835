import { rules, type Answer } from "../core/rules";

function invalidParameter(message: string): Answer {
    return { code: "InvalidParameterException", status: 400, message };
}

function invalidRequest(message: string): Answer {
    return { code: "InvalidRequestException", status: 400, message };
}

const SLACK_PAGE = "AWS Chatbot API Reference, CreateSlackChannelConfiguration";
const TEAMS_PAGE = "AWS Chatbot API Reference, CreateMicrosoftTeamsChannelConfiguration";

export const CHAT_RULES = rules("chat", {
    endpoint: {
        text: "The service is called in us-east-2, us-west-2, ap-southeast-1 or eu-west-1 only, wherever the topics are",
        source: "AWS Chatbot Administrator Guide, the services' names for VPC endpoints; aws/aws-cli#8658",
        confidence: "documented",
        error: {
            code: "RequestError",
            status: 0,
            message: "send request failed: dial tcp: lookup chatbot.{region}.amazonaws.com: no such host",
        },
    },
    name: {
        text: "A configuration's name has 1 to 128 letters, digits, hyphens and underscores",
        source: SLACK_PAGE,
        confidence: "documented",
        wording: "ours",
        error: invalidParameter("ConfigurationName must match ^[A-Za-z0-9-_]+$"),
    },
    slackIds: {
        text: "A Slack workspace's id is made of digits and capital letters, a channel's of digits and letters",
        source: SLACK_PAGE,
        confidence: "documented",
        wording: "ours",
        error: invalidParameter("SlackTeamId and SlackChannelId must be ids of Slack"),
    },
    teamsIds: {
        text: "A team and a tenant of Microsoft Teams have UUIDs; a channel's id is as in its link, with %3A and %40",
        source: TEAMS_PAGE,
        confidence: "documented",
        wording: "ours",
        error: invalidParameter("ChannelId, TeamId and TenantId must be ids of Microsoft Teams"),
    },
    taken: {
        text: "A configuration's name is unique in its account, and a name stays taken after its workspace was refused",
        source: `${SLACK_PAGE}; that it stays taken: tests against AWS by alchemy-run/alchemy`,
        confidence: "inferred",
        wording: "ours",
        error: {
            code: "ConflictException",
            status: 409,
            message: "A chat configuration named {name} already exists",
        },
    },
    slackWorkspace: {
        text: "A Slack workspace has been authorized in the account's console first: no API does that",
        source: "AWS Chatbot Administrator Guide, slack-setup; answers seen by many, such as in aws-slack-cost-reporter's README",
        confidence: "documented",
        error: invalidRequest(
            "AWS Chatbot can't create the configuration because Slack workspace {workspace} is not authorized with AWS account {account}. See https://docs.aws.amazon.com/chatbot/latest/adminguide/slack-setup.html#slack-client-setup",
        ),
    },
    team: {
        text: "A team of Microsoft Teams has been configured in the account's console first: no API does that",
        source: "AWS Chatbot Administrator Guide, teams-setup; the words as in tests against AWS by alchemy-run/alchemy",
        confidence: "documented",
        wording: "general",
        error: invalidRequest("The team id you are using is not configured with AWS Chatbot."),
    },
    channel: {
        text: "A channel has one configuration in an account",
        source: "cloudcomponents/cdk-constructs#92, hashicorp/terraform-provider-awscc#1011",
        confidence: "documented",
        error: invalidRequest(
            "Slack channel with ID {channel} in Slack team {workspace} has already been configured for AWS account {account}",
        ),
    },
    role: {
        text: "The role exists, and its trust policy lets chatbot.amazonaws.com assume it",
        source: "AWS Chatbot Administrator Guide, chatbot-iam-policies",
        confidence: "inferred",
        wording: "ours",
        error: invalidRequest("AWS Chatbot can't assume the role {role}"),
    },
    guardrail: {
        text: "A guardrail is the ARN of an IAM policy",
        source: SLACK_PAGE,
        confidence: "documented",
        wording: "ours",
        error: invalidParameter("GuardrailPolicyArns must be ARNs of IAM policies"),
    },
    topic: {
        text: "A configuration's topics exist",
        source: "AWS Chatbot Administrator Guide, getting-started: the service subscribes to each",
        confidence: "inferred",
        wording: "ours",
        error: invalidRequest("The SNS topic {topic} does not exist"),
    },
    notFound: {
        text: "The configuration exists",
        source: "AWS Chatbot API Reference, DeleteSlackChannelConfiguration",
        confidence: "documented",
        wording: "general",
        error: {
            code: "ResourceNotFoundException",
            status: 404,
            message: "The chat configuration {arn} was not found",
        },
    },
    tags: {
        text: "A configuration has at most 50 tags; a tag's key does not begin with aws:",
        source: "AWS Chatbot API Reference, TagResource",
        confidence: "documented",
        wording: "ours",
        error: { code: "TooManyTagsException", status: 400, message: "The tags are not valid." },
    },
});

/** AWS Chatbot Administrator Guide, VPC endpoints: the Regions in which the service has one. */
export const CHAT_ENDPOINTS: ReadonlySet<string> = new Set(["us-east-2", "us-west-2", "ap-southeast-1", "eu-west-1"]);
