import * as guardduty from "@pulumi/aws/guardduty/index.js";
import * as pulumi from "@pulumi/pulumi";
import { definedTags } from "../aws/tags";
import { whenKnown } from "../validation/settled";
import { findOrCreateBucket, setUpBucket } from "./bucket";
import type { FindingsExportComponentPlan } from "./component-plan";
import { findOrCreateKey } from "./key";
import { bucketPolicyDocument } from "./policies";
import { createPrefixMarker } from "./prefix-marker";
import { describeSite } from "./site";

/** What `FindingsExport` publishes. */
export interface FindingsExportResources {
    readonly destination: guardduty.PublishingDestination;
    readonly bucketName: pulumi.Output<string>;
    readonly bucketArn: pulumi.Output<string>;
    readonly kmsKeyArn: pulumi.Output<string>;
    readonly bucketPolicy: pulumi.Output<string>;
    readonly keyPolicy: pulumi.Output<string>;
    readonly location: pulumi.Output<string>;
}

/**
 * The export, in the order that GuardDuty needs: bucket, key, both policies and the prefix's marker before the destination, which
 * GuardDuty accepts only when it can write there.
 */
export function createFindingsExport(
    name: string,
    plan: FindingsExportComponentPlan,
    parent: pulumi.Resource,
): FindingsExportResources {
    const site = describeSite(name, plan, parent);
    const prefix = plan.settings.prefix?.plan();

    const bucket = findOrCreateBucket(plan.settings, site);
    const key = findOrCreateKey(bucket, plan, site);
    const bucketPolicy = describeBucketPolicy(bucket.arn, key.arn, plan);
    const setUp = setUpBucket(bucket, key.arn, bucketPolicy, plan.settings, site);
    const hasMarker = prefix !== undefined && plan.settings.createsPrefixMarker;
    const marker = hasMarker ? [createPrefixMarker(bucket, prefix, setUp, site)] : [];
    const destination = new guardduty.PublishingDestination(
        `${name}-destination`,
        {
            detectorId: whenKnown(plan.places, ({ source }) => source.detectorId),
            destinationArn: prefix === undefined ? bucket.arn : pulumi.interpolate`${bucket.arn}/${prefix}/`,
            kmsKeyArn: key.arn,
            tags: definedTags(site.tags),
            ...site.region,
        },
        // A detector has one destination, and the provider replaces it when its tags change.
        { ...site.passing, deleteBeforeReplace: true, dependsOn: [...key.settings, ...setUp, ...marker] },
    );
    return {
        destination,
        bucketName: bucket.name,
        bucketArn: bucket.arn,
        kmsKeyArn: key.arn,
        bucketPolicy,
        keyPolicy: key.policy,
        location: describeLocation(bucket.name, plan),
    };
}

function describeBucketPolicy(
    bucketArn: pulumi.Output<string>,
    kmsKeyArn: pulumi.Output<string>,
    { places, settings }: FindingsExportComponentPlan,
): pulumi.Output<string> {
    return pulumi
        .all([places, bucketArn, kmsKeyArn, settings.prefix?.plan()])
        .apply(([{ source }, bucket, key, prefix]) =>
            JSON.stringify(bucketPolicyDocument({ source, bucketArn: bucket, kmsKeyArn: key, prefix })),
        );
}

function describeLocation(
    bucketName: pulumi.Output<string>,
    { places, settings }: FindingsExportComponentPlan,
): pulumi.Output<string> {
    return pulumi.all([places, bucketName, settings.prefix?.plan()]).apply(([{ source }, bucket, prefix]) => {
        const folder = prefix === undefined ? bucket : `${bucket}/${prefix}`;
        return `s3://${folder}/AWSLogs/${source.accountId}/GuardDuty/${source.region}/`;
    });
}
