import * as pulumi from "@pulumi/pulumi";
import type { FindingsExportComponentArgs } from "./component-args";
import { planFindingsExportComponent } from "./component-plan";
import { createFindingsExport } from "./resources";

/**
 * The export of a detector's findings to S3, complete: KMS key, bucket, both policies, the prefix's marker and the publishing
 * destination, or with a bucket or key of one's own. `GuardDutyMonitoring` makes one for its argument `findingsExport`; alone it is
 * for those who have a detector of their own.
 */
export class FindingsExport extends pulumi.ComponentResource {
    /** Id of the publishing destination. */
    readonly publishingDestinationId: pulumi.Output<string>;
    /** Name of the bucket that gets the findings. */
    readonly findingsBucketName: pulumi.Output<string>;
    /** ARN of the bucket that gets the findings. */
    readonly findingsBucketArn: pulumi.Output<string>;
    /** ARN of the KMS key that encrypts the findings. */
    readonly findingsKmsKeyArn: pulumi.Output<string>;
    /** Where the findings are: `s3://bucket/[prefix/]AWSLogs/<account>/GuardDuty/<region>/`. */
    readonly findingsLocation: pulumi.Output<string>;
    /** The JSON policy that the bucket needs: a bucket of your own must have these statements. */
    readonly requiredBucketPolicy: pulumi.Output<string>;
    /** The JSON policy that the key needs: a key of your own must have these statements. */
    readonly requiredKeyPolicy: pulumi.Output<string>;

    constructor(name: string, args: FindingsExportComponentArgs, opts?: pulumi.ComponentResourceOptions) {
        const plan = planFindingsExportComponent(name, args, opts);
        super("guardduty:index:FindingsExport", name, plan.view, opts);

        const created = createFindingsExport(name, plan, this);
        this.publishingDestinationId = created.destination.destinationId;
        this.findingsBucketName = created.bucketName;
        this.findingsBucketArn = created.bucketArn;
        this.findingsKmsKeyArn = created.kmsKeyArn;
        this.findingsLocation = created.location;
        this.requiredBucketPolicy = created.bucketPolicy;
        this.requiredKeyPolicy = created.keyPolicy;
        this.registerOutputs({
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
