import { rules } from "../core/rules";
import { badRequest, INVALID_VALUE, NOT_PROCESSED } from "./refusals";

export const DETECTOR_RULES = rules("detector", {
    onlyOne: {
        text: "An account has one detector per Region",
        source: "GuardDuty User Guide, guardduty_limits",
        confidence: "documented",
        error: badRequest("The request is rejected because a detector already exists for the current account."),
    },
    notFound: {
        text: "The detector exists in this account and Region",
        source: "terraform-provider-aws, internal/service/guardduty/detector.go",
        confidence: "documented",
        error: badRequest("The request is rejected because the input detectorId is not owned by the current account."),
    },
    publishingFrequency: {
        text: "findingPublishingFrequency is FIFTEEN_MINUTES, ONE_HOUR or SIX_HOURS",
        source: "GuardDuty API model, FindingPublishingFrequency",
        confidence: "documented",
        error: NOT_PROCESSED,
    },
    bothRuntimeFeatures: {
        text: "EKS_RUNTIME_MONITORING and RUNTIME_MONITORING cannot be named in one request",
        source: "GuardDuty API model, CreateDetector and UpdateDetector",
        confidence: "documented",
        wording: "ours",
        error: badRequest(
            "The request is rejected because EKS_RUNTIME_MONITORING and RUNTIME_MONITORING cannot both be specified.",
        ),
    },
    featureName: {
        text: "A feature is one that a detector can set: FLOW_LOGS, CLOUD_TRAIL and DNS_LOGS are only reported",
        source: "GuardDuty API model, DetectorFeature",
        confidence: "documented",
        error: NOT_PROCESSED,
    },
    featureRegion: {
        text: "A feature is offered in the Region",
        source: "GuardDuty User Guide, guardduty_regions; whether the API refuses or ignores it is not said",
        confidence: "inferred",
        error: INVALID_VALUE,
    },
    additionalConfiguration: {
        text: "An additional configuration belongs to its feature: agents to RUNTIME_MONITORING, the EKS add-on to either runtime feature, RDS_DATA_RISK to RDS_LOGIN_EVENTS",
        source: "GuardDuty API model, DetectorAdditionalConfiguration; User Guide, guardduty-features-activation-model",
        confidence: "documented",
        error: INVALID_VALUE,
    },
});
