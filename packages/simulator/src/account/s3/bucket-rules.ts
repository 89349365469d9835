import { rules } from "../core/rules";

const NAMING_PAGE = "Amazon S3 User Guide, bucketnamingrules";
const ERRORS_PAGE = "Amazon S3 API Reference, ErrorResponses";

export const BUCKET_RULES = rules("bucket", {
    name: {
        text: "A bucket's name has 3 to 63 lower-case letters, digits, periods and hyphens, begins and ends with a letter or digit, has no two periods together, is no IP address and has none of the reserved prefixes and suffixes",
        source: NAMING_PAGE,
        confidence: "documented",
        error: { code: "InvalidBucketName", status: 400, message: "The specified bucket is not valid." },
    },
    nameTakenByOther: {
        text: "A bucket's name is unique among all accounts of a partition",
        source: NAMING_PAGE,
        confidence: "documented",
        error: {
            code: "BucketAlreadyExists",
            status: 409,
            message:
                "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
        },
    },
    nameTakenBySelf: {
        text: "An account creates a bucket once; in us-east-1 too the provider is told so",
        source: ERRORS_PAGE,
        confidence: "documented",
        error: {
            code: "BucketAlreadyOwnedByYou",
            status: 409,
            message: "Your previous request to create the named bucket succeeded and you already own it.",
        },
    },
    notEmpty: {
        text: "Only an empty bucket is deleted; versions and delete markers count",
        source: ERRORS_PAGE,
        confidence: "documented",
        error: { code: "BucketNotEmpty", status: 409, message: "The bucket you tried to delete is not empty" },
    },
    notEmptyVersions: {
        text: "Only an empty bucket is deleted; versions and delete markers count",
        source: ERRORS_PAGE,
        confidence: "documented",
        error: {
            code: "BucketNotEmpty",
            status: 409,
            message: "The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
        },
    },
    tags: {
        text: "A bucket has at most 50 tags; a key has at most 128 characters and does not begin with aws:, a value has at most 256",
        source: "Amazon S3 User Guide, CostAllocTagging",
        confidence: "documented",
        wording: "general",
        error: { code: "InvalidTag", status: 400, message: "The TagKey or TagValue you have provided is invalid" },
    },
});
