import type { Problem } from "../validation/problem";
import type { GuardDutyMonitoringArgs } from "./args";

const OF_THE_ADMINISTRATOR = [
    "trustedIpList",
    "threatIpLists",
    "listBucketName",
    "filters",
    "findingPublishingFrequency",
] as const;

/** What a member account can't have: AWS lets only the administrator manage lists, filters and the publishing frequency. */
export function findRoleProblems(args: GuardDutyMonitoringArgs): Problem[] {
    if (args.accountRole !== "MEMBER") return [];
    return OF_THE_ADMINISTRATOR.filter((argument) => args[argument] !== undefined).map((argument) => ({
        path: argument,
        rule: 'a member account cannot have this: it belongs to the administrator account, with accountRole: "ADMINISTRATOR"',
        hint: "Remove it here, and set it in the administrator account, from where it applies to every member.",
    }));
}

export function warnOfRole(args: GuardDutyMonitoringArgs): string[] {
    if (args.accountRole !== "MEMBER" || args.profile === undefined) return [];
    return [
        "profile has no effect in a member account, whose plans are left to its administrator; set each plan in protectionPlans " +
            "that is to be managed here.",
    ];
}
