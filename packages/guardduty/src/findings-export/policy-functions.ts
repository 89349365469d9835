import type * as pulumi from "@pulumi/pulumi";
import { makePolicy } from "../validation/make-policy";
import {
    findingsBucketPolicySchema,
    findingsKeyPolicySchema,
    type FindingsBucketPolicyArgs,
    type FindingsKeyPolicyArgs,
} from "./policy-args";
import { planBucketPolicy, planKeyPolicy } from "./policy-plan";

/**
 * The JSON policy that a bucket of your own needs to receive GuardDuty's findings: this source may write under the prefix with this
 * key, nothing else of GuardDuty's may write, nobody may use plain HTTP. A bucket has one policy; put statements of your own, or of
 * several sources, into one document with `aws.iam.getPolicyDocumentOutput` and its `overridePolicyDocuments`.
 *
 * The policy must be in place before the export is deployed. For a bucket that is deployed before there is a detector, such as one
 * in an archive account, give `accountId` and `region`.
 *
 * @example
 * ```ts
 * const policy = findingsBucketPolicy({
 *     bucketArn: "arn:aws:s3:::finding-archive",
 *     kmsKeyArn: "arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab",
 *     accountId: "111122223333",
 *     region: "eu-west-1",
 * });
 * new aws.s3.BucketPolicy("archive", { bucket: "finding-archive", policy });
 * ```
 */
export function findingsBucketPolicy(args: FindingsBucketPolicyArgs): pulumi.Output<string> {
    return makePolicy("findingsBucketPolicy", args, findingsBucketPolicySchema, planBucketPolicy);
}

/**
 * The JSON policy that a KMS key of your own needs to encrypt GuardDuty's findings: this source may encrypt, whoever may read the
 * bucket's objects may decrypt them through S3, and the owning account administers the key through IAM. Attach it before the export
 * is deployed.
 *
 * @example
 * ```ts
 * new aws.kms.Key("archive", {
 *     enableKeyRotation: true,
 *     policy: findingsKeyPolicy({
 *         bucketArn: "arn:aws:s3:::finding-archive",
 *         accountId: "111122223333",
 *         region: "eu-west-1",
 *         keyAccountId: "444455556666",
 *     }),
 * });
 * ```
 */
export function findingsKeyPolicy(args: FindingsKeyPolicyArgs): pulumi.Output<string> {
    return makePolicy("findingsKeyPolicy", args, findingsKeyPolicySchema, planKeyPolicy);
}
