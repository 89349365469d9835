import { GuardDutyMonitoring } from "pulumi-guardduty";
import type { FindingFilterArgs, IpListArgs } from "pulumi-guardduty";

const monitoring = new GuardDutyMonitoring("training", {});
export const wrong = [
    new GuardDutyMonitoring("a", { profile: "ai_training" }),
    new GuardDutyMonitoring("b", { filterz: [] }),
    { name: "c", action: "DELETE" } satisfies FindingFilterArgs,
    { entries: "198.51.100.0/24" } satisfies IpListArgs,
    monitoring.detectorID,
];
