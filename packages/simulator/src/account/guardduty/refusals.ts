import type { Answer } from "../core/rules";

export function badRequest(message: string): Answer {
    return { code: "BadRequestException", status: 400, message };
}

/** GuardDuty's words for a value it does not take, when it does not name the parameter. */
export const INVALID_VALUE: Answer = {
    ...badRequest(
        "The request is rejected because an invalid or out-of-range value is specified as an input parameter.",
    ),
    wording: "general",
};

/** GuardDuty's words for a value that its model does not know, such as another word where there is an enumeration. */
export const NOT_PROCESSED: Answer = {
    ...badRequest("The request is rejected because the JSON could not be processed."),
    wording: "general",
};

/** IP list quotas and unreadable list objects come as an internal error, but with HTTP status 400. */
export function internalError(message: string): Answer {
    return { code: "InternalServerErrorException", status: 400, message };
}
