import * as pulumi from "@pulumi/pulumi";
import { mapOutputs, orUndefined } from "../monitoring/outputs";
import type { FindingsLakeArgs } from "./args";
import { planFindingsLake } from "./plan";
import { createFindingsLake } from "./resources";

/**
 * Exported findings for SQL: a Glue database with a table over the export and a view with columns, an Athena workgroup with encrypted
 * results and a limit, and the saved queries of a weekly review. The table finds its folders by what a query says of account,
 * Region and day, so no crawler runs, and a query reads only those.
 *
 * @example
 * ```ts
 * const monitoring = new GuardDutyMonitoring("training", { findingsExport: {} });
 * const lake = new FindingsLake("findings", {
 *     findingsLocation: pulumi.interpolate`${monitoring.findingsLocation}`,
 *     findingsKmsKeyArn: pulumi.interpolate`${monitoring.findingsKmsKeyArn}`,
 *     reviewRole: { trustedPrincipalArns: ["arn:aws:iam::111122223333:role/security"] },
 * });
 * ```
 */
export class FindingsLake extends pulumi.ComponentResource {
    /** Name of the Glue database. It has the view `findings`, and the table `findings_raw` below it. */
    readonly databaseName: pulumi.Output<string>;
    /** Name of the Athena workgroup. */
    readonly workgroupName: pulumi.Output<string>;
    /** ARN of the Athena workgroup. */
    readonly workgroupArn: pulumi.Output<string>;
    /** Name of the bucket that gets the results of queries. */
    readonly resultsBucketName: pulumi.Output<string>;
    /** ARN of the bucket that gets the results of queries. */
    readonly resultsBucketArn: pulumi.Output<string>;
    /**
     * Ids of the saved queries: `new-and-open`, `first-seen-types`, `top-talkers`, `ai-findings`, `attack-sequences`,
     * `account-trend`, `time-to-archive` and `noise`.
     */
    readonly queryIds: pulumi.Output<Record<string, string>>;
    /** ARN of the review role; nothing without `reviewRole`. */
    readonly reviewRoleArn: pulumi.Output<string | undefined>;
    /**
     * The JSON policy whose statements the findings' bucket needs for the review role where it is another account's; nothing without
     * `reviewRole`.
     */
    readonly requiredBucketPolicy: pulumi.Output<string | undefined>;
    /**
     * The JSON policy whose statements the findings' key needs for the review role where its policy does not leave reading to IAM
     * policies, as that of another account's; nothing without `reviewRole`. A key that `findingsExport` made needs none.
     */
    readonly requiredKeyPolicy: pulumi.Output<string | undefined>;

    constructor(name: string, args: FindingsLakeArgs, opts?: pulumi.ComponentResourceOptions) {
        const plan = planFindingsLake(name, args, opts);
        super("guardduty:index:FindingsLake", name, plan.view, opts);

        const created = createFindingsLake(name, plan, this);
        this.databaseName = created.databaseName;
        this.workgroupName = created.workgroup.name;
        this.workgroupArn = created.workgroup.arn;
        this.resultsBucketName = created.resultsBucketName;
        this.resultsBucketArn = created.resultsBucketArn;
        this.queryIds = mapOutputs(created.queries, ({ id }) => id);
        this.reviewRoleArn = orUndefined(created.reviewRole?.arn);
        this.requiredBucketPolicy = orUndefined(created.reviewRole?.bucketPolicy);
        this.requiredKeyPolicy = orUndefined(created.reviewRole?.keyPolicy);
        this.registerOutputs({
            databaseName: this.databaseName,
            workgroupName: this.workgroupName,
            workgroupArn: this.workgroupArn,
            resultsBucketName: this.resultsBucketName,
            resultsBucketArn: this.resultsBucketArn,
            queryIds: this.queryIds,
            reviewRoleArn: this.reviewRoleArn,
            requiredBucketPolicy: this.requiredBucketPolicy,
            requiredKeyPolicy: this.requiredKeyPolicy,
        });
    }
}
