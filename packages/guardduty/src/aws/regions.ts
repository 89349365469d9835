import { partitionOf } from "./partitions";

/** AWS Regions enabled in every account (AWS global infrastructure guide, "AWS Regions"). */
const ENABLED_BY_DEFAULT: readonly string[] = [
    ...["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1"],
    ...["ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2"],
    ...["eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3"],
];

/** AWS Regions that an account has to enable first (the same guide). */
const OPT_IN: readonly string[] = [
    ...["af-south-1", "il-central-1", "me-central-1", "me-south-1", "ca-west-1", "mx-central-1"],
    ...["ap-east-1", "ap-east-2", "ap-south-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5"],
    ...["ap-southeast-6", "ap-southeast-7", "eu-central-2", "eu-south-1", "eu-south-2"],
];

/** Outside the commercial partition no Region is opt-in. */
export function isEnabledByDefault(region: string): boolean {
    return partitionOf(region) !== "aws" || ENABLED_BY_DEFAULT.includes(region);
}

/**
 * Whether a Region is opt-in, or may be: each one introduced since 2019 is, so a commercial Region that is in neither list is taken
 * for one too.
 */
export function describeOptIn(region: string): string | undefined {
    if (isEnabledByDefault(region)) return undefined;
    return OPT_IN.includes(region)
        ? `${region} is an opt-in Region`
        : `${region} is not known to be enabled by default, as no Region introduced since 2019 is`;
}

/** GuardDuty User Guide, "Regions and endpoints": the Regions of the preview of GuardDuty Investigation. */
const AI_ANALYST_REGIONS: readonly string[] = [
    ...["us-east-1", "us-east-2", "us-west-2", "ca-central-1", "ap-northeast-1"],
    ...["eu-central-1", "eu-west-1", "eu-west-2", "eu-west-3", "eu-north-1"],
];

/** Why a protection plan does not exist in a Region, as a clause for an error; undefined where it does, or may. */
export function planUnavailableIn(feature: string, region: string): string | undefined {
    const isChina = partitionOf(region) === "aws-cn";
    switch (feature) {
        case "RDS_LOGIN_EVENTS":
            return region === "ap-east-2" ? "GuardDuty RDS Protection does not exist there" : undefined;
        case "RUNTIME_MONITORING":
        case "EKS_RUNTIME_MONITORING":
            return isChina ? "GuardDuty Runtime Monitoring does not exist in the China Regions" : undefined;
        case "AI_PROTECTION":
            return isChina ? "GuardDuty AI Protection does not exist in the China Regions" : undefined;
        case "AI_ANALYST":
            if (AI_ANALYST_REGIONS.includes(region)) return undefined;
            return `GuardDuty Investigation is a preview that exists in ${AI_ANALYST_REGIONS.join(", ")} only`;
        default:
            return undefined;
    }
}

/**
 * Why it is not documented whether a plan exists in a Region. A default should then leave the plan alone; what a user asks for
 * expressly is for AWS to answer.
 */
export function planUndocumentedIn(feature: string, region: string): string | undefined {
    const partition = partitionOf(region);
    if (feature !== "AI_PROTECTION" || partition === "aws" || partition === "aws-cn") return undefined;
    return `AWS does not document GuardDuty AI Protection for the partition ${partition}`;
}
