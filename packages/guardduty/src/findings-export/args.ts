import type * as pulumi from "@pulumi/pulumi";
import { findBucketArnFault, findKmsKeyArnFault } from "../aws/arns";
import { findBucketNameFault } from "../aws/bucket-names";
import { regionSchema } from "../aws/region-schema";
import { checkedText, flag, input, object, oneOf, optional, wholeNumber, type Schema } from "../validation/schema";
import { findPrefixFault } from "./prefix";

/** How firmly S3 Object Lock keeps a finding. */
export const ObjectLockMode = {
    /** Those with the permission `s3:BypassGovernanceRetention` may delete before the time. */
    GOVERNANCE: "GOVERNANCE",
    /** Nobody may delete before the time, not even the account's root user. */
    COMPLIANCE: "COMPLIANCE",
} as const;
/** One of the values of `ObjectLockMode`; its text may be written instead. */
export type ObjectLockMode = (typeof ObjectLockMode)[keyof typeof ObjectLockMode];

/**
 * S3 Object Lock of the created bucket: each finding is kept unchanged for a time. It can be added later, for findings that come
 * from then on, and can't be switched off again.
 */
export interface ObjectLockArgs {
    /** `GOVERNANCE` or `COMPLIANCE`. */
    mode: ObjectLockMode;
    /** For how many days, 1 to 36,500. A longer time than `expireAfterDays` is refused. */
    days: pulumi.Input<number>;
}

/**
 * The export of findings to S3. `{}` builds everything it needs: a KMS key, a bucket, both policies and the destination. GuardDuty
 * writes new findings within about 5 minutes. Costs: the KMS key about one dollar a month, S3 storage and requests, no charge by
 * GuardDuty.
 */
export interface FindingsExportArgs {
    /**
     * ARN of a bucket of your own. Its policy and settings are left alone: it must have the policy in `requiredBucketPolicy` before
     * the first deployment, as `findingsBucketPolicy` makes it. Default: a bucket is created.
     *
     * @defaultValue a bucket is created
     */
    existingBucketArn?: pulumi.Input<string> | undefined;
    /**
     * ARN of a KMS key of your own, in the bucket's Region. Its policy is left alone: it must have the statements of
     * `requiredKeyPolicy` before the first deployment, as `findingsKeyPolicy` makes them. Default: a key is created. It costs about
     * one dollar a month.
     *
     * @defaultValue a key is created
     */
    existingKmsKeyArn?: pulumi.Input<string> | undefined;
    /**
     * Region of `existingBucketArn`, where it is not the detector's: a bucket's ARN does not say. Findings of a Region that is
     * enabled by default can't go to a bucket in an opt-in Region. Default: the detector's Region.
     *
     * @defaultValue the detector's Region
     */
    existingBucketRegion?: pulumi.Input<string> | undefined;
    /**
     * Whether to put the empty object `<prefix>/` into the bucket, without which GuardDuty does not accept a prefix. Set it to
     * `false` where whoever deploys may not write into the bucket; then its owner makes the object. Default: `true`.
     *
     * @defaultValue `true`
     */
    createPrefixMarker?: boolean | undefined;
    /**
     * Name of the created bucket. After a destroy that retains the bucket, a new `up` can't make one of the same name: go on with
     * `existingBucketArn`, or import it. A change of the Region needs another name, too. Default: generated.
     *
     * @defaultValue generated
     */
    bucketName?: pulumi.Input<string> | undefined;
    /**
     * Folder in the bucket, without a slash at its start, such as `guardduty`. Default: none, findings are under `AWSLogs/`.
     *
     * @defaultValue none
     */
    prefix?: pulumi.Input<string> | undefined;
    /**
     * Days after which exported findings are deleted from the created bucket, 1 to 36,500; older versions go as many days after they
     * were replaced. Default: never.
     *
     * @defaultValue never
     */
    expireAfterDays?: pulumi.Input<number> | undefined;
    /**
     * S3 Object Lock of the created bucket. Default: none.
     *
     * @defaultValue none
     */
    objectLock?: ObjectLockArgs | undefined;
    /**
     * Name of another bucket that gets the S3 access log of the created bucket, in the same account and Region. Its own policy must
     * let `logging.s3.amazonaws.com` write, and it can't have Object Lock. Default: no access log.
     *
     * @defaultValue no access log
     */
    accessLogBucketName?: pulumi.Input<string> | undefined;
    /**
     * Whether the created bucket, its settings and the created key stay when the stack is destroyed: they hold the evidence.
     * With `false` they are deleted, as far as AWS allows: a bucket that holds objects is not. Default: `true`.
     *
     * @defaultValue `true`
     */
    retainOnDelete?: boolean | undefined;
}

const LONGEST_RETENTION_DAYS = 36_500;
const days = wholeNumber(1, LONGEST_RETENTION_DAYS, "days");

export const bucketArnSchema: Schema = checkedText(
    "must be the ARN of an S3 bucket, such as arn:aws:s3:::my-bucket",
    findBucketArnFault,
);
export const kmsKeyArnSchema: Schema = checkedText(
    "must be the ARN of a KMS key, such as arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    findKmsKeyArnFault,
);
export const bucketNameSchema: Schema = checkedText(
    "must be a bucket name that S3 accepts: 3 to 63 characters of a-z 0-9 . -, starting and ending with a letter or digit",
    findBucketNameFault,
);
export const prefixSchema: Schema = checkedText(
    "must be a folder such as guardduty or logs/guardduty: at most 512 characters of A-Z a-z 0-9 ! - _ . ' ( ) / =, no slash at its start",
    findPrefixFault,
);
export const objectLockSchema: Schema = object('must be an object such as { mode: "GOVERNANCE", days: 365 }', {
    mode: oneOf(ObjectLockMode),
    days: input(days),
});
export const expireAfterDaysSchema: Schema = days;

export const findingsExportShape: Readonly<Record<string, Schema>> = {
    existingBucketArn: optional(input(bucketArnSchema)),
    existingKmsKeyArn: optional(input(kmsKeyArnSchema)),
    existingBucketRegion: optional(input(regionSchema)),
    createPrefixMarker: optional(flag()),
    bucketName: optional(input(bucketNameSchema)),
    prefix: optional(input(prefixSchema)),
    expireAfterDays: optional(input(days)),
    objectLock: optional(objectLockSchema),
    accessLogBucketName: optional(input(bucketNameSchema)),
    retainOnDelete: optional(flag()),
};

export const findingsExportSchema: Schema = object("must be an object; {} builds everything", findingsExportShape);
