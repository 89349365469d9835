import { Eip } from "@pulumi/aws/ec2/index.js";
import * as pulumi from "@pulumi/pulumi";
import { GuardDutyMonitoring, MalwareProtection } from "pulumi-guardduty";
import { createAlerts } from "./alerts";
import { noiseFilters } from "./noise-filters";

const config = new pulumi.Config();
const tags = { Environment: "training" };

// The address under which the training network is seen from outside. Attach it to the network's NAT gateway.
const gateway = new Eip("training-gateway", { domain: "vpc" });

const monitoring = new GuardDutyMonitoring("training", {
    profile: "AI_TRAINING",
    trustedIpList: { entries: [...config.requireObject<string[]>("trustedRanges"), gateway.publicIp] },
    threatIpLists: {
        ipsum: { file: "lists/ipsum-level-3.txt" },
        incidents: { file: "lists/incidents.txt" },
    },
    filters: noiseFilters(config),
    findingsExport: {
        prefix: "guardduty",
        expireAfterDays: 400,
        objectLock: { mode: "GOVERNANCE", days: 365 },
    },
    tags,
});

const alerts = createAlerts(config, tags);

// Where datasets from outside arrive: nobody reads an object before GuardDuty has found it clean.
const uploads = new MalwareProtection("uploads", { buckets: { datasets: { requireCleanScan: true } }, tags });

export const detectorId = monitoring.detectorId;
export const threatIpListIds = monitoring.threatIpListIds;
export const findingsLocation = monitoring.findingsLocation;
export const findingsKmsKeyArn = monitoring.findingsKmsKeyArn;
export const gatewayAddress = gateway.publicIp;
export const onCallTopicArn = alerts.topicArns.apply((topics) => topics["oncall"]);
export const deadLetterQueueUrl = alerts.deadLetterQueueUrl;
export const datasetsBucket = uploads.bucketNames.apply((names) => names["datasets"]);
