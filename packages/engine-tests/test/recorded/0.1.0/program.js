const gateway = new aws.ec2.Eip("gateway", { domain: "vpc" });
const logs = new aws.s3.Bucket("logs", { bucket: "access-logs" });
const lists = new aws.s3.Bucket("lists", { bucket: "lists-of-others" });
const list = new aws.s3.BucketObjectv2("list", { bucket: lists.bucket, key: "known.txt", content: "9.9.7.7\n" });

const training = new GuardDutyMonitoring("training", {
    enabled: true,
    accountRole: "STANDALONE",
    profile: "AI_TRAINING",
    findingPublishingFrequency: "ONE_HOUR",
    protectionPlans: {
        s3DataEvents: "ENABLED",
        eksAuditLogs: "DISABLED",
        rdsLoginEvents: "UNMANAGED",
        runtimeMonitoring: {
            status: "ENABLED",
            eksAddonManagement: "ENABLED",
            ecsFargateAgentManagement: "DISABLED",
            ec2AgentManagement: "ENABLED",
        },
    },
    trustedIpList: { entries: ["8.8.8.0/24", gateway.publicIp], tags: { List: "trusted" } },
    threatIpLists: {
        entries: { entries: ["9.9.9.9", "9.9.10.0/23"], name: "by-hand" },
        file: { file: "threats.txt", active: false },
        location: { location: pulumi.interpolate`s3://${list.bucket}/${list.key}`, format: "TXT" },
    },
    filters: [
        {
            name: "pulls",
            action: "ARCHIVE",
            description: "Dataset pulls of the training nodes",
            findingTypes: ["Behavior:EC2/TrafficVolumeUnusual"],
            criteria: { "resource.instanceDetails.imageId": { equals: ["ami-0abc"] } },
        },
        { name: "loud", severities: ["HIGH", "CRITICAL"], tags: { Filter: "loud" } },
        {
            name: "late",
            criteria: {
                updatedAt: { greaterThanOrEqual: 1767225600000 },
                severity: { greaterThan: 1, lessThanOrEqual: 8 },
                region: { notEquals: ["eu-west-1"] },
                type: { matches: ["Recon:*"], notMatches: ["Recon:EC2/*"] },
            },
        },
    ],
    findingsExport: {
        prefix: "guardduty",
        expireAfterDays: 400,
        objectLock: { mode: "GOVERNANCE", days: 365 },
        accessLogBucketName: logs.bucket,
    },
    tags: { Environment: "training" },
});
exports.detectorId = training.detectorId;
exports.findingsLocation = training.findingsLocation;

const ireland = { region: "eu-west-1" };
const source = { accountId: "123456789012", ...ireland };
const archive = new aws.s3.Bucket("archive", { bucket: "archive", ...ireland });
const archiveKey = new aws.kms.Key("archive", {
    policy: findingsKeyPolicy({ ...source, bucketArn: archive.arn }),
    ...ireland,
});
const archivePolicy = new aws.s3.BucketPolicy("archive", {
    bucket: archive.bucket,
    policy: findingsBucketPolicy({ ...source, bucketArn: archive.arn, kmsKeyArn: archiveKey.arn, prefix: "ireland" }),
    ...ireland,
});
const theirs = new aws.guardduty.Detector("theirs", { enable: true, ...ireland });
new GuardDutyMonitoring(
    "adopted",
    {
        detectorId: theirs.id,
        listBucketName: archive.bucket,
        threatIpLists: { entries: { entries: ["9.9.9.9"] } },
        findingsExport: { existingBucketArn: archive.arn, existingKmsKeyArn: archiveKey.arn, prefix: "ireland" },
        ...ireland,
    },
    { dependsOn: [archivePolicy] },
);

const oregon = new aws.Provider("oregon", { region: "us-west-2" });
const alone = new aws.guardduty.Detector("alone", { enable: true }, { provider: oregon });
new FindingsExport(
    "alone",
    { detectorArn: alone.arn, bucketName: "evidence-of-oregon", retainOnDelete: false },
    { provider: oregon },
);
