import * as athena from "@pulumi/aws/athena/index.js";
import * as pulumi from "@pulumi/pulumi";
import { FOLLOWS_PROGRAM } from "../aws/follows-program";
import { definedTags } from "../aws/tags";
import { createCatalog } from "./catalog";
import { workgroupNameFrom } from "./names";
import type { FindingsLakePlan } from "./plan";
import { REVIEW_QUERIES } from "./queries/review-queries";
import { createResultsBucket, type ResultsBucket } from "./results-bucket";
import { createReviewRole, type ReviewRole } from "./review-role";

/** What `FindingsLake` publishes. */
export interface FindingsLakeResources {
    readonly databaseName: pulumi.Output<string>;
    readonly workgroup: athena.Workgroup;
    readonly resultsBucketName: pulumi.Output<string>;
    readonly resultsBucketArn: pulumi.Output<string>;
    readonly queries: Readonly<Record<string, athena.NamedQuery>>;
    readonly reviewRole: ReviewRole | undefined;
}

/** The lake holds nothing itself, so all of it follows the program: the findings stay where they are. */
export function createFindingsLake(
    name: string,
    plan: FindingsLakePlan,
    parent: pulumi.Resource,
): FindingsLakeResources {
    const options = { parent, ...FOLLOWS_PROGRAM };
    const { database, tables } = createCatalog(name, plan, options);
    const results = createResultsBucket(name, plan, options);
    const workgroup = createWorkgroup(name, plan, results, options);
    const queries = REVIEW_QUERIES.map(({ key, title, description, sql }) => {
        const query = new athena.NamedQuery(
            `${name}-query-${key}`,
            {
                name: `GuardDuty review ${title}`,
                description,
                database: database.name,
                workgroup: workgroup.name,
                query: database.name.apply(sql),
                ...plan.region,
            },
            { ...options, dependsOn: tables },
        );
        return [key, query] as const;
    });
    const reviewed = { database, workgroup, resultsBucket: results.bucket };
    return {
        databaseName: database.name,
        workgroup,
        resultsBucketName: results.bucket.id,
        resultsBucketArn: results.bucket.arn,
        queries: Object.fromEntries(queries),
        reviewRole:
            plan.reviewers === undefined ? undefined : createReviewRole(name, plan.reviewers, plan, reviewed, options),
    };
}

/** Its settings are the only ones: a client's own location, encryption or limit does not count. */
function createWorkgroup(
    name: string,
    plan: FindingsLakePlan,
    { bucket, settings }: ResultsBucket,
    options: pulumi.CustomResourceOptions,
): athena.Workgroup {
    const logicalName = `${name}-workgroup`;
    const { resultsKmsKeyArn, tags, region } = plan;
    return new athena.Workgroup(
        logicalName,
        {
            ...workgroupNameFrom(logicalName),
            description: "Reviews of GuardDuty findings",
            // Or it could not be deleted once a query was run, or somebody saved one.
            forceDestroy: true,
            configuration: {
                enforceWorkgroupConfiguration: true,
                publishCloudwatchMetricsEnabled: true,
                bytesScannedCutoffPerQuery: plan.bytesScannedCutoffPerQuery,
                engineVersion: { selectedEngineVersion: "Athena engine version 3" },
                resultConfiguration: {
                    outputLocation: pulumi.interpolate`s3://${bucket.id}/results/`,
                    encryptionConfiguration:
                        resultsKmsKeyArn === undefined
                            ? { encryptionOption: "SSE_S3" }
                            : { encryptionOption: "SSE_KMS", kmsKeyArn: resultsKmsKeyArn },
                },
            },
            tags: definedTags(tags),
            ...region,
        },
        { ...options, dependsOn: settings },
    );
}
