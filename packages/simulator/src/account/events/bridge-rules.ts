import { rules, type Answer } from "../core/rules";

function invalid(message: string): Answer {
    return { code: "ValidationException", status: 400, message };
}

const QUOTAS = "Amazon EventBridge User Guide, eb-quota";
const PUT_RULE = "Amazon EventBridge API Reference, PutRule";
const PUT_TARGETS = "Amazon EventBridge API Reference, PutTargets";
const TRANSFORM = "Amazon EventBridge User Guide, eb-transform-target-input";
const LIMIT: Answer = {
    code: "LimitExceededException",
    status: 400,
    message: "The requested resource exceeds the maximum number allowed.",
};

export const BRIDGE_RULES = rules("eventRule", {
    name: {
        text: "A rule's name has 1 to 64 letters, digits, dots, hyphens and underscores",
        source: PUT_RULE,
        confidence: "documented",
        wording: "general",
        error: invalid(
            "1 validation error detected: Value '{name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+",
        ),
    },
    description: {
        text: "A rule's description has at most 512 characters",
        source: PUT_RULE,
        confidence: "documented",
        wording: "general",
        error: invalid(
            "1 validation error detected: Value at 'description' failed to satisfy constraint: Member must have length less than or equal to 512",
        ),
    },
    state: {
        text: "A rule is ENABLED, DISABLED or ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
        source: PUT_RULE,
        confidence: "documented",
        wording: "general",
        error: invalid("1 validation error detected: Value '{state}' at 'state' failed to satisfy constraint"),
    },
    pattern: {
        text: "A rule's pattern is one that Event Ruler reads",
        source: "Amazon EventBridge User Guide, eb-create-pattern-operators; github.com/aws/event-ruler 1.8.1",
        confidence: "documented",
        error: {
            code: "InvalidEventPatternException",
            status: 400,
            message: "Event pattern is not valid. Reason: {reason}",
        },
    },
    patternSize: {
        text: "A rule's pattern has at most 2,048 characters, unless AWS raised that",
        source: QUOTAS,
        confidence: "documented",
        wording: "ours",
        error: {
            code: "InvalidEventPatternException",
            status: 400,
            message: "Event pattern is not valid. Reason: Event pattern exceeds 2048 characters",
        },
    },
    count: {
        text: "An event bus has at most 300 rules, in Cape Town and Milan 100, unless AWS raised that",
        source: QUOTAS,
        confidence: "documented",
        error: LIMIT,
    },
    notFound: {
        text: "The rule exists",
        source: "Amazon EventBridge API Reference, DescribeRule",
        confidence: "documented",
        error: {
            code: "ResourceNotFoundException",
            status: 400,
            message: "Rule {name} does not exist on EventBus default.",
        },
    },
    hasTargets: {
        text: "A rule is not deleted while it has targets",
        source: "Amazon EventBridge API Reference, DeleteRule",
        confidence: "documented",
        error: invalid("Rule can't be deleted since it has targets."),
    },
    tags: {
        text: "A rule has at most 50 tags; a tag's key does not begin with aws:",
        source: "Amazon EventBridge API Reference, TagResource",
        confidence: "documented",
        wording: "ours",
        error: invalid("Tag keys and values are not valid"),
    },
});

export const TARGET_RULES = rules("eventTarget", {
    id: {
        text: "A target's id has 1 to 64 letters, digits, dots, hyphens and underscores",
        source: PUT_TARGETS,
        confidence: "documented",
        wording: "general",
        error: invalid(
            "1 validation error detected: Value '{id}' at 'targets.1.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+",
        ),
    },
    arn: {
        text: "A target is given by its ARN",
        source: PUT_TARGETS,
        confidence: "documented",
        error: invalid("Parameter {arn} is not valid. Reason: Provided Arn is not in correct format."),
    },
    region: {
        text: "A target that is no event bus is in the Region of its rule",
        source: "Amazon EventBridge User Guide, eb-targets",
        confidence: "documented",
        wording: "ours",
        error: invalid("Parameter {arn} is not valid. Reason: The target is in another Region."),
    },
    count: {
        text: "A rule has at most five targets",
        source: QUOTAS,
        confidence: "documented",
        error: LIMIT,
    },
    oneInput: {
        text: "A target has an input, a path or a transformer, but one of them only",
        source: PUT_TARGETS,
        confidence: "documented",
        wording: "general",
        error: invalid("Only one of Input, InputPath, or InputTransformer must be provided for target {id}."),
    },
    input: {
        text: "A target's input is JSON",
        source: PUT_TARGETS,
        confidence: "documented",
        wording: "general",
        error: invalid("JSON syntax error in input for target {id}"),
    },
    path: {
        text: "A path is $ with names, indices and wildcards behind it",
        source: TRANSFORM,
        confidence: "documented",
        wording: "general",
        error: invalid("Invalid JsonPath {path} for target {id}."),
    },
    variables: {
        text: "A transformer has at most 100 variables",
        source: TRANSFORM,
        confidence: "documented",
        wording: "ours",
        error: invalid("InputPathsMap for target {id} has too many entries."),
    },
    variableName: {
        text: "A variable's name has letters, digits, hyphens and underscores, and does not begin with AWS",
        source: "Amazon EventBridge API Reference, InputTransformer",
        confidence: "documented",
        wording: "ours",
        error: invalid("InputPathsMap for target {id} contains an invalid name {name}."),
    },
    template: {
        text: "A template is JSON, or one text in quotes a line, once its variables are filled in",
        source: TRANSFORM,
        confidence: "inferred",
        wording: "general",
        error: invalid("Invalid InputTemplate for target {id} : {reason}."),
    },
    unknownVariable: {
        text: "A template's variables are those that the transformer defines, or predefined",
        source: TRANSFORM,
        confidence: "documented",
        wording: "general",
        error: invalid("InputTemplate for target {id} contains invalid placeholder {name}."),
    },
    logInput: {
        text: 'A log group gets the whole event, or a template that is {"timestamp": …, "message": …} with a text for each; no input of its own, and no path',
        source: "Amazon EventBridge API Reference, PutTargets, the note on CloudWatch Logs; aws/aws-cdk#20748",
        confidence: "documented",
        wording: "ours",
        error: invalid("The input for target {id} is not valid for CloudWatch Logs."),
    },
    templateSize: {
        text: "A template has at most 8,192 characters",
        source: "Amazon EventBridge API Reference, InputTransformer",
        confidence: "documented",
        wording: "general",
        error: invalid(
            "1 validation error detected: Value at 'targets.1.member.inputTransformer.inputTemplate' failed to satisfy constraint: Member must have length less than or equal to 8192",
        ),
    },
    deadLetters: {
        text: "Dead letters go to a queue of SQS in the rule's Region; that it exists is not checked",
        source: "Amazon EventBridge User Guide, eb-rule-dlq",
        confidence: "documented",
        wording: "ours",
        error: invalid("Invalid DeadLetterConfig for target {id}."),
    },
    retry: {
        text: "A target is tried up to 185 times, for 60 to 86,400 seconds",
        source: "Amazon EventBridge API Reference, RetryPolicy",
        confidence: "documented",
        wording: "general",
        error: invalid("1 validation error detected: Value at 'retryPolicy' failed to satisfy constraint"),
    },
});
