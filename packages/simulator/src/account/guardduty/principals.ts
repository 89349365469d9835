import { isOptInRegion } from "../core/regions";

/**
 * The principal GuardDuty acts as: Regional in an opt-in Region (GuardDuty User Guide, guardduty_exportfindings). For
 * China no other suffix than amazonaws.com is documented.
 */
export function guardDutyPrincipal(region: string): string {
    return isOptInRegion(region) ? `guardduty.${region}.amazonaws.com` : "guardduty.amazonaws.com";
}

/** The service-linked role that reads IP lists. */
export function guardDutyRoleArn(partition: string, accountId: string): string {
    const path = "role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty";
    return `arn:${partition}:iam::${accountId}:${path}`;
}
