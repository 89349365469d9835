import { rules } from "../core/rules";
import { badRequest, internalError, NOT_PROCESSED } from "./refusals";

const CREATE_PAGE = "GuardDuty User Guide, guardduty-lists-create-activate";
const LIMITS_PAGE = "GuardDuty User Guide, guardduty_limits";
const BEYOND_LIMITS = internalError(
    "The request is rejected because it’s an attempt to create resources beyond the current AWS account limits.",
);

export const IP_LIST_RULES = rules("ipList", {
    name: {
        text: "A list's name has 1 to 300 letters, digits, spaces, hyphens and underscores",
        source: "GuardDuty API reference, CreateIPSet",
        confidence: "documented",
        error: badRequest("The request is rejected because the parameter {parameter}Name has an invalid value."),
    },
    nameTaken: {
        text: "A list's name is unique among the lists of its kind in the account and Region",
        source: CREATE_PAGE,
        confidence: "documented",
        wording: "ours",
        error: badRequest("The request is rejected because a list with the given name already exists."),
    },
    format: {
        text: "A list's format is TXT, STIX, OTX_CSV, ALIEN_VAULT, PROOF_POINT or FIRE_EYE",
        source: "GuardDuty API model, IpSetFormat",
        confidence: "documented",
        error: NOT_PROCESSED,
    },
    location: {
        text: "A list's location is an object in S3, in one of the documented forms, of at most 300 characters",
        source: CREATE_PAGE,
        confidence: "documented",
        error: badRequest("The request is rejected because the parameter ipSetLocation has an invalid value."),
    },
    unreadable: {
        text: "GuardDuty's service-linked role can read the list's object, also where the list is not activated",
        source: "recorded answers of September 2026; User Guide, guardduty-lists-prerequisites",
        confidence: "inferred",
        error: internalError("The request is rejected because the caller is not authorized to call this API."),
    },
    onlyOneTrusted: {
        text: "An account has one trusted IP list per Region",
        source: LIMITS_PAGE,
        confidence: "documented",
        error: BEYOND_LIMITS,
    },
    sixThreat: {
        text: "An account has at most six threat IP lists per Region",
        source: LIMITS_PAGE,
        confidence: "documented",
        error: BEYOND_LIMITS,
    },
    notFound: {
        text: "The list exists",
        source: "recorded answers of September 2026",
        confidence: "inferred",
        error: badRequest("The request is rejected since no such resource found."),
    },
    inTransition: {
        text: "While a list is activated, deactivated or deleted, every other action on it is refused",
        source: "GuardDuty User Guide, guardduty_upload-lists",
        confidence: "documented",
        wording: "ours",
        error: badRequest("The request is rejected because the list's current status, {status}, does not allow it."),
    },
    file: {
        text: "A list's file has at most 35 MB, 2,000 entries if trusted and 250,000 if a threat list, IPv4 only: otherwise its activation ends in ERROR",
        source: `${LIMITS_PAGE}; that it is the activation that fails, and not the request, is inferred`,
        confidence: "inferred",
        wording: "ours",
        error: internalError("The list could not be activated."),
    },
});
