import * as sns from "@pulumi/aws/sns/index.js";
import * as pulumi from "@pulumi/pulumi";
import { FindingsLake, GuardDutyMonitoring, ThreatListFeed } from "pulumi-guardduty";

const config = new pulumi.Config();
const tags = { Environment: "review" };

const monitoring = new GuardDutyMonitoring("review", { findingsExport: {}, tags });

// Who hears when the list can't be kept up to date. What its alarms say is no secret, so the topic needs no key.
const operations = new sns.Topic("operations", { displayName: "GuardDuty", tags });
new sns.TopicPolicy("operations", {
    arn: operations.arn,
    policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "AlarmsOfThisAccount",
                Effect: "Allow",
                Principal: { Service: "cloudwatch.amazonaws.com" },
                Action: "sns:Publish",
                Resource: operations.arn,
                Condition: { StringEquals: { "aws:SourceAccount": monitoring.accountId } },
            },
        ],
    }),
});
new sns.TopicSubscription("operations", {
    topic: operations.arn,
    protocol: "email",
    endpoint: config.require("alertEmail"),
});

// Publishers' terms of use are yours to keep: a copy of the feeds stays in your own bucket.
const feed = new ThreatListFeed("blocklist", {
    detectorId: monitoring.detectorId,
    sources: {
        // Networks that are run by criminals, by Spamhaus.
        drop: { url: "https://www.spamhaus.org/drop/drop.txt", maxAgeDays: 7 },
        // Addresses on three or more public blocklists, by stamparm.
        ipsum: { url: "https://raw.githubusercontent.com/stamparm/ipsum/master/levels/3.txt", maxAgeDays: 7 },
    },
    alarmTopicArns: [operations.arn],
    tags,
});

const reviewers = config.requireObject<string[]>("reviewers");
const wholeAccount = pulumi.interpolate`arn:aws:iam::${monitoring.accountId}:root`;

const lake = new FindingsLake("findings", {
    findingsLocation: pulumi.interpolate`${monitoring.findingsLocation}`,
    findingsKmsKeyArn: pulumi.interpolate`${monitoring.findingsKmsKeyArn}`,
    databaseName: "guardduty_findings",
    reviewRole: { trustedPrincipalArns: reviewers.length > 0 ? reviewers : [wholeAccount] },
    tags,
});

export const detectorId = monitoring.detectorId;
export const findingsLocation = monitoring.findingsLocation;
export const feedFunction = feed.functionName;
export const feedLog = feed.logGroupName;
export const workgroup = lake.workgroupName;
export const database = lake.databaseName;
export const reviewRole = lake.reviewRoleArn;
