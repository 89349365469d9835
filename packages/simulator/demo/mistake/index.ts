// Compiles, and would fail or do harm with raw resources. Here it is refused before anything is made.
import * as pulumi from "@pulumi/pulumi";
import { GuardDutyMonitoring } from "pulumi-guardduty";

const config = new pulumi.Config();

const monitoring = new GuardDutyMonitoring("training", {
    trustedIpList: {
        // Host bits that no network has, and a network that would make GuardDuty blind.
        entries: [config.require("officeNetwork"), "0.0.0.0/0"],
    },
    threatIpLists: {
        known: { file: "lists/threats.txt" },
    },
    filters: [
        {
            // A space in the name, and no reason for hiding findings.
            name: "dataset pulls",
            action: "ARCHIVE",
            findingTypes: ["Behavior:EC2/TrafficVolumeUnusual"],
            // Read by GuardDuty as milliseconds, not as a date.
            criteria: { updatedAt: { greaterThan: 0 } },
        },
    ],
    findingsExport: {
        prefix: "/findings/",
        objectLock: { mode: "COMPLIANCE", days: 90 },
        expireAfterDays: 30,
    },
});

export const detectorId = monitoring.detectorId;
