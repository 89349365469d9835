import * as pulumi from "@pulumi/pulumi";
import { GuardDutyMonitoring } from "pulumi-guardduty";

// Outputs of the archive's stack, which is deployed first, by other people perhaps: hence configuration and no StackReference.
const config = new pulumi.Config();

const monitoring = new GuardDutyMonitoring("member", {
    profile: "AI_TRAINING",
    findingsExport: {
        existingBucketArn: config.require("archiveBucketArn"),
        existingBucketRegion: config.require("archiveBucketRegion"),
        existingKmsKeyArn: config.require("archiveKmsKeyArn"),
        // Findings lie under AWSLogs/<account>/ in any case; so this account need not be allowed to write there itself.
        createPrefixMarker: false,
    },
    tags: { Environment: "training" },
});

export const detectorId = monitoring.detectorId;
export const findingsLocation = monitoring.findingsLocation;
