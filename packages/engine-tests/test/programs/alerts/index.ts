import { Detector } from "@pulumi/aws/guardduty/index.js";
import { FindingNotifications, MalwareProtection } from "pulumi-guardduty";

new Detector("detector", { enable: true });

const alerts = new FindingNotifications("alerts", {
    targets: {
        team: { email: "security@example.com" },
        siem: { sqsQueue: {} },
        log: { logGroup: {} },
    },
    routes: {
        serious: {
            targets: ["team", "siem", "log"],
            severities: ["HIGH"],
            events: ["FINDINGS", "MALWARE_SCAN_PROBLEMS"],
        },
    },
});

const protection = new MalwareProtection("scan", { buckets: { uploads: { requireCleanScan: true } } });

export const queueUrls = alerts.queueUrls;
export const bucketNames = protection.bucketNames;
