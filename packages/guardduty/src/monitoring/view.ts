import type * as pulumi from "@pulumi/pulumi";
import type { GuardDutyMonitoringArgs } from "./args";

/**
 * What stands in the stack's state as the component's own inputs: enough to recognise it by. No Outputs, no resources and nothing of
 * a list's content, all of which Pulumi would store.
 */
export function viewOf(args: GuardDutyMonitoringArgs): pulumi.Inputs {
    const { trustedIpList, threatIpLists = {}, filters = [] } = args;
    return {
        accountRole: args.accountRole ?? "STANDALONE",
        profile: args.profile ?? "BASELINE",
        adoptsDetector: args.detectorId !== undefined,
        trustedIpList: trustedIpList !== undefined,
        threatIpLists: Object.keys(threatIpLists),
        filters: filters.map(({ name }) => name),
        findingsExport: args.findingsExport !== undefined,
    };
}
