import { rules, type Answer } from "../core/rules";

function invalid(message: string): Answer {
    return { code: "InvalidParameterException", status: 400, message };
}

const PAGE = "Amazon CloudWatch Logs API Reference, PutResourcePolicy";

export const LOG_POLICY_RULES = rules("logPolicy", {
    size: {
        text: "A resource policy of CloudWatch Logs has at most 5,120 characters",
        source: PAGE,
        confidence: "documented",
        wording: "general",
        error: invalid(
            "1 validation error detected: Value at 'policyDocument' failed to satisfy constraint: Member must have length less than or equal to 5120",
        ),
    },
    syntax: {
        text: "A resource policy of CloudWatch Logs is a valid policy document with principals that exist",
        source: PAGE,
        confidence: "documented",
        wording: "ours",
        error: invalid("The policy document is not valid."),
    },
    limit: {
        text: "An account has at most 10 resource policies of CloudWatch Logs per Region, and that limit cannot be raised",
        source: "Amazon CloudWatch Logs User Guide, cloudwatch_limits_cwl",
        confidence: "documented",
        error: { code: "LimitExceededException", status: 400, message: "Resource limit exceeded." },
    },
    notFound: {
        text: "The resource policy exists",
        source: "Amazon CloudWatch Logs API Reference, DeleteResourcePolicy",
        confidence: "documented",
        wording: "ours",
        error: {
            code: "ResourceNotFoundException",
            status: 400,
            message: "Policy with name [{name}] does not exist.",
        },
    },
});
