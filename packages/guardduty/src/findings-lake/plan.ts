import type * as pulumi from "@pulumi/pulumi";
import { parseKmsKeyArn } from "../aws/arns";
import { partitionOf } from "../aws/partitions";
import { regionSchema } from "../aws/region-schema";
import { planTags, type Tags } from "../aws/tags";
import { kmsKeyArnSchema } from "../findings-export/args";
import { isPlainObject } from "../validation/deferred";
import { gate, gateOptional, type Gated, type Planned } from "../validation/gate";
import { InvalidArgsError } from "../validation/invalid-args-error";
import type { Problem } from "../validation/problem";
import { quoteText } from "../validation/quote";
import { findProblems, type Schema } from "../validation/schema";
import type { Settled } from "../validation/settled";
import { describeSubject, readCall } from "../validation/subject";
import { withoutBroken } from "../validation/without-broken";
import {
    accountIdsSchema,
    cutoffSchema,
    databaseNameSchema,
    expireAfterDaysSchema,
    findingsLakeSchema,
    firstDaySchema,
    locationSchema,
    regionsSchema,
    trustedPrincipalArnsSchema,
    type FindingsLakeArgs,
} from "./args";
import { parseLocation } from "./location";
import { databaseNameFrom } from "./names";
import { LONGEST_ROLE_POLICY, reviewRolePolicyDocument, rootOf, type FindingsPlace } from "./policies";
import type { Coverage } from "./projection";

/** Where the findings are and which of them the table has, once it is known. */
export interface Findings {
    readonly place: FindingsPlace;
    readonly coverage: Coverage;
}

export interface FindingsLakePlan {
    readonly findings: Settled<Findings>;
    readonly databaseName: Settled<string>;
    readonly resultsExpireAfterDays: Settled<number>;
    readonly resultsKmsKeyArn: Settled<string> | undefined;
    readonly bytesScannedCutoffPerQuery: Settled<number>;
    /** ARNs; nothing where no role is asked for. */
    readonly reviewers: Settled<readonly string[]> | undefined;
    /** Nothing where it is the provider's. */
    readonly region: { region?: Settled<string> };
    readonly tags: Settled<Tags>;
    /** The component's own inputs. */
    readonly view: pulumi.Inputs;
}

const DEFAULT_EXPIRY_DAYS = 30;
const DEFAULT_CUTOFF_BYTES = 10_000_000_000;

/** Checks the arguments and decides what is made. Throws one error with every problem; registers nothing. */
export function planFindingsLake(name: string, given: unknown, options: unknown): FindingsLakePlan {
    const subject = describeSubject("FindingsLake", name);
    const call = readCall(name, given, options);
    const shapeProblems = findProblems(findingsLakeSchema, call.value, "");
    const args: Partial<FindingsLakeArgs> = withoutBroken(call.value, shapeProblems);
    const optional = <T>(argument: keyof FindingsLakeArgs, schema: Schema, value: pulumi.Input<T> | undefined) =>
        gateOptional<T>(subject, schema, value, argument);

    const { findingsLocation, findingsKmsKeyArn, accountIds, regions, firstDay, reviewRole } = args;
    const sources = { findingsLocation, findingsKmsKeyArn, accountIds, regions, firstDay };
    const isBroken = shapeProblems.some(({ path }) => Object.hasOwn(sources, /^\w+/.exec(path)?.[0] ?? ""));
    const findings = gate<unknown, Findings>(subject, isBroken ? undefined : sources, (known) =>
        planFindings(known, reviewRole !== undefined),
    );
    const databaseName = optional<string>("databaseName", databaseNameSchema, args.databaseName);
    const expiry = optional<number>("resultsExpireAfterDays", expireAfterDaysSchema, args.resultsExpireAfterDays);
    const resultsKey = optional<string>("resultsKmsKeyArn", kmsKeyArnSchema, args.resultsKmsKeyArn);
    const cutoff = optional<number>("bytesScannedCutoffPerQuery", cutoffSchema, args.bytesScannedCutoffPerQuery);
    const region = optional<string>("region", regionSchema, args.region);
    const reviewers = reviewRole === undefined ? undefined : gateReviewers(subject, reviewRole.trustedPrincipalArns);
    const tags = gate<unknown, Tags>(subject, args.tags, (known) => planTags(known, "tags"));

    const problems = [
        ...call.problems,
        ...shapeProblems,
        ...(isBroken ? [] : findings.problems),
        ...[databaseName, expiry, resultsKey, cutoff, region, reviewers, tags].flatMap(
            (gated) => gated?.problems ?? [],
        ),
    ];
    if (problems.length > 0) throw new InvalidArgsError(subject, problems);
    return {
        findings: findings.plan(),
        databaseName: databaseName?.plan() ?? databaseNameFrom(name),
        resultsExpireAfterDays: expiry?.plan() ?? DEFAULT_EXPIRY_DAYS,
        resultsKmsKeyArn: resultsKey?.plan(),
        bytesScannedCutoffPerQuery: cutoff?.plan() ?? DEFAULT_CUTOFF_BYTES,
        reviewers: reviewers?.plan(),
        region: region === undefined ? {} : { region: region.plan() },
        tags: tags.plan(),
        view: { createsReviewRole: reviewRole !== undefined },
    };
}

