import type * as pulumi from "@pulumi/pulumi";
import { regionSchema } from "../aws/region-schema";
import { tagsSchema } from "../aws/tags";
import { kmsKeyArnSchema } from "../findings-export/args";
import { anyValue, input, object, optional, record, shortList, type Schema } from "../validation/schema";
import type { NotificationRouteArgs } from "./route-args";
import { topicArnSchema, type NotificationTargetArgs } from "./target-args";

/** Who hears of what GuardDuty reports in one account and Region. In an administrator account, of its members too. */
export interface FindingNotificationsArgs {
    /** Where messages go, 1 to 20 targets, each by a key of your own of `A-Z a-z 0-9 -`. */
    targets: { [key: string]: NotificationTargetArgs };
    /**
     * Which findings and events go where, each route by a key of your own of `A-Z a-z 0-9 -`. Default: one route, `findings`, that
     * carries findings from Medium on, findings about AI workloads of any severity, and problems with malware scans, malware
     * protection plans and runtime coverage to all targets, of which there can be five then.
     *
     * @defaultValue one route that carries findings and problems to all targets
     */
    routes?: { [key: string]: NotificationRouteArgs } | undefined;
    /**
     * ARN of a KMS key of your own for the topics and queues that are made. Its policy is left alone: it must have the statements in
     * `requiredKeyPolicy`, or nothing arrives. Default: a key is created where a topic or queue is; it costs about one dollar a month.
     *
     * @defaultValue a key is created where a topic or queue is
     */
    existingKmsKeyArn?: pulumi.Input<string> | undefined;
    /**
     * ARNs of one to five topics that hear when a message could not be delivered. Their policies must let CloudWatch's alarms publish.
     * Default: the topics that are made, for e-mail first, then new ones, then those of chat channels, at most five.
     *
     * @defaultValue the topics that are made
     */
    alarmTopicArns?: pulumi.Input<string>[] | undefined;
    /**
     * Region of the rules and of all that is made. Default: the provider's Region.
     *
     * @defaultValue the provider's Region
     */
    region?: pulumi.Input<string> | undefined;
    /**
     * Tags of every resource that takes tags, besides those of the provider. Default: none.
     *
     * @defaultValue none
     */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
}

/** CloudWatch: five actions per state of an alarm. */
export const MOST_ALARM_TOPICS = 5;
/** With more the policy of the dead-letter queue may get too long for SQS. */
export const MOST_TARGETS = 20;
/** What a route is called where there are none. */
export const IMPLICIT_ROUTE = "findings";

const KEY = /^[A-Za-z0-9-]{1,40}$/;
const KEY_RULE = "must be a key of 1 to 40 characters of A-Z a-z 0-9 -";

/** Each target and each route is checked where it is planned, so that what is wrong with one hides nothing of the others. */
export const findingNotificationsSchema: Schema = object(
    "must be an object with the arguments of FindingNotifications",
    {
        targets: record(
            'must be an object with targets by key, such as { team: { email: "security@example.com" } }',
            KEY_RULE,
            KEY,
            anyValue,
        ),
        routes: optional(
            record(
                'must be an object with routes by key, such as { urgent: { severities: ["HIGH"], targets: ["team"] } }',
                KEY_RULE,
                KEY,
                anyValue,
            ),
        ),
        existingKmsKeyArn: optional(input(kmsKeyArnSchema)),
        alarmTopicArns: optional(
            shortList(
                `must be an array of 1 to ${MOST_ALARM_TOPICS} ARNs of SNS topics`,
                MOST_ALARM_TOPICS,
                input(topicArnSchema),
            ),
        ),
        region: optional(input(regionSchema)),
        tags: optional(input(tagsSchema)),
    },
);
