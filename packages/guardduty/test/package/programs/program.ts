import * as pulumi from "@pulumi/pulumi";
import {
    FINDING_FIELDS,
    FINDING_TYPES,
    FindingNotifications,
    FindingsExport,
    findingsBucketPolicy,
    GuardDutyMonitoring,
} from "pulumi-guardduty";
import type { FindingFilterArgs, FindingNotificationsArgs, GuardDutyMonitoringArgs } from "pulumi-guardduty";

const pulls: FindingFilterArgs = {
    name: "pulls",
    action: "ARCHIVE",
    description: "dataset pulls",
    findingTypes: ["Behavior:EC2/TrafficVolumeUnusual"],
    criteria: { "resource.instanceDetails.imageId": { equals: ["ami-0abc"] } },
};

const args: GuardDutyMonitoringArgs = {
    profile: "AI_TRAINING",
    // As an expression gives it that leaves an argument out.
    protectionPlans: { runtimeMonitoring: undefined, additional: undefined },
    trustedIpList: { entries: ["198.51.100.0/24", pulumi.output("203.0.113.7")] },
    threatIpLists: { known: { file: "lists/threats.txt" } },
    filters: [pulls],
    findingsExport: {},
    tags: { Environment: "training" },
};

const monitoring = new GuardDutyMonitoring("training", args, { protect: true });
const bare = new GuardDutyMonitoring("bare");
const archive = new FindingsExport("archive", { detectorArn: bare.detectorArn });

const alerting: FindingNotificationsArgs = {
    targets: { team: { email: "security@example.com" }, siem: { sqsQueue: {}, messageFormat: "TEXT" } },
    routes: { urgent: { targets: ["team", "siem"], severities: ["HIGH", "CRITICAL"], events: ["FINDINGS"] } },
};
const alerts = new FindingNotifications("alerts", alerting);

export const ruleArns: pulumi.Output<Record<string, string>> = alerts.ruleArns;
export const detectorId: pulumi.Output<string> = monitoring.detectorId;
export const known: pulumi.Output<Record<string, string>> = monitoring.threatIpListIds;
export const bucket = archive.findingsBucketName;
export const names: readonly string[] = [...FINDING_TYPES, ...FINDING_FIELDS];
export const policy = findingsBucketPolicy;
