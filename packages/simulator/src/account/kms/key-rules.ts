import { rules } from "../core/rules";

export const KEY_RULES = rules("key", {
    notFound: {
        text: "The key exists",
        source: "AWS KMS API Reference, CommonErrors",
        confidence: "documented",
        error: { code: "NotFoundException", status: 400, message: "Key '{key}' does not exist" },
    },
    pendingDeletion: {
        text: "A key that is to be deleted cannot be used or changed",
        source: "AWS KMS Developer Guide, key-state",
        confidence: "documented",
        error: { code: "KMSInvalidStateException", status: 400, message: "{key} is pending deletion." },
    },
    window: {
        text: "A key is deleted after 7 to 30 days",
        source: "AWS KMS API Reference, ScheduleKeyDeletion",
        confidence: "documented",
        wording: "ours",
        error: { code: "ValidationException", status: 400, message: "Pending window in days must be between 7 and 30" },
    },
    rotationPeriod: {
        text: "A key rotates after 90 to 2,560 days",
        source: "AWS KMS API Reference, EnableKeyRotation",
        confidence: "documented",
        wording: "ours",
        error: {
            code: "ValidationException",
            status: 400,
            message: "Rotation period must be between 90 and 2560 days",
        },
    },
    denied: {
        text: "The key's policy lets the caller do it, or trusts the account's IAM policies that do",
        source: "AWS KMS Developer Guide, key-policy-default",
        confidence: "documented",
        error: {
            code: "AccessDeniedException",
            status: 400,
            message: "User: {caller} is not authorized to perform: {action} on resource: {key}",
        },
    },
    tags: {
        text: "A key has at most 50 tags; a tag's key does not begin with aws:",
        source: "AWS KMS API Reference, TagResource",
        confidence: "documented",
        wording: "ours",
        error: { code: "TagException", status: 400, message: "Tag keys and values are not valid" },
    },
});
