import type * as athena from "@pulumi/aws/athena/index.js";
import type * as glue from "@pulumi/aws/glue/index.js";
import * as iam from "@pulumi/aws/iam/index.js";
import type * as s3 from "@pulumi/aws/s3/index.js";
import * as pulumi from "@pulumi/pulumi";
import { roleNameFrom } from "../aws/generated-names";
import { definedTags } from "../aws/tags";
import { whenKnown, type Settled } from "../validation/settled";
import type { FindingsLakePlan } from "./plan";
import {
    reviewersBucketPolicyDocument,
    reviewersKeyPolicyDocument,
    reviewRolePolicyDocument,
    reviewTrustPolicy,
} from "./policies";

export interface ReviewRole {
    readonly arn: pulumi.Output<string>;
    readonly bucketPolicy: pulumi.Output<string>;
    readonly keyPolicy: pulumi.Output<string>;
}

/** What the role is for. */
export interface Reviewed {
    readonly database: glue.CatalogDatabase;
    readonly workgroup: athena.Workgroup;
    readonly resultsBucket: s3.Bucket;
}

export function createReviewRole(
    name: string,
    reviewers: Settled<readonly string[]>,
    { findings, resultsKmsKeyArn, tags }: FindingsLakePlan,
    { database, workgroup, resultsBucket }: Reviewed,
    options: pulumi.CustomResourceOptions,
): ReviewRole {
    const logicalName = `${name}-review-role`;
    const role = new iam.Role(
        logicalName,
        {
            ...roleNameFrom(logicalName),
            description: "Reviews GuardDuty findings in Athena",
            assumeRolePolicy: whenKnown(reviewers, reviewTrustPolicy),
            tags: definedTags(tags),
        },
        options,
    );
    const policy = pulumi
        .all([findings, database.arn, workgroup.arn, resultsBucket.arn, resultsKmsKeyArn])
        .apply(([{ place }, databaseArn, workgroupArn, resultsBucketArn, resultsKey]) =>
            JSON.stringify(
                reviewRolePolicyDocument({
                    ...{ findings: place, databaseArn, workgroupArn, resultsBucketArn, resultsKmsKeyArn: resultsKey },
                    resultsRegion: regionOf(workgroupArn),
                }),
            ),
        );
    new iam.RolePolicy(`${logicalName}-policy`, { role: role.id, policy }, options);
    const known = pulumi.all([findings, role.arn]);
    return {
        arn: role.arn,
        bucketPolicy: known.apply(([{ place }, arn]) => JSON.stringify(reviewersBucketPolicyDocument(place, arn))),
        keyPolicy: known.apply(([{ place }, arn]) => JSON.stringify(reviewersKeyPolicyDocument(place, arn))),
    };
}

function regionOf(arn: string): string {
    return String(arn).split(":")[3] ?? "";
}
