import * as pulumi from "@pulumi/pulumi";
import { regionSchema } from "../aws/region-schema";
import type { Tags } from "../aws/tags";
import { detectorIdSchema } from "../detector/args";
import { planRoleTags } from "../aws/role-tags";
import { isPlainObject } from "../validation/deferred";
import { gate, gateField, gateOptional } from "../validation/gate";
import { InvalidArgsError } from "../validation/invalid-args-error";
import type { Problem } from "../validation/problem";
import { quoteText } from "../validation/quote";
import { findProblems } from "../validation/schema";
import type { Settled } from "../validation/settled";
import { describeSubject, readCall } from "../validation/subject";
import { withoutBroken } from "../validation/without-broken";
import { FeedListType, MOST_SOURCES, threatListFeedSchema, topicArnSchema, type ThreatListFeedArgs } from "./args";
import type { FeedLimits } from "./handler/settings";
import { daysBetweenRuns } from "./schedule";
import { FeedFormat } from "./source-args";
import { planSource, type SourcePlan } from "./source-plan";

/** A feed, ready to be made. What decides which resources exist is plain. */
export interface ThreatListFeedPlan {
    /** What the feed is called in GuardDuty and in its metrics: always the same, so that the list keeps its id. */
    readonly feedName: string;
    readonly listType: FeedListType;
    readonly detectorId: Settled<string>;
    readonly sources: readonly SourcePlan[];
    readonly limits: FeedLimits;
    readonly keepVersions: number;
    readonly scheduleExpression: string;
    readonly staleAfterDays: number;
    readonly memoryMiB: number;
    readonly alarmTopicArns: readonly Settled<string>[];
    /** Nothing where it is the provider's. */
    readonly region: { region?: Settled<string> };
    readonly tags: Settled<Tags>;
    /** The component's own inputs. */
    readonly view: pulumi.Inputs;
}

const TEXT_MIB = 256;
/** CSV and JSON are taken apart in memory. */
const OTHERS_MIB = 1_024;
/** Lambda: all of the environment together, names included. The rest is for ids and ARNs that are known later. */
const MOST_SOURCE_BYTES = 4_096 - 700;
const LONGEST_SECRET_ARN = 150;

/** Checks the arguments and decides what is made. Throws one error with every problem; registers nothing. */
export function planThreatListFeed(name: string, given: unknown, options: unknown): ThreatListFeedPlan {
    const subject = describeSubject("ThreatListFeed", name);
    const call = readCall(name, given, options);
    const shapeProblems = findProblems(threatListFeedSchema, call.value, "");
    const args: Partial<ThreatListFeedArgs> = withoutBroken(call.value, shapeProblems);
    // Left as they are where only a key is wrong, so that the sources are looked at all the same.
    const allSources = isPlainObject(call.value) ? call.value["sources"] : undefined;
    const sources: Record<string, unknown> = isPlainObject(allSources) ? allSources : {};

    const detectorId = gateOptional<string>(subject, detectorIdSchema, args.detectorId, "detectorId");
    const region = gateOptional<string>(subject, regionSchema, args.region, "region");
    const tags = gate<unknown, Tags>(subject, args.tags, (known) => planRoleTags(known, "tags"));
    const topics = (args.alarmTopicArns ?? []).map((arn, index) =>
        gateField<string>(subject, topicArnSchema, arn, `alarmTopicArns[${index}]`),
    );
    const planned = Object.entries(sources).map(([key, source]) => planSource(key, source, subject));
    const { scheduleExpression = "rate(1 day)", staleAfterDays = 3, listType = FeedListType.THREAT } = args;

    const problems = [
        ...call.problems,
        ...shapeProblems,
        ...[detectorId, region, tags, ...topics].flatMap((gated) => gated?.problems ?? []),
        ...(isPlainObject(allSources) ? findCountProblems(Object.keys(sources).length) : []),
        ...planned.flatMap((source) => source.problems),
        ...findRarity(scheduleExpression, staleAfterDays),
    ];
    if (problems.length > 0 || detectorId === undefined) throw new InvalidArgsError(subject, problems);
    const plans = planned.map((source) => source.plan());
    const sizeProblems = findSizeProblems(plans);
    if (sizeProblems.length > 0) throw new InvalidArgsError(subject, sizeProblems);
    const isTextOnly = plans.every(({ settings }) => settings.format.kind === FeedFormat.TEXT);
    return {
        ...{ feedName: nameFeed(name), listType, sources: plans, scheduleExpression, staleAfterDays },
        detectorId: detectorId.plan(),
        limits: {
            maxShrinkPercent: args.maxShrinkPercent ?? 50,
            maxGrowthPercent: args.maxGrowthPercent ?? 200,
            maxInvalidPercent: args.maxInvalidPercent ?? 5,
            widestPrefix: args.widestPrefix ?? (listType === FeedListType.TRUSTED ? 16 : 8),
        },
        keepVersions: args.keepVersions ?? 5,
        memoryMiB: args.memoryMiB ?? (isTextOnly ? TEXT_MIB : OTHERS_MIB),
        alarmTopicArns: topics.map((topic) => topic.plan()),
        region: region === undefined ? {} : { region: region.plan() },
        tags: tags.plan(),
        view: { listType, scheduleExpression },
    };
}

/** The stack's name is what sets the feeds of one program apart in an account and Region. */
function nameFeed(component: string): string {
    return `${pulumi.getProject()}-${pulumi.getStack()}-${component}`.replace(/[^A-Za-z0-9_-]/g, "-").slice(-200);
}

function findCountProblems(count: number): Problem[] {
    if (count >= 1 && count <= MOST_SOURCES) return [];
    return [{ path: "sources", got: `${count} sources`, rule: `must be 1 to ${MOST_SOURCES} sources` }];
}

function findRarity(expression: string, staleAfterDays: number): Problem[] {
    const days = daysBetweenRuns(expression);
    if (days === undefined || days <= staleAfterDays) return [];
    const rule = `must be at least every ${staleAfterDays} days, after which the list counts as stale (staleAfterDays)`;
    return [{ path: "scheduleExpression", got: quoteText(expression), rule }];
}

function findSizeProblems(plans: readonly SourcePlan[]): Problem[] {
    const secrets = plans.filter(({ tokenSecretArn }) => tokenSecretArn !== undefined).length;
    const text = JSON.stringify(plans.map(({ settings }) => settings));
    const size = Buffer.byteLength(text) + secrets * LONGEST_SECRET_ARN;
    if (size <= MOST_SOURCE_BYTES) return [];
    const rule = `must be shorter: they go into the function's environment, which takes about ${MOST_SOURCE_BYTES} bytes of them`;
    return [{ path: "sources", got: `${size} bytes`, rule, hint: "Make two feeds, or use shorter addresses." }];
}
