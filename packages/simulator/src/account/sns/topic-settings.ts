import { refuse } from "../core/aws-error";
import { problemOfPolicy } from "../core/resource-policy";
import type { Scope } from "../core/scope";
import type { TopicSettings } from "./topic";
import { TOPIC_RULES } from "./topic-rules";

const ACTIONS = [
    ...["AddPermission", "DeleteTopic", "GetDataProtectionPolicy", "GetTopicAttributes", "ListSubscriptionsByTopic"],
    ...["ListTagsForResource", "Publish", "PutDataProtectionPolicy", "RemovePermission", "SetTopicAttributes"],
    "Subscribe",
];

const POLICY_ACTIONS = new Set(ACTIONS.map((action) => `sns:${action.toLowerCase()}`));

/** Checks what CreateTopic and SetTopicAttributes are given. That the key exists SNS does not check. */
export function checkTopicSettings(scope: Scope, { displayName, policy }: TopicSettings): void {
    if (displayName.length > 100) {
        refuse(TOPIC_RULES.displayName, `${displayName.length} characters`);
    }
    const size = Buffer.byteLength(policy, "utf8");
    if (size > 30 * 1024) {
        refuse(TOPIC_RULES.policySize, `${size} bytes`);
    }
    const problem = problemOfPolicy(scope, policy, (action) => POLICY_ACTIONS.has(action.toLowerCase()));
    switch (problem?.kind) {
        case "syntax":
            return refuse(TOPIC_RULES.policySyntax, problem.detail);
        case "principal":
            return refuse(TOPIC_RULES.policyPrincipal, problem.detail);
        case "action":
            return refuse(TOPIC_RULES.policyAction, problem.detail);
        case undefined:
    }
}

/** What a topic has that was given no policy: its owner's IAM policies decide, and no service is let in. */
export function defaultTopicPolicy(accountId: string, topicArn: string): string {
    const actions = ["GetTopicAttributes", "SetTopicAttributes", "AddPermission", "RemovePermission", "DeleteTopic"];
    return JSON.stringify({
        Version: "2008-10-17",
        Id: "__default_policy_ID",
        Statement: [
            {
                Sid: "__default_statement_ID",
                Effect: "Allow",
                Principal: { AWS: "*" },
                Action: [...actions, "Subscribe", "ListSubscriptionsByTopic", "Publish"].map((one) => `SNS:${one}`),
                Resource: topicArn,
                Condition: { StringEquals: { "AWS:SourceOwner": accountId } },
            },
        ],
    });
}
