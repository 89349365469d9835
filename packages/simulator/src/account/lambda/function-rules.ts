import { rules, type Answer } from "../core/rules";

function invalid(message: string): Answer {
    return { code: "InvalidParameterValueException", status: 400, message };
}

const CREATE_PAGE = "AWS Lambda API Reference, CreateFunction";
const ENVIRONMENT_PAGE = "AWS Lambda Developer Guide, configuration-envvars";

export const FUNCTION_RULES = rules("function", {
    name: {
        text: "A function's name has 1 to 64 letters, digits, hyphens and underscores",
        source: CREATE_PAGE,
        confidence: "documented",
        wording: "general",
        error: {
            code: "ValidationException",
            status: 400,
            message:
                "1 validation error detected: Value '{name}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?",
        },
    },
    taken: {
        text: "A function's name is unique in its account and Region",
        source: CREATE_PAGE,
        confidence: "documented",
        error: { code: "ResourceConflictException", status: 409, message: "Function already exist: {name}" },
    },
    notFound: {
        text: "The function exists",
        source: "AWS Lambda API Reference, GetFunction",
        confidence: "documented",
        error: { code: "ResourceNotFoundException", status: 404, message: "Function not found: {arn}" },
    },
    role: {
        text: "The function's role exists, and its trust policy lets lambda.amazonaws.com assume it",
        source: "AWS Lambda Developer Guide, lambda-intro-execution-role",
        confidence: "documented",
        error: invalid("The role defined for the function cannot be assumed by Lambda."),
    },
    timeout: {
        text: "A function runs for at most 1 to 900 seconds",
        source: CREATE_PAGE,
        confidence: "documented",
        wording: "general",
        error: {
            code: "ValidationException",
            status: 400,
            message:
                "1 validation error detected: Value '{value}' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900",
        },
    },
    memory: {
        text: "A function has 128 to 10,240 MB of memory",
        source: CREATE_PAGE,
        confidence: "documented",
        wording: "general",
        error: {
            code: "ValidationException",
            status: 400,
            message:
                "'MemorySize' value failed to satisfy constraint: Member must have value less than or equal to 10240",
        },
    },
    environmentSize: {
        text: "All environment variables together have at most 4 KB",
        source: ENVIRONMENT_PAGE,
        confidence: "documented",
        error: invalid(
            "Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: {measured}",
        ),
    },
    reservedVariable: {
        text: "An environment variable has none of the names that Lambda reserves",
        source: ENVIRONMENT_PAGE,
        confidence: "documented",
        error: invalid(
            "Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: {names}",
        ),
    },
    key: {
        text: "Whoever makes a function may use the key of its environment variables",
        source: "AWS Lambda Developer Guide, configuration-envvars-encryption",
        confidence: "documented",
        wording: "general",
        error: invalid(
            "Lambda was unable to configure access to your environment variables because the KMS key is invalid for CreateGrant. Please check your KMS key settings.",
        ),
    },
    deadLetters: {
        text: "The function's role may send to the queue for events that the function failed at",
        source: "AWS Lambda Developer Guide, invocation-async-retain-records",
        confidence: "documented",
        error: invalid("The provided execution role does not have permissions to call SendMessage on SQS"),
    },
    tags: {
        text: "A function has at most 50 tags; a tag's key does not begin with aws:",
        source: "AWS Lambda Developer Guide, configuration-tags",
        confidence: "documented",
        wording: "ours",
        error: invalid("The tags are not valid."),
    },
});

/** AWS Lambda Developer Guide, configuration-envvars: the names that a function may not give anew. */
export const RESERVED_VARIABLES: ReadonlySet<string> = new Set([
    ...["_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV"],
    ...["AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION"],
    ...["AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME"],
    ...["AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"],
    ...["AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR"],
]);
