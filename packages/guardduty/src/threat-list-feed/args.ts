import type * as pulumi from "@pulumi/pulumi";
import { regionSchema } from "../aws/region-schema";
import { tagsSchema } from "../aws/tags";
import { findSnsTopicArnFault } from "../aws/target-arns";
import { detectorIdSchema } from "../detector/args";
import {
    anyValue,
    checkedText,
    input,
    object,
    oneOf,
    optional,
    record,
    shortList,
    wholeNumber,
    type Schema,
} from "../validation/schema";
import type { FeedSourceArgs } from "./source-args";
import { findScheduleFault } from "./schedule";

/** Which of GuardDuty's lists a feed fills. */
export const FeedListType = {
    /** Findings are raised for what talks to these addresses. */
    THREAT: "THREAT",
    /** No findings are raised for these addresses: an account and Region has one such list. */
    TRUSTED: "TRUSTED",
} as const;
/** One of the values of `FeedListType`; its text may be written instead. */
export type FeedListType = (typeof FeedListType)[keyof typeof FeedListType];

/** A GuardDuty list that follows feeds without a deployment. It is one of the six threat lists that GuardDuty takes, or the trusted one. */
export interface ThreatListFeedArgs {
    /** Id of the detector in the same account and Region: the output `detectorId` of `GuardDutyMonitoring`. */
    detectorId: pulumi.Input<string>;
    /** Where the entries come from, 1 to 10 sources, each by a key of your own of `A-Z a-z 0-9 -`. */
    sources: { [key: string]: FeedSourceArgs };
    /**
     * `THREAT`, or `TRUSTED` for addresses about which no findings are raised. Another one is another list. Default: `THREAT`.
     *
     * @defaultValue `THREAT`
     */
    listType?: FeedListType;
    /**
     * When it runs, as EventBridge Scheduler takes it: `rate(12 hours)`, `rate(1 day)` or `cron(0 6 * * ? *)`, in UTC. Default:
     * `rate(1 day)`, the first time at once.
     *
     * @defaultValue `rate(1 day)`
     */
    scheduleExpression?: string | undefined;
    /**
     * By how many percent of its addresses a source may shrink from one run to the next, 1 to 100. Default: `50`.
     *
     * @defaultValue `50`
     */
    maxShrinkPercent?: number | undefined;
    /**
     * By how many percent of its addresses a source may grow from one run to the next, 1 to 10,000. Default: `200`.
     *
     * @defaultValue `200`
     */
    maxGrowthPercent?: number | undefined;
    /**
     * How many percent of a source's entries may be no IPv4 address or range, 0 to 50. Default: `5`.
     *
     * @defaultValue `5`
     */
    maxInvalidPercent?: number | undefined;
    /**
     * The widest range that is believed, as the number after the slash: 1 to 32. A trusted list covers less than four of these all in
     * all. Default: `8`, of a trusted list `16`.
     *
     * @defaultValue `8`, of a trusted list `16`
     */
    widestPrefix?: number | undefined;
    /**
     * After how many days without a fresh list an alarm says so, 1 to 7. Default: `3`.
     *
     * @defaultValue `3`
     */
    staleAfterDays?: number | undefined;
    /**
     * How many lists of earlier runs are kept, besides the one in use, 0 to 100. Default: `5`.
     *
     * @defaultValue `5`
     */
    keepVersions?: number | undefined;
    /**
     * Memory of the function in MiB, 256 to 10,240. Default: `256`, which a text feed of 250,000 entries takes; `1024` where a source
     * is CSV or JSON.
     *
     * @defaultValue `256`, with CSV or JSON `1024`
     */
    memoryMiB?: number | undefined;
    /**
     * ARNs of the SNS topics that hear of a refused, stale or failing feed, 1 to 5. Default: nobody does.
     *
     * @defaultValue nobody
     */
    alarmTopicArns?: pulumi.Input<string>[] | undefined;
    /**
     * Region of the detector. Default: the provider's Region.
     *
     * @defaultValue the provider's Region
     */
    region?: pulumi.Input<string> | undefined;
    /**
     * Tags of every resource that takes tags. Default: none.
     *
     * @defaultValue none
     */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
}

export const topicArnSchema: Schema = checkedText("must be the ARN of an SNS topic", findSnsTopicArnFault);
/** CloudWatch: five actions per state of an alarm. */
const MOST_ALARM_TOPICS = 5;
export const MOST_SOURCES = 10;

/** Each source is checked where it is planned, so that what is wrong with one hides nothing of the others. */
export const threatListFeedSchema: Schema = object("must be an object with the arguments of ThreatListFeed", {
    detectorId: input(detectorIdSchema),
    sources: record(
        'must be an object of sources by key, such as { blocked: { url: "https://example.org/list.txt" } }',
        "must be a key of 1 to 40 characters of A-Z a-z 0-9 -",
        /^[A-Za-z0-9-]{1,40}$/,
        anyValue,
    ),
    listType: optional(oneOf(FeedListType)),
    scheduleExpression: optional(
        checkedText("must be a schedule such as rate(1 day) or cron(0 6 * * ? *)", findScheduleFault),
    ),
    maxShrinkPercent: optional(wholeNumber(1, 100, "percent")),
    maxGrowthPercent: optional(wholeNumber(1, 10_000, "percent")),
    maxInvalidPercent: optional(wholeNumber(0, 50, "percent")),
    widestPrefix: optional(wholeNumber(1, 32, "bits")),
    staleAfterDays: optional(wholeNumber(1, 7, "days")),
    keepVersions: optional(wholeNumber(0, 100, "lists")),
    memoryMiB: optional(wholeNumber(256, 10_240, "MiB")),
    alarmTopicArns: optional(
        shortList(
            `must be an array of 1 to ${MOST_ALARM_TOPICS} ARNs of SNS topics`,
            MOST_ALARM_TOPICS,
            input(topicArnSchema),
        ),
    ),
    region: optional(input(regionSchema)),
    tags: optional(input(tagsSchema)),
});
