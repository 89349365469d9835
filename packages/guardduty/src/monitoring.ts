import * as pulumi from "@pulumi/pulumi";
import { createDetector } from "./detector/resources";
import { createFilters } from "./filters/resources";
import { FindingsExport } from "./findings-export/findings-export";
import { markOwnDetector } from "./findings-export/own-detector";
import { createIpLists } from "./ip-lists/resources";
import type { GuardDutyMonitoringArgs } from "./monitoring/args";
import { mapOutputs, orUndefined, ownId, placeOf } from "./monitoring/outputs";
import { planMonitoring } from "./monitoring/plan";
import { createFeatures } from "./protection-plans/resources";

/**
 * Amazon GuardDuty in one account and Region: the detector, its protection plans, the trusted and threat IP lists, the finding
 * filters and the export of findings to S3.
 *
 * Arguments are checked before anything is registered; one error lists every problem. Destroying a detector that was created
 * deletes the findings in GuardDuty (exported ones stay): consider the resource option `protect`.
 *
 * @example
 * ```ts
 * const monitoring = new GuardDutyMonitoring("training", { profile: "AI_TRAINING", findingsExport: {} });
 * export const detectorId = monitoring.detectorId;
 * ```
 */
export class GuardDutyMonitoring extends pulumi.ComponentResource {
    /** Id of the detector. */
    readonly detectorId: pulumi.Output<string>;
    /** ARN of the detector. */
    readonly detectorArn: pulumi.Output<string>;
    /** Id of the account. */
    readonly accountId: pulumi.Output<string>;
    /** Region of the detector. */
    readonly region: pulumi.Output<string>;
    /** Id of the trusted IP list, where there is one. */
    readonly trustedIpListId: pulumi.Output<string | undefined>;
    /** Ids of the threat IP lists, by key. */
    readonly threatIpListIds: pulumi.Output<Record<string, string>>;
    /** ARNs of the filters, by name. */
    readonly filterArns: pulumi.Output<Record<string, string>>;
    /** Id of the publishing destination, where findings are exported. */
    readonly publishingDestinationId: pulumi.Output<string | undefined>;
    /** Name of the bucket that gets the findings, where they are exported. */
    readonly findingsBucketName: pulumi.Output<string | undefined>;
    /** ARN of the bucket that gets the findings, where they are exported. */
    readonly findingsBucketArn: pulumi.Output<string | undefined>;
    /** ARN of the KMS key that encrypts the findings, where they are exported. */
    readonly findingsKmsKeyArn: pulumi.Output<string | undefined>;
    /** Where the findings are: `s3://bucket/[prefix/]AWSLogs/<account>/GuardDuty/<region>/`, where they are exported. */
    readonly findingsLocation: pulumi.Output<string | undefined>;
    /** The JSON policy that a bucket of your own needs, where findings are exported. */
    readonly requiredBucketPolicy: pulumi.Output<string | undefined>;
    /** The JSON policy that a key of your own needs, where findings are exported. */
    readonly requiredKeyPolicy: pulumi.Output<string | undefined>;

    constructor(name: string, args: GuardDutyMonitoringArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        const plan = planMonitoring(name, args, opts);
        super("guardduty:index:GuardDutyMonitoring", name, plan.view, opts);
        for (const warning of plan.warnings) void pulumi.log.warn(warning, this);

        const shared = { name, region: plan.region, tags: plan.tags, parent: this };
        const detector = createDetector(plan.detector, shared);
        const onDetector = { ...shared, detectorId: detector.id };
        createFeatures(plan.features, onDetector);
        const lists = createIpLists(plan.lists, { ...onDetector, bucketName: plan.listBucketName });
        const filters = createFilters(plan.filters, onDetector);
        const findingsExport =
            plan.findingsExport &&
            new FindingsExport(
                `${name}-findings-export`,
                markOwnDetector({
                    ...plan.findingsExport,
                    ...{ detectorArn: detector.arn, ...plan.region, tags: plan.tags },
                }),
                { parent: this },
            );

        this.detectorId = detector.id;
        this.detectorArn = detector.arn;
        this.accountId = detector.arn.apply((arn) => placeOf(arn).accountId);
        this.region = detector.arn.apply((arn) => placeOf(arn).region);
        this.trustedIpListId = orUndefined(lists.trusted?.id.apply(ownId));
        this.threatIpListIds = mapOutputs(lists.threats, (list) => list.id.apply(ownId));
        this.filterArns = mapOutputs(filters, (filter) => filter.arn);
        this.publishingDestinationId = orUndefined(findingsExport?.publishingDestinationId);
        this.findingsBucketName = orUndefined(findingsExport?.findingsBucketName);
        this.findingsBucketArn = orUndefined(findingsExport?.findingsBucketArn);
        this.findingsKmsKeyArn = orUndefined(findingsExport?.findingsKmsKeyArn);
        this.findingsLocation = orUndefined(findingsExport?.findingsLocation);
        this.requiredBucketPolicy = orUndefined(findingsExport?.requiredBucketPolicy);
        this.requiredKeyPolicy = orUndefined(findingsExport?.requiredKeyPolicy);
        this.registerOutputs({
            detectorId: this.detectorId,
            detectorArn: this.detectorArn,
            accountId: this.accountId,
            region: this.region,
            trustedIpListId: this.trustedIpListId,
            threatIpListIds: this.threatIpListIds,
            filterArns: this.filterArns,
            publishingDestinationId: this.publishingDestinationId,
            findingsBucketName: this.findingsBucketName,
            findingsBucketArn: this.findingsBucketArn,
            findingsKmsKeyArn: this.findingsKmsKeyArn,
            findingsLocation: this.findingsLocation,
            requiredBucketPolicy: this.requiredBucketPolicy,
            requiredKeyPolicy: this.requiredKeyPolicy,
        });
    }
}
