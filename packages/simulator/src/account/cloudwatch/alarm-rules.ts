import { rules, type Answer } from "../core/rules";

function invalid(message: string): Answer {
    return { code: "ValidationError", status: 400, message };
}

const PAGE = "Amazon CloudWatch API Reference, PutMetricAlarm";

export const ALARM_RULES = rules("alarm", {
    name: {
        text: "An alarm's name has 1 to 255 characters",
        source: PAGE,
        confidence: "documented",
        wording: "general",
        error: invalid(
            "1 validation error detected: Value '{name}' at 'alarmName' failed to satisfy constraint: Member must have length less than or equal to 255",
        ),
    },
    period: {
        text: "An alarm's period is 10, 20, 30 or a multiple of 60 seconds; of AWS's own metrics, which come every minute, a multiple of 60",
        source: PAGE,
        confidence: "documented",
        error: invalid("Period must be 10, 20, 30 or a multiple of 60"),
    },
    window: {
        text: "All periods of an alarm together are at most a day, or seven days with periods of an hour and more",
        source: PAGE,
        confidence: "documented",
        error: invalid(
            "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).",
        ),
    },
    datapoints: {
        text: "An alarm does not need more breaching data points than it looks at",
        source: PAGE,
        confidence: "documented",
        wording: "ours",
        error: invalid("The parameter DatapointsToAlarm must be less than or equal to EvaluationPeriods."),
    },
    actions: {
        text: "An alarm has at most five actions for each state, each an ARN of something that alarms can act on",
        source: PAGE,
        confidence: "documented",
        error: invalid("Invalid arn syntax: {arn}"),
    },
    region: {
        text: "An alarm's topic is in the alarm's Region",
        source: "Amazon CloudWatch User Guide, AlarmThatSendsEmail",
        confidence: "documented",
        error: invalid("Invalid region {region} specified. Only {own} is supported."),
    },
    dimensions: {
        text: "An alarm's metric has at most 30 dimensions",
        source: "Amazon CloudWatch API Reference, Dimension",
        confidence: "documented",
        wording: "ours",
        error: invalid("The parameter Dimensions must have at most 30 elements."),
    },
    tags: {
        text: "An alarm has at most 50 tags; a tag's key does not begin with aws:",
        source: "Amazon CloudWatch API Reference, TagResource",
        confidence: "documented",
        wording: "ours",
        error: invalid("The tags are not valid."),
    },
    notFound: {
        text: "The alarm exists",
        source: "Amazon CloudWatch API Reference, DeleteAlarms",
        confidence: "documented",
        wording: "general",
        error: { code: "ResourceNotFound", status: 404, message: "Unknown alarm: {name}" },
    },
});
