import { GuardDutyMonitoring } from "pulumi-guardduty";

const monitoring = new GuardDutyMonitoring("walkthrough", {
    // Detector
    enabled: true,
    // IPSet: no findings for these addresses.
    trustedIpList: { entries: ["198.51.100.0/24"] },
    // ThreatIntelSet: a finding whenever one of these addresses shows up.
    threatIpLists: { known: { entries: ["203.0.113.17", "203.0.113.128/28"] } },
    // Filter: a saved search, which hides nothing.
    filters: [{ name: "high-severity", severities: ["HIGH", "CRITICAL"] }],
    // PublishingDestination, with the bucket, the key and the policies that it needs.
    findingsExport: {},
});

export const detectorId = monitoring.detectorId;
