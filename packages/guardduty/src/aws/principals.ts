import { isEnabledByDefault } from "./regions";

/**
 * Who GuardDuty is when it writes the findings of a Region: in an opt-in Region, its Regional service principal (GuardDuty User
 * Guide, "Exporting findings"). The suffix is `amazonaws.com` in every partition: no other is documented, China included.
 */
export function guardDutyPrincipal(findingsRegion: string): string {
    return isEnabledByDefault(findingsRegion) ? "guardduty.amazonaws.com" : `guardduty.${findingsRegion}.amazonaws.com`;
}
