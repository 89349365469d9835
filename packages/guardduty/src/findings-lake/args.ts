import type * as pulumi from "@pulumi/pulumi";
import { ACCOUNT_ID } from "../aws/arns";
import { regionSchema } from "../aws/region-schema";
import { tagsSchema } from "../aws/tags";
import { kmsKeyArnSchema } from "../findings-export/args";
import { checkedText, input, object, optional, shortList, text, wholeNumber, type Schema } from "../validation/schema";
import { findDatabaseNameFault } from "./names";
import { findLocationFault } from "./location";
import { findPrincipalArnFault } from "./principal-arns";

/** A role for those who review findings: it can query them and read its own results, and nothing else. */
export interface ReviewRoleArgs {
    /** ARNs of the IAM roles or users, or of a whole account's root, that may assume the role: 1 to 50. */
    trustedPrincipalArns: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * Exported findings as a table for SQL: a Glue database over the export, where no crawler is needed, an Athena workgroup, and the
 * saved queries of a weekly review. Costs: Athena bills what queries read, about $5 per TB of compressed findings; the rest is
 * cents.
 */
export interface FindingsLakeArgs {
    /**
     * Where the findings are: the output `findingsLocation` of `GuardDutyMonitoring` or `FindingsExport`, which is
     * `s3://bucket/[prefix/]AWSLogs/<account>/GuardDuty/<region>/`.
     */
    findingsLocation: pulumi.Input<string>;
    /** ARN of the KMS key that encrypts the findings: the output `findingsKmsKeyArn`. */
    findingsKmsKeyArn: pulumi.Input<string>;
    /**
     * Accounts whose findings the table has, 1 to 50. Default: the account in `findingsLocation`.
     *
     * @defaultValue the account in `findingsLocation`
     */
    accountIds?: pulumi.Input<pulumi.Input<string>[]> | undefined;
    /**
     * Regions whose findings the table has, 1 to 50, as far as they are exported to the same bucket and prefix. Default: the Region
     * in `findingsLocation`.
     *
     * @defaultValue the Region in `findingsLocation`
     */
    regions?: pulumi.Input<pulumi.Input<string>[]> | undefined;
    /**
     * The first day that the table has, such as `2026-11-24`. A query that names no day lists every folder from then on. Default:
     * three years back from the day of the query.
     *
     * @defaultValue three years back
     */
    firstDay?: pulumi.Input<string> | undefined;
    /**
     * Name of the Glue database: `a-z 0-9 _`, 1 to 128. Default: made of the component's and the stack's name.
     *
     * @defaultValue made of the component's and the stack's name
     */
    databaseName?: pulumi.Input<string> | undefined;
    /**
     * Days after which the results of queries are deleted, 1 to 36,500. Default: `30`.
     *
     * @defaultValue `30`
     */
    resultsExpireAfterDays?: pulumi.Input<number> | undefined;
    /**
     * ARN of a KMS key that encrypts the results of queries, in the Region of the lake. Its policy must leave that to the account's
     * IAM policies, as a key's default policy does. Default: keys that S3 manages.
     *
     * @defaultValue keys that S3 manages
     */
    resultsKmsKeyArn?: pulumi.Input<string> | undefined;
    /**
     * What a query may read at most, in bytes: Athena stops it there, and bills what it read. At least 10 MiB, about what Athena
     * bills for any query. Default: `10000000000`, about five cents.
     *
     * @defaultValue `10000000000`
     */
    bytesScannedCutoffPerQuery?: pulumi.Input<number> | undefined;
    /**
     * A role for reviewers. Default: no role is made, and nobody gets access.
     *
     * @defaultValue no role
     */
    reviewRole?: ReviewRoleArgs | undefined;
    /**
     * Region of database, workgroup and results. Reading a bucket in another Region costs data transfer. Default: the provider's
     * Region.
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

/** Athena advises a few dozen values of a partition key at most. */
const MOST_VALUES = 50;
const LONGEST_RETENTION_DAYS = 36_500;
/** What the provider takes; Athena itself takes 10,000,000 (Athena API Reference, WorkGroupConfiguration). */
const LEAST_CUTOFF_BYTES = 10_485_760;

export const locationSchema: Schema = checkedText(
    "must be where findings are exported to: s3://bucket/[prefix/]AWSLogs/<account>/GuardDuty/<region>/",
    findLocationFault,
);
const accountIdsRule = `must be an array of 1 to ${MOST_VALUES} account ids of 12 digits, such as ["111122223333"]`;
export const accountIdsSchema: Schema = shortList(
    accountIdsRule,
    MOST_VALUES,
    input(text("must be an account id of 12 digits, as a text", ACCOUNT_ID)),
);
export const regionsSchema: Schema = shortList(
    `must be an array of 1 to ${MOST_VALUES} Regions, such as ["eu-west-1"]`,
    MOST_VALUES,
    input(regionSchema),
);
export const firstDaySchema: Schema = checkedText("must be a day such as 2026-11-24", (day) => {
    if (!/^\d{4}-\d\d-\d\d$/.test(day)) return "Write year, month and day with hyphens.";
    const date = new Date(`${day}T00:00:00Z`);
    const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
    return exists ? undefined : "There is no such day.";
});
export const databaseNameSchema: Schema = checkedText(
    "must be a database name that Athena takes without quotes: 1 to 128 characters of a-z 0-9 _, starting with a letter",
    findDatabaseNameFault,
);
export const trustedPrincipalArnsSchema: Schema = shortList(
    `must be an array of 1 to ${MOST_VALUES} ARNs of IAM roles or users`,
    MOST_VALUES,
    input(
        checkedText(
            "must be the ARN of an IAM role, a user, or an account's root, such as arn:aws:iam::111122223333:role/security",
            findPrincipalArnFault,
        ),
    ),
);
export const expireAfterDaysSchema: Schema = wholeNumber(1, LONGEST_RETENTION_DAYS, "days");
export const cutoffSchema: Schema = wholeNumber(LEAST_CUTOFF_BYTES, Number.MAX_SAFE_INTEGER, "bytes");

export const findingsLakeSchema: Schema = object("must be an object with the arguments of FindingsLake", {
    findingsLocation: input(locationSchema),
    findingsKmsKeyArn: input(kmsKeyArnSchema),
    accountIds: optional(input(accountIdsSchema)),
    regions: optional(input(regionsSchema)),
    firstDay: optional(input(firstDaySchema)),
    databaseName: optional(input(databaseNameSchema)),
    resultsExpireAfterDays: optional(input(expireAfterDaysSchema)),
    resultsKmsKeyArn: optional(input(kmsKeyArnSchema)),
    bytesScannedCutoffPerQuery: optional(input(cutoffSchema)),
    reviewRole: optional(
        object('must be an object such as { trustedPrincipalArns: ["arn:aws:iam::111122223333:role/security"] }', {
            trustedPrincipalArns: input(trustedPrincipalArnsSchema),
        }),
    ),
    region: optional(input(regionSchema)),
    tags: optional(input(tagsSchema)),
});
