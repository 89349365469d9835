import { partitionOf } from "../core/regions";

/** Always on: reported, and not to be set. */
export const FOUNDATIONAL_FEATURES = ["CLOUD_TRAIL", "DNS_LOGS", "FLOW_LOGS"] as const;

/** What a detector can set (GuardDuty API model, DetectorFeature). */
export const OPTIONAL_FEATURES = [
    "S3_DATA_EVENTS",
    "EKS_AUDIT_LOGS",
    "EBS_MALWARE_PROTECTION",
    "RDS_LOGIN_EVENTS",
    "EKS_RUNTIME_MONITORING",
    "LAMBDA_NETWORK_LOGS",
    "RUNTIME_MONITORING",
    "AI_PROTECTION",
    "AI_ANALYST",
] as const;

/** In the order in which GetDetector reports them. RDS_DATA_RISK has been there since October 2026. */
export const ADDITIONAL_CONFIGURATIONS: Readonly<Record<string, readonly string[]>> = {
    RUNTIME_MONITORING: ["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"],
    EKS_RUNTIME_MONITORING: ["EKS_ADDON_MANAGEMENT"],
    RDS_LOGIN_EVENTS: ["RDS_DATA_RISK"],
};

const AI_ANALYST_REGIONS = new Set([
    ...["us-east-1", "us-east-2", "us-west-2", "ca-central-1", "ap-northeast-1"],
    ...["eu-central-1", "eu-west-1", "eu-west-2", "eu-west-3", "eu-north-1"],
]);

/** Whether GuardDuty has a feature in a Region (User Guide, guardduty_regions; China and GovCloud editions). */
export function isOffered(feature: string, region: string): boolean {
    const partition = partitionOf(region);
    switch (feature) {
        case "RDS_LOGIN_EVENTS":
            return region !== "ap-east-2";
        case "RUNTIME_MONITORING":
        case "EKS_RUNTIME_MONITORING":
            return partition !== "aws-cn";
        case "AI_PROTECTION":
            return partition === "aws";
        case "AI_ANALYST":
            return AI_ANALYST_REGIONS.has(region);
        default:
            return true;
    }
}
