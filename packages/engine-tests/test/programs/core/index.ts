import { Eip } from "@pulumi/aws/ec2/index.js";
import * as pulumi from "@pulumi/pulumi";
import { GuardDutyMonitoring } from "pulumi-guardduty";
import { noiseFilters } from "./noise-filters";

const config = new pulumi.Config();

// The address under which the training network is seen from outside. Attach it to the network's NAT gateway.
const gateway = new Eip("training-gateway", { domain: "vpc" });

const monitoring = new GuardDutyMonitoring("training", {
    profile: "AI_TRAINING",
    trustedIpList: { entries: [...config.requireObject<string[]>("trustedRanges"), gateway.publicIp] },
    threatIpLists: {
        ipsum: { file: "lists/ipsum-level-3.txt" },
        incidents: { file: "lists/incidents.txt" },
    },
    filters: [
        ...noiseFilters(config),
        // AI Protection's findings are of severity Low: without a filter of their own they drown.
        {
            name: "model-misuse",
            description: "Saved search of what AI Protection finds",
            findingTypes: [
                "Impact:IAMUser/AnomalousModelInvocation",
                "Impact:IAMUser/CostHarvesting",
                "Impact:IAMUser/PromptInjection.Direct",
            ],
        },
    ],
    findingsExport: {
        prefix: "guardduty",
        expireAfterDays: 400,
        objectLock: { mode: "GOVERNANCE", days: 365 },
    },
    tags: { Environment: "training" },
});

export const detectorId = monitoring.detectorId;
export const threatIpListIds = monitoring.threatIpListIds;
export const findingsLocation = monitoring.findingsLocation;
export const findingsKmsKeyArn = monitoring.findingsKmsKeyArn;
export const gatewayAddress = gateway.publicIp;
