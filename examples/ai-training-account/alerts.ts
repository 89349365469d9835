import type * as pulumi from "@pulumi/pulumi";
import { FindingNotifications } from "pulumi-guardduty";

/** Who hears of what. Give the topic `oncall` to your pager; the team's address gets a mail with a link first. */
export function createAlerts(config: pulumi.Config, tags: Record<string, string>): FindingNotifications {
    return new FindingNotifications("alerts", {
        targets: {
            oncall: { snsTopic: {} },
            team: { email: config.require("alertEmail") },
            record: { logGroup: {} },
        },
        routes: {
            // Somebody gets up for these. AI Protection's findings are Low: not at night.
            now: { severities: ["HIGH", "CRITICAL"], includeAiFindings: false, targets: ["oncall"] },
            // From Medium on, and whatever is about AI workloads, however Low.
            findings: { targets: ["team"] },
            // What stops working quietly: an agent, a plan, a scan.
            problems: {
                events: ["MALWARE_SCAN_PROBLEMS", "MALWARE_PLAN_PROBLEMS", "RUNTIME_COVERAGE_PROBLEMS"],
                targets: ["team"],
            },
            record: { severities: ["LOW", "MEDIUM", "HIGH", "CRITICAL"], targets: ["record"] },
        },
        tags,
    });
}
