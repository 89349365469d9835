import * as kms from "@pulumi/aws/kms/index.js";
import * as pulumi from "@pulumi/pulumi";
import { parseKmsKeyArn } from "../aws/arns";
import { aliasPrefixFrom } from "../aws/generated-names";
import { definedTags } from "../aws/tags";
import type { ExportBucket } from "./bucket";
import type { FindingsExportComponentPlan } from "./component-plan";
import { keyPolicyDocument } from "./policies";
import type { ExportSite } from "./site";

export interface ExportKey {
    readonly arn: pulumi.Output<string>;
    /** The policy that it needs, or has. */
    readonly policy: pulumi.Output<string>;
    /** What belongs to it; nothing for a key of the user's own. */
    readonly settings: pulumi.Resource[];
}

/** A key with rotation and its policy from the start: at no time may more use it, and at no time is its account locked out. */
export function findOrCreateKey(
    bucket: ExportBucket,
    plan: FindingsExportComponentPlan,
    { name, bucketRegion, tags, evidence, passing }: ExportSite,
): ExportKey {
    const policy = describeKeyPolicy(bucket, plan);
    const { existingKmsKeyArn } = plan.settings;
    if (existingKmsKeyArn !== undefined) return { arn: pulumi.output(existingKmsKeyArn.plan()), policy, settings: [] };
    const description = `GuardDuty findings export ${name}`;
    const key = new kms.Key(
        `${name}-key`,
        { description, enableKeyRotation: true, policy, tags: definedTags(tags), ...bucketRegion },
        evidence,
    );
    const aliasArgs = { namePrefix: aliasPrefixFrom(name), targetKeyId: key.keyId, ...bucketRegion };
    return { arn: key.arn, policy, settings: [new kms.Alias(`${name}-key-alias`, aliasArgs, passing)] };
}

/**
 * The key's policy. A bucket's ARN does not say whose it is: a created one is the detector's account's; one's own is taken to be
 * where one's own key is, and in the detector's account where the key is created there.
 */
function describeKeyPolicy(
    { arn: bucketArn }: ExportBucket,
    { places, settings }: FindingsExportComponentPlan,
): pulumi.Output<string> {
    const hasExistingBucket = settings.existingBucketArn !== undefined;
    return pulumi
        .all([places, bucketArn, settings.existingKmsKeyArn?.plan()])
        .apply(([{ source, bucketRegion }, arn, keyArn]) => {
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
