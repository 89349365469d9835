import { rules } from "../core/rules";
import { badRequest, INVALID_VALUE, NOT_PROCESSED } from "./refusals";

const EXPORT_PAGE = "GuardDuty User Guide, guardduty_exportfindings";
const NO_PERMISSION = badRequest(
    "The request failed because the GuardDuty service principal does not have permission to the KMS key or the resource specified by the destinationArn parameter. Refer to https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html",
);

export const DESTINATION_RULES = rules("destination", {
    onlyOne: {
        text: "A detector has one publishing destination",
        source: "recorded answers of September 2026; User Guide, guardduty_exportfindings: one per Region",
        confidence: "inferred",
        wording: "ours",
        error: badRequest("The request failed because a publishing destination already exists for the detector."),
    },
    notFound: {
        text: "The publishing destination exists",
        source: "terraform-provider-aws, internal/service/guardduty/publishing_destination.go",
        confidence: "documented",
        error: badRequest("The request is rejected because the one or more input parameters have invalid values."),
    },
    type: {
        text: "The destination's type is S3",
        source: "GuardDuty API model, DestinationType",
        confidence: "documented",
        error: NOT_PROCESSED,
    },
    suspendedDetector: {
        text: "A suspended detector takes no publishing destination",
        source: "not documented either way",
        confidence: "unknown",
        wording: "ours",
        error: badRequest("The request failed because the detector is suspended."),
    },
    destinationArn: {
        text: "destinationArn is the ARN of a bucket of this partition, with or without a prefix",
        source: EXPORT_PAGE,
        confidence: "documented",
        error: badRequest(
            "The request failed because the value specified for the destinationArn parameter is not valid.",
        ),
    },
    bucketMissing: {
        text: "The bucket exists",
        source: EXPORT_PAGE,
        confidence: "documented",
        error: badRequest(
            "The request failed because the resource specified in the destinationArn parameter does not exist.",
        ),
    },
    kmsKeyArn: {
        text: "kmsKeyArn is the ARN of a KMS key",
        source: EXPORT_PAGE,
        confidence: "documented",
        error: badRequest("The request failed because the value specified for the kmsKeyArn parameter is not valid."),
    },
    keyRegion: {
        text: "The key is in the bucket's Region",
        source: EXPORT_PAGE,
        confidence: "documented",
        error: badRequest("The request failed because the value specified for the kmsKeyArn parameter is not valid."),
    },
    bucketRegion: {
        text: "The bucket is in a Region that is enabled by default, or in the detector's own",
        source: EXPORT_PAGE,
        confidence: "documented",
        wording: "ours",
        error: badRequest("The destination bucket cannot be in a different opt-in Region."),
    },
    govCloudRegion: {
        text: "In GovCloud (US) and China the bucket is in the detector's Region",
        source: "AWS GovCloud (US) User Guide, govcloud-guardduty: no cross-Region data transfer; inferred for China",
        confidence: "inferred",
        wording: "ours",
        error: INVALID_VALUE,
    },
    bucketPermission: {
        text: "The bucket's policy lets this detector's GuardDuty ask for the location and put objects encrypted with the key under the prefix",
        source: EXPORT_PAGE,
        confidence: "documented",
        error: NO_PERMISSION,
    },
    keyPermission: {
        text: "The key is enabled and its policy lets this detector's GuardDuty generate data keys",
        source: EXPORT_PAGE,
        confidence: "documented",
        error: NO_PERMISSION,
    },
    prefixMissing: {
        text: "A prefix has an object of its own, <prefix>/",
        source: "GuardDuty User Guide, guardduty_exportfindings; aws/aws-cli#10483",
        confidence: "documented",
        error: badRequest(
            "The request failed because the resource folder specified in the destinationArn parameter does not exist.",
        ),
    },
    prefixUnreadable: {
        text: "With a prefix, the caller may list the bucket and read the prefix's object",
        source: `${EXPORT_PAGE}, permissions`,
        confidence: "documented",
        error: badRequest(
            "The request failed because you do not have the required permissions for the s3:GetObject or s3:ListBucket actions.",
        ),
    },
});
