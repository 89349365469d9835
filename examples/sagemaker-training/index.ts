import * as kms from "@pulumi/aws/kms/index.js";
import * as pulumi from "@pulumi/pulumi";
import { AI_FINDING_TYPES, FindingNotifications, GuardDutyMonitoring, MalwareProtection } from "pulumi-guardduty";

const config = new pulumi.Config();
const tags = { Environment: "training" };

const monitoring = new GuardDutyMonitoring("training", {
    profile: "AI_TRAINING",
    protectionPlans: {
        // SageMaker's managed instances run outside of the account, where no agent of yours can be: nothing to see, nothing to pay.
        runtimeMonitoring: { status: "DISABLED" },
    },
    findingsExport: {},
    tags,
});

// One key for the data. Its policy is the default one: IAM policies of the account decide who may use it.
const dataKey = new kms.Key(
    "data",
    { description: "Encrypts datasets and model artefacts", enableKeyRotation: true, tags },
    { retainOnDelete: true },
);

const uploads = new MalwareProtection("data", {
    buckets: {
        // Comes from outside: nobody reads an object before GuardDuty has found it clean.
        datasets: { kmsKeyArn: dataKey.arn, requireCleanScan: true },
        // Comes from our own jobs, and is too large to be scanned now and then: scanned and told of, but not held back.
        artefacts: { kmsKeyArn: dataKey.arn },
    },
    tags,
});

const alerts = new FindingNotifications("alerts", {
    targets: {
        team: { email: config.require("alertEmail") },
        // Everything, for the record and for automation of your own.
        record: { logGroup: { retentionInDays: 365 } },
    },
    routes: {
        // From Medium on, anywhere in the account; and whatever AI Protection finds, which is Low.
        findings: { targets: ["team"] },
        // Low, too, where data is concerned: an access log that was turned off, a bucket that may become public.
        data: {
            severities: ["LOW"],
            findingTypes: [...AI_FINDING_TYPES.s3Data],
            includeAiFindings: false,
            targets: ["team"],
        },
        scans: { events: ["MALWARE_SCAN_PROBLEMS", "MALWARE_PLAN_PROBLEMS"], targets: ["team"] },
        record: {
            severities: ["LOW", "MEDIUM", "HIGH", "CRITICAL"],
            events: ["FINDINGS", "MALWARE_SCAN_RESULTS", "MALWARE_PLAN_PROBLEMS"],
            targets: ["record"],
        },
    },
    tags,
});

export const datasetsBucket = uploads.bucketNames.apply((names) => names["datasets"]);
export const artefactsBucket = uploads.bucketNames.apply((names) => names["artefacts"]);
export const dataKeyArn = dataKey.arn;
export const detectorId = monitoring.detectorId;
export const findingsLocation = monitoring.findingsLocation;
export const deadLetterQueueUrl = alerts.deadLetterQueueUrl;
