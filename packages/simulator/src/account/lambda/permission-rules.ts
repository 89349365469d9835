import { rules } from "../core/rules";

const PAGE = "AWS Lambda API Reference, AddPermission";

export const PERMISSION_RULES = rules("permission", {
    taken: {
        text: "A statement's id is unique in its function's policy",
        source: PAGE,
        confidence: "documented",
        error: {
            code: "ResourceConflictException",
            status: 409,
            message:
                "The statement id ({id}) provided already exists. Please provide a new statement id, or remove the existing statement.",
        },
    },
    principal: {
        text: "A statement names a service, an account or an IAM principal that exists",
        source: PAGE,
        confidence: "documented",
        error: {
            code: "InvalidParameterValueException",
            status: 400,
            message: "The provided principal was invalid. Please check the principal and try again.",
        },
    },
    notFound: {
        text: "The statement is in the function's policy",
        source: "AWS Lambda API Reference, RemovePermission",
        confidence: "documented",
        error: {
            code: "ResourceNotFoundException",
            status: 404,
            message: "Statement {id} is not found in resource policy.",
        },
    },
    size: {
        text: "A function's policy has at most 20 KB",
        source: "AWS Lambda Developer Guide, gettingstarted-limits",
        confidence: "documented",
        error: {
            code: "PolicyLengthExceededException",
            status: 400,
            message: "The final policy size ({size}) is bigger than the limit (20480).",
        },
    },
});
