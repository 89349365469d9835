import * as pulumi from "@pulumi/pulumi";
import {
    AI_FINDING_TYPES,
    FindingNotifications,
    GuardDutyMonitoring,
    suppressImageBuilds,
    suppressPackageInstalls,
} from "pulumi-guardduty";

const config = new pulumi.Config();
const tags = { Environment: "training" };

const monitoring = new GuardDutyMonitoring("gpu-clusters", {
    profile: "AI_TRAINING",
    protectionPlans: {
        // What is done inside of nodes and pods. Billed by the nodes' vCPUs, GPUs or not: see COST.md.
        runtimeMonitoring: {
            status: "ENABLED",
            // An add-on in each cluster, kept up to date by GuardDuty. A cluster with the tag GuardDutyManaged: false is left out.
            eksAddonManagement: config.require("eksAgent") === "OWN" ? "DISABLED" : "ENABLED",
            // Instances outside of clusters. On a node the EKS agent sees all that this one would.
            ec2AgentManagement: "DISABLED",
            // GPUs can't be had on Fargate.
            ecsFargateAgentManagement: "DISABLED",
        },
    },
    filters: [
        suppressPackageInstalls({ images: config.requireObject<string[]>("trainingImages") }),
        suppressImageBuilds({ images: config.requireObject<string[]>("runnerImages") }),
    ],
    findingsExport: {},
    tags,
});

const slack = { workspaceId: config.get("slackWorkspaceId"), channelId: config.get("slackChannelId") };
const channel =
    slack.workspaceId && slack.channelId
        ? { slack: { workspaceId: slack.workspaceId, channelId: slack.channelId } }
        : undefined;

const alerts = new FindingNotifications("alerts", {
    targets: {
        team: { email: config.require("alertEmail") },
        ...(channel === undefined ? {} : { channel }),
    },
    routes: {
        // From Medium on, anywhere in the account; and whatever AI Protection finds, which is Low.
        findings: { targets: ["team"] },
        // Low, too, where clusters are concerned: a file that a pod should not have is Low, and the start of something.
        clusters: {
            severities: ["LOW"],
            findingTypes: [...AI_FINDING_TYPES.eksClusters],
            includeAiFindings: false,
            targets: [channel === undefined ? "team" : "channel"],
        },
        // A node whose agent fell silent is a node that nobody watches.
        coverage: { events: ["RUNTIME_COVERAGE_PROBLEMS"], targets: ["team"] },
    },
    tags,
});

export const detectorId = monitoring.detectorId;
export const findingsLocation = monitoring.findingsLocation;
export const deadLetterQueueUrl = alerts.deadLetterQueueUrl;
