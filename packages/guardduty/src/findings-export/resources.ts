import * as guardduty from "@pulumi/aws/guardduty/index.js";
import * as s3 from "@pulumi/aws/s3/index.js";
import * as pulumi from "@pulumi/pulumi";
import { definedTags } from "../aws/tags";
import { whenKnown, type Settled } from "../validation/settled";
import { configureExportBucket, createExportBucket, type ExportBucket } from "./bucket";
import type { FindingsExportComponentPlan } from "./component-plan";
import { createExportKey, describeKeyPolicy } from "./key";
import { bucketPolicyDocument } from "./policies";

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
    const { settings, places, region, tags } = plan;
    // The evidence stays as it was protected. What holds none is deleted, whatever the component's own option says.
    const evidence = { parent, retainOnDelete: settings.retainOnDelete };
    const passing = { parent, retainOnDelete: false };
    const bucketRegion = settings.existingBucketRegion ? { region: settings.existingBucketRegion.plan() } : region;
    const prefix = settings.prefix?.plan();

    const bucketRequest = { name, region, tags, options: evidence };
    const bucket = settings.existingBucketArn
        ? describeExistingBucket(settings.existingBucketArn.plan())
        : createExportBucket(settings, bucketRequest);
    const existingKmsKeyArn = settings.existingKmsKeyArn?.plan();
    const hasExistingBucket = settings.existingBucketArn !== undefined;
    const keyPolicy = describeKeyPolicy({ places, bucketArn: bucket.arn, hasExistingBucket, existingKmsKeyArn });
    const keyRequest = {
        name,
        policy: keyPolicy,
        region: bucketRegion,
        tags,
        options: evidence,
        aliasOptions: passing,
    };
    const kmsKeyArn = pulumi.output(existingKmsKeyArn ?? createExportKey(keyRequest).arn);

    const bucketPolicy = pulumi
        .all([places, bucket.arn, kmsKeyArn, prefix])
        .apply(([{ source }, bucketArn, keyArn, folder]) =>
            JSON.stringify(bucketPolicyDocument({ source, bucketArn, kmsKeyArn: keyArn, prefix: folder })),
        );
    const before = hasExistingBucket ? [] : protectBucket();
    if (prefix !== undefined && settings.createsPrefixMarker) {
        const marker = { bucket: bucket.name, prefix, region: bucketRegion };
        before.push(createPrefixMarker(name, marker, { ...evidence, dependsOn: [...before] }));
    }

    const destination = new guardduty.PublishingDestination(
        `${name}-destination`,
        {
            detectorId: whenKnown(places, ({ source }) => source.detectorId),
            destinationArn: prefix === undefined ? bucket.arn : pulumi.interpolate`${bucket.arn}/${prefix}/`,
            kmsKeyArn,
            tags: definedTags(tags),
            ...region,
        },
        { ...passing, dependsOn: before },
    );
    const location = pulumi.all([places, bucket.name, prefix]).apply(([{ source }, bucketName, folder]) => {
        const path = folder === undefined ? bucketName : `${bucketName}/${folder}`;
        return `s3://${path}/AWSLogs/${source.accountId}/GuardDuty/${source.region}/`;
    });
    return {
        destination,
        bucketName: bucket.name,
        bucketArn: bucket.arn,
        kmsKeyArn,
        bucketPolicy,
        keyPolicy,
        location,
    };

    function protectBucket(): pulumi.Resource[] {
        const configured = configureExportBucket(bucket, kmsKeyArn, settings, bucketRequest);
        const policyArgs = { bucket: bucket.name, policy: bucketPolicy, ...region };
        const policy = new s3.BucketPolicy(`${name}-bucket-policy`, policyArgs, {
            ...evidence,
            dependsOn: bucket.settings,
        });
        return [...bucket.settings, ...configured, policy];
    }
}

function describeExistingBucket(given: Settled<string>): ExportBucket {
    const arn = pulumi.output(given);
    return { arn, name: arn.apply((known) => known.slice(known.lastIndexOf(":") + 1)), settings: [] };
}

interface PrefixMarker {
    readonly bucket: pulumi.Output<string>;
    readonly prefix: Settled<string>;
    readonly region: { region?: pulumi.Input<string> };
}

/** GuardDuty does not make the folder it is to write to: without an object for it, it refuses the destination. */
function createPrefixMarker(
    name: string,
    { bucket, prefix, region }: PrefixMarker,
    options: pulumi.CustomResourceOptions,
): s3.BucketObjectv2 {
    return new s3.BucketObjectv2(
        `${name}-prefix-marker`,
        {
            bucket,
            key: pulumi.interpolate`${prefix}/`,
            content: "",
            // An object takes ten tags only, fewer than a provider's default tags may be.
            overrideProvider: { defaultTags: { tags: {} } },
            ...region,
        },
        options,
    );
}
