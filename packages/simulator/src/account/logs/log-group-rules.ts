import { rules, type Answer } from "../core/rules";

function invalid(message: string): Answer {
    return { code: "InvalidParameterException", status: 400, message };
}

const CREATE_PAGE = "Amazon CloudWatch Logs API Reference, CreateLogGroup";

export const LOG_GROUP_RULES = rules("logGroup", {
    name: {
        text: "A log group's name has 1 to 512 letters, digits, underscores, hyphens, slashes, periods and number signs",
        source: CREATE_PAGE,
        confidence: "documented",
        wording: "general",
        error: invalid(
            "1 validation error detected: Value '{name}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+",
        ),
    },
    reserved: {
        text: "A log group's name does not begin with aws/",
        source: CREATE_PAGE,
        confidence: "documented",
        wording: "ours",
        error: invalid("Log groups starting with aws/ are reserved for AWS."),
    },
    taken: {
        text: "A log group's name is unique in its account and Region",
        source: CREATE_PAGE,
        confidence: "documented",
        error: {
            code: "ResourceAlreadyExistsException",
            status: 400,
            message: "The specified log group already exists",
        },
    },
    notFound: {
        text: "The log group exists",
        source: "Amazon CloudWatch Logs API Reference, DeleteLogGroup",
        confidence: "documented",
        error: { code: "ResourceNotFoundException", status: 400, message: "The specified log group does not exist." },
    },
    retention: {
        text: "Logs are kept for one of the numbers of days that AWS lists",
        source: "Amazon CloudWatch Logs API Reference, PutRetentionPolicy",
        confidence: "documented",
        wording: "general",
        error: invalid(
            "1 validation error detected: Value '{days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [{allowed}]",
        ),
    },
    key: {
        text: "The key's policy lets logs.<region>.amazonaws.com use it for this log group, which is the encryption context aws:logs:arn",
        source: "Amazon CloudWatch Logs User Guide, encrypt-log-data-kms",
        confidence: "documented",
        error: {
            code: "AccessDeniedException",
            status: 400,
            message: "The specified KMS key does not exist or is not allowed to be used with Arn '{arn}'",
        },
    },
    protected: {
        text: "A log group with deletion protection is not deleted",
        source: "Amazon CloudWatch Logs API Reference, PutLogGroupDeletionProtection",
        confidence: "documented",
        wording: "ours",
        error: {
            code: "ValidationException",
            status: 400,
            message: "The log group is protected from deletion.",
        },
    },
    tags: {
        text: "A log group has at most 50 tags; a tag's key does not begin with aws:",
        source: "Amazon CloudWatch Logs API Reference, TagResource",
        confidence: "documented",
        wording: "ours",
        error: invalid("The tags are not valid."),
    },
});

/** Amazon CloudWatch Logs API Reference, PutRetentionPolicy. */
export const RETENTION_DAYS: readonly number[] = [
    ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545],
    ...[731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
];
