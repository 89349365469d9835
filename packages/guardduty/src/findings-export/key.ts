import * as kms from "@pulumi/aws/kms/index.js";
import * as pulumi from "@pulumi/pulumi";
import { parseKmsKeyArn } from "../aws/arns";
import { aliasPrefixFrom } from "../aws/generated-names";
import { definedTags, type Tags } from "../aws/tags";
import type { Settled } from "../validation/settled";
import type { Places } from "./component-plan";
import { keyPolicyDocument } from "./policies";

export interface KeyRequest {
    readonly name: string;
    readonly policy: pulumi.Output<string>;
    /** The bucket's: S3 uses keys of the bucket's Region only. */
    readonly region: { region?: pulumi.Input<string> };
    readonly tags: Settled<Tags>;
    /** Parent, and what protects the evidence. */
    readonly options: pulumi.CustomResourceOptions;
    /** Parent, for the alias, which holds nothing. */
    readonly aliasOptions: pulumi.CustomResourceOptions;
}

/** A key with rotation and its policy from the start: at no time may more use it, and at no time is its account locked out. */
export function createExportKey({ name, policy, region, tags, options, aliasOptions }: KeyRequest): kms.Key {
    const description = `GuardDuty findings export ${name}`;
    const key = new kms.Key(
        `${name}-key`,
        { description, enableKeyRotation: true, policy, tags: definedTags(tags), ...region },
        options,
    );
    const alias = { namePrefix: aliasPrefixFrom(name), targetKeyId: key.keyId, ...region };
    new kms.Alias(`${name}-key-alias`, alias, aliasOptions);
    return key;
}

export interface KeyPolicyInputs {
    readonly places: Settled<Places>;
    readonly bucketArn: pulumi.Output<string>;
    readonly hasExistingBucket: boolean;
    readonly existingKmsKeyArn: Settled<string> | undefined;
}

/**
 * The key's policy. A bucket's ARN does not say whose it is: a created one is the detector's account's; one's own is taken to be
 * where one's own key is, and in the detector's account where the key is created there.
 */
export function describeKeyPolicy({
    places,
    bucketArn,
    hasExistingBucket,
    existingKmsKeyArn,
}: KeyPolicyInputs): pulumi.Output<string> {
    return pulumi.all([places, bucketArn, existingKmsKeyArn]).apply(([{ source, bucketRegion }, arn, keyArn]) => {
        const keyAccountId = accountOfKey(keyArn) ?? source.accountId;
        const bucketAccountId = hasExistingBucket ? keyAccountId : source.accountId;
        return JSON.stringify(
            keyPolicyDocument({ source, bucketArn: arn, bucketRegion, keyAccountId, bucketAccountId }),
        );
    });
}

function accountOfKey(keyArn: string | undefined): string | undefined {
    if (keyArn === undefined) return undefined;
    const parsed = parseKmsKeyArn(keyArn);
    return "value" in parsed ? parsed.value.accountId : undefined;
}