function gateReviewers(subject: string, arns: unknown): Gated<readonly string[]> {
    return gate<unknown, readonly string[]>(subject, arns, (known) => {
        const problems = findProblems(trustedPrincipalArnsSchema, known, "reviewRole.trustedPrincipalArns");
        return problems.length > 0 ? { problems } : { plan: known as string[] }; // eslint-disable-line no-restricted-syntax -- the schema has just said so
    });
}

interface KnownSources {
    readonly findingsLocation?: string;
    readonly findingsKmsKeyArn?: string;
    readonly accountIds?: readonly string[];
    readonly regions?: readonly string[];
    readonly firstDay?: string;
}

function planFindings(known: unknown, hasReviewRole: boolean): Planned<Findings> {
    const given: KnownSources = isPlainObject(known) ? known : {}; // as far as the schemas below agree
    const { findingsLocation = "", findingsKmsKeyArn = "" } = given;
    const problems = [
        ...findProblems(locationSchema, findingsLocation, "findingsLocation"),
        ...findProblems(kmsKeyArnSchema, findingsKmsKeyArn, "findingsKmsKeyArn"),
        ...(given.accountIds === undefined ? [] : findProblems(accountIdsSchema, given.accountIds, "accountIds")),
        ...(given.regions === undefined ? [] : findProblems(regionsSchema, given.regions, "regions")),
        ...(given.firstDay === undefined ? [] : findProblems(firstDaySchema, given.firstDay, "firstDay")),
    ];
    if (problems.length > 0) return { problems };
    const location = parseLocation(findingsLocation);
    const key = parseKmsKeyArn(findingsKmsKeyArn);
    if ("fault" in location || "fault" in key) return { problems };

    const { bucketName, prefix, accountId, region } = location.value;
    const partition = partitionOf(region);
    const accountIds = [...new Set(given.accountIds ?? [accountId])];
    const regions = [...new Set(given.regions ?? [region])];
    const place: FindingsPlace = {
        ...{ partition, bucketName, prefix, accountIds },
        bucketRegion: key.value.region,
        kmsKeyArn: findingsKmsKeyArn,
    };
    const placeProblems = [
        ...findPartitionProblems(partition, findingsKmsKeyArn, key.value.partition, regions),
        ...(hasReviewRole ? findLengthProblems(place) : []),
    ];
    if (placeProblems.length > 0) return { problems: placeProblems };
    const root = `s3://${bucketName}/${rootOf({ prefix })}`;
    return { plan: { place, coverage: { root, accountIds, regions, firstDay: given.firstDay } } };
}

function findPartitionProblems(
    partition: string,
    keyArn: string,
    keyPartition: string,
    regions: readonly string[],
): Problem[] {
    const inPartition = `in the partition of findingsLocation, ${partition}`;
    return [
        ...(keyPartition === partition
            ? []
            : [{ path: "findingsKmsKeyArn", got: quoteText(keyArn), rule: `must be a key ${inPartition}` }]),
        ...regions.flatMap((region, index) =>
            partitionOf(region) === partition
                ? []
                : [{ path: `regions[${index}]`, got: quoteText(region), rule: `must be a Region ${inPartition}` }],
        ),
    ];
}

/** What names and ARNs that are not known yet may come to, at most. */
const LONGEST_OF_OTHERS = {
    databaseArn: `arn:aws-us-gov:glue:ap-southeast-2:111122223333:database/${"d".repeat(128)}`,
    workgroupArn: `arn:aws-us-gov:athena:ap-southeast-2:111122223333:workgroup/${"w".repeat(128)}`,
    resultsBucketArn: `arn:aws-us-gov:s3:::${"b".repeat(63)}`,
    resultsKmsKeyArn: `arn:aws-us-gov:kms:ap-southeast-2:111122223333:key/${"k".repeat(36)}`,
    resultsRegion: "ap-southeast-2",
};

function findLengthProblems(findings: FindingsPlace): Problem[] {
    const { length } = JSON.stringify(reviewRolePolicyDocument({ findings, ...LONGEST_OF_OTHERS }));
    if (length <= LONGEST_ROLE_POLICY) return [];
    return [
        {
            path: "accountIds",
            got: `${findings.accountIds.length} accounts`,
            rule: `must be few enough for the review role's policy: it names each account's folder, and IAM takes ${LONGEST_ROLE_POLICY} characters`,
            hint: "Make a lake for some of them and another for the rest, or a shorter prefix.",
        },
    ];
}
