import * as cloudwatch from "@pulumi/aws/cloudwatch/index.js";
import type * as lambda from "@pulumi/aws/lambda/index.js";
import * as scheduler from "@pulumi/aws/scheduler/index.js";
import * as sqs from "@pulumi/aws/sqs/index.js";
import * as pulumi from "@pulumi/pulumi";
import { lambdaLogGroupPrefixFrom, queueNameFrom, ruleNameFrom } from "../aws/generated-names";
import { createAlarms } from "./alarms";
import { createBucket } from "./bucket";
import { createFunction } from "./function";
import { createList, type FeedList } from "./list";
import type { ThreatListFeedPlan } from "./plan";
import { createFunctionRole, createScheduleRole, type GrantedRole } from "./role";
import { describeSite, type FeedSite } from "./site";

/** What `ThreatListFeed` publishes. */
export interface ThreatListFeedResources {
    readonly list: FeedList;
    readonly bucketName: pulumi.Output<string>;
    readonly feedFunction: lambda.Function;
    readonly role: GrantedRole["role"];
    readonly logGroup: cloudwatch.LogGroup;
    readonly deadLetters: sqs.Queue;
    readonly alarms: Readonly<Record<string, cloudwatch.MetricAlarm>>;
}

export function createThreatListFeed(
    name: string,
    plan: ThreatListFeedPlan,
    parent: pulumi.Resource,
): ThreatListFeedResources {
    if (plan.alarmTopicArns.length === 0) {
        void pulumi.log.warn("Nobody hears when the feed is refused or stale: give alarmTopicArns.", parent);
    }
    const site = describeSite(name, plan, parent);
    const bucket = createBucket(site);
    const list = createList(bucket, site);
    const deadLetters = createDeadLetterQueue(site);
    const logGroup = createLogGroup(site);
    const bucketName = bucket.bucket.id;
    const granted = createFunctionRole(site, { bucket, list, logGroup, deadLetters });
    const feedFunction = createFunction(site, { granted, list, bucketName, logGroup, deadLetters });
    createSchedule(site, feedFunction, deadLetters);
    const alarms = createAlarms(site, feedFunction, deadLetters);
    return { list, bucketName, feedFunction, role: granted.role, logGroup, deadLetters, alarms };
}

function createDeadLetterQueue({ name, tagged, options }: FeedSite): sqs.Queue {
    const logicalName = `${name}-dead-letters`;
    return new sqs.Queue(
        logicalName,
        { ...queueNameFrom(logicalName), messageRetentionSeconds: 14 * 86_400, sqsManagedSseEnabled: true, ...tagged },
        options,
    );
}

function createLogGroup({ name, tagged, options }: FeedSite): cloudwatch.LogGroup {
    const logicalName = `${name}-log-group`;
    return new cloudwatch.LogGroup(
        logicalName,
        { namePrefix: lambdaLogGroupPrefixFrom(name), retentionInDays: 90, ...tagged },
        options,
    );
}

/** It starts the function at once for the first time, unless it is a cron expression. */
function createSchedule(site: FeedSite, feedFunction: lambda.Function, deadLetters: sqs.Queue): scheduler.Schedule {
    const { role, policy } = createScheduleRole(site, feedFunction.arn, deadLetters);
    const logicalName = `${site.name}-schedule`;
    return new scheduler.Schedule(
        logicalName,
        {
            ...ruleNameFrom(logicalName),
            description: "Keeps a GuardDuty list up to date",
            scheduleExpression: site.plan.scheduleExpression,
            flexibleTimeWindow: { mode: "OFF" },
            target: {
                arn: feedFunction.arn,
                roleArn: role.arn,
                deadLetterConfig: { arn: deadLetters.arn },
                retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3_600 },
            },
            ...site.region,
        },
        { ...site.options, dependsOn: [policy] },
    );
}
