import type * as pulumi from "@pulumi/pulumi";
import { ACCOUNT_ID } from "../aws/arns";
import { regionSchema } from "../aws/region-schema";
import { input, object, optional, text, type Schema } from "../validation/schema";
import { bucketArnSchema, kmsKeyArnSchema, prefixSchema } from "./args";
import { detectorArnSchema } from "./component-args";

/** Whose findings are exported: `detectorArn`, or, while there is no detector yet, `accountId` and `region`. */
export interface FindingsSourceArgs {
    /**
     * ARN of the detector: the policy lets in its findings only. Default: every detector of `accountId` in `region`, of which there
     * can be only one at a time.
     *
     * @defaultValue every detector of `accountId` in `region`
     */
    detectorArn?: pulumi.Input<string> | undefined;
    /**
     * Id of the account whose findings are exported, 12 digits. Together with `region`, instead of `detectorArn`. Default: the
     * detector's account.
     *
     * @defaultValue the detector's account
     */
    accountId?: pulumi.Input<string> | undefined;
    /**
     * Region whose findings are exported. Together with `accountId`, instead of `detectorArn`. Default: the detector's Region.
     *
     * @defaultValue the detector's Region
     */
    region?: pulumi.Input<string> | undefined;
}

/** Arguments of `findingsBucketPolicy`. */
export interface FindingsBucketPolicyArgs extends FindingsSourceArgs {
    /** ARN of the bucket that is to get the findings. */
    bucketArn: pulumi.Input<string>;
    /** ARN of the KMS key that is to encrypt the findings, in the bucket's Region; GuardDuty is refused any other. */
    kmsKeyArn: pulumi.Input<string>;
    /**
     * Folder that the findings go to, as in the export's `prefix`; GuardDuty can't write outside it. Default: the whole bucket.
     *
     * @defaultValue the whole bucket
     */
    prefix?: pulumi.Input<string> | undefined;
}

/** Arguments of `findingsKeyPolicy`. */
export interface FindingsKeyPolicyArgs extends FindingsSourceArgs {
    /** ARN of the bucket that is to get the findings. Whoever may read its objects may decrypt them, through S3 only. */
    bucketArn: pulumi.Input<string>;
    /**
     * Region of bucket and key. Default: the Region of the findings.
     *
     * @defaultValue the Region of the findings
     */
    bucketRegion?: pulumi.Input<string> | undefined;
    /**
     * Id of the account that owns the key and administers it. Default: the account of the findings.
     *
     * @defaultValue the account of the findings
     */
    keyAccountId?: pulumi.Input<string> | undefined;
    /**
     * Id of the account that owns the bucket, where it is another than the key's. Its readers then need `kms:Decrypt` in their IAM
     * policies too. Default: the key's account.
     *
     * @defaultValue the key's account
     */
    bucketAccountId?: pulumi.Input<string> | undefined;
}

const accountIdSchema: Schema = text(
    'must be the id of an account: a text of 12 digits, such as "111122223333"',
    ACCOUNT_ID,
);

const sourceShape: Readonly<Record<string, Schema>> = {
    detectorArn: optional(input(optional(detectorArnSchema))),
    accountId: optional(input(optional(accountIdSchema))),
    region: optional(input(optional(regionSchema))),
};

export const findingsBucketPolicySchema: Schema = object(
    "must be an object with the arguments of findingsBucketPolicy",
    {
        ...sourceShape,
        bucketArn: input(bucketArnSchema),
        kmsKeyArn: input(kmsKeyArnSchema),
        prefix: optional(input(optional(prefixSchema))),
    },
);

export const findingsKeyPolicySchema: Schema = object("must be an object with the arguments of findingsKeyPolicy", {
    ...sourceShape,
    bucketArn: input(bucketArnSchema),
    bucketRegion: optional(input(optional(regionSchema))),
    keyAccountId: optional(input(optional(accountIdSchema))),
    bucketAccountId: optional(input(optional(accountIdSchema))),
});
