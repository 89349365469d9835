import { rules, type Answer } from "../core/rules";

function invalid(message: string): Answer {
    return { code: "ValidationException", status: 400, message };
}

const CREATE_PAGE = "EventBridge Scheduler API Reference, CreateSchedule";
const TARGET_PAGE = "EventBridge Scheduler API Reference, Target";

export const SCHEDULE_RULES = rules("schedule", {
    name: {
        text: "A schedule's name has 1 to 64 letters, digits, hyphens, underscores and periods",
        source: CREATE_PAGE,
        confidence: "documented",
        wording: "general",
        error: invalid(
            "1 validation error detected: Value '{name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$",
        ),
    },
    taken: {
        text: "A schedule's name is unique in its group",
        source: `${CREATE_PAGE}; the words are moto's`,
        confidence: "documented",
        wording: "general",
        error: { code: "ConflictException", status: 409, message: "Schedule {name} already exists." },
    },
    notFound: {
        text: "The schedule exists",
        source: "EventBridge Scheduler API Reference, GetSchedule; the words are moto's",
        confidence: "documented",
        wording: "general",
        error: { code: "ResourceNotFoundException", status: 404, message: "Schedule {name} does not exist." },
    },
    expression: {
        text: "A schedule is a rate(value unit), a cron(six fields) with ? in one of its days, or an at(time)",
        source: "EventBridge Scheduler User Guide, schedule-types; localstack/localstack#9284",
        confidence: "documented",
        error: invalid("Invalid Schedule Expression {expression}."),
    },
    timezone: {
        text: "A schedule's time zone is one of the IANA time zone database",
        source: "EventBridge Scheduler User Guide, schedule-types",
        confidence: "documented",
        wording: "ours",
        error: invalid("Invalid time zone {timezone}."),
    },
    description: {
        text: "A schedule's description has at most 512 characters",
        source: CREATE_PAGE,
        confidence: "documented",
        wording: "general",
        error: invalid(
            "1 validation error detected: Value at 'description' failed to satisfy constraint: Member must have length less than or equal to 512",
        ),
    },
    window: {
        text: "A schedule whose time is flexible says by how much: 1 to 1,440 minutes",
        source: "EventBridge Scheduler API Reference, FlexibleTimeWindow",
        confidence: "documented",
        wording: "ours",
        error: invalid("A flexible time window needs MaximumWindowInMinutes of 1 to 1440."),
    },
    role: {
        text: "The schedule's role exists, and its trust policy lets scheduler.amazonaws.com assume it",
        source: "EventBridge Scheduler User Guide, setting-up; aws/aws-sdk-js-v3#6494",
        confidence: "documented",
        error: invalid("The execution role you provide must allow AWS EventBridge Scheduler to assume the role."),
    },
    input: {
        text: "What a Lambda function is given is well-formed JSON",
        source: TARGET_PAGE,
        confidence: "documented",
        wording: "ours",
        error: invalid("The input of a Lambda function must be well-formed JSON."),
    },
    deadLetters: {
        text: "Dead letters go to a standard queue of SQS; that it exists is not checked",
        source: "EventBridge Scheduler User Guide, configuring-schedule-dlq; API Reference, DeadLetterConfig",
        confidence: "documented",
        wording: "general",
        error: invalid(
            "1 validation error detected: Value '{arn}' at 'target.deadLetterConfig.arn' failed to satisfy constraint: Member must satisfy regular expression pattern: ^arn:aws[a-z-]*:sqs:[a-z0-9\\-]+:\\d{12}:[a-zA-Z0-9\\-_]+$",
        ),
    },
    retry: {
        text: "A target is tried again up to 185 times, for 60 to 86,400 seconds",
        source: "EventBridge Scheduler API Reference, RetryPolicy",
        confidence: "documented",
        wording: "general",
        error: invalid("1 validation error detected: Value at 'target.retryPolicy' failed to satisfy constraint"),
    },
});
