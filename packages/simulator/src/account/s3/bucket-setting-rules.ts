import { rules } from "../core/rules";

const LOCK_PAGE = "Amazon S3 User Guide, object-lock";
const LIFECYCLE_PAGE = "Amazon S3 API Reference, PutBucketLifecycleConfiguration";

export const BUCKET_SETTING_RULES = rules("bucketSetting", {
    versioningLocked: {
        text: "Versioning stays on in a bucket with Object Lock",
        source: LOCK_PAGE,
        confidence: "documented",
        error: {
            code: "InvalidBucketState",
            status: 409,
            message:
                "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
        },
    },
    lockNeedsVersioning: {
        text: "Object Lock needs versioning",
        source: LOCK_PAGE,
        confidence: "documented",
        error: {
            code: "InvalidBucketState",
            status: 409,
            message: "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
        },
    },
    lockDays: {
        text: "A default retention is a whole number of days, at least one",
        source: LOCK_PAGE,
        confidence: "documented",
        wording: "ours",
        error: {
            code: "InvalidArgument",
            status: 400,
            message: "Default retention period must be a positive integer value",
        },
    },
    lifecycleRules: {
        text: "A lifecycle configuration has 1 to 1,000 rules with ids of their own",
        source: LIFECYCLE_PAGE,
        confidence: "documented",
        error: {
            code: "InvalidArgument",
            status: 400,
            message: "Rule ID must be unique. Found same ID for more than one rule",
        },
    },
    lifecycleDays: {
        text: "A lifecycle rule's days are whole numbers, at least one",
        source: LIFECYCLE_PAGE,
        confidence: "documented",
        error: {
            code: "InvalidArgument",
            status: 400,
            message: "'Days' for Expiration action must be a positive integer",
        },
    },
    lifecycleExpiration: {
        text: "An expiration is by days or removes expired delete markers, not both",
        source: LIFECYCLE_PAGE,
        confidence: "documented",
        error: {
            code: "MalformedXML",
            status: 400,
            message: "The XML you provided was not well-formed or did not validate against our published schema",
        },
    },
    lifecycleAction: {
        text: "A lifecycle rule does something",
        source: LIFECYCLE_PAGE,
        confidence: "documented",
        error: {
            code: "InvalidRequest",
            status: 400,
            message: "At least one action needs to be specified in a rule.",
        },
    },
    loggingTarget: {
        text: "Access logs go to a bucket of the same owner in the same Region",
        source: "Amazon S3 User Guide, ServerLogs",
        confidence: "documented",
        error: {
            code: "InvalidTargetBucketForLogging",
            status: 400,
            message: "The target bucket for logging does not exist",
        },
    },
});
