import type { Rule } from "./rules";

/** GuardDuty's general answers, which many of its rules share. */
export const BAD_REQUEST = { code: "BadRequestException", status: 400 } as const;

export function badRequest(message: string): Rule["error"] {
    return { ...BAD_REQUEST, message };
}

/** GuardDuty's words for a value it does not take, when it does not name the parameter. */
export const INVALID_VALUE = badRequest(
    "The request is rejected because an invalid or out-of-range value is specified as an input parameter.",
);

/** IP list quotas and unreadable list objects come as an internal error, but with HTTP status 400. */
export function internalError(message: string): Rule["error"] {
    return { code: "InternalServerErrorException", status: 400, message };
}
