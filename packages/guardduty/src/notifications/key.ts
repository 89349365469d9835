import * as kms from "@pulumi/aws/kms/index.js";
import * as pulumi from "@pulumi/pulumi";
import { aliasPrefixFrom } from "../aws/generated-names";
import type { NamedArn } from "../aws/target-arns";
import { isEncrypted, type NotificationsPlan } from "./plan";
import { keyPolicyDocument } from "./policies";
import type { NotificationsSite } from "./site";

export interface NotificationsKey {
    /** Nothing where nothing is encrypted. */
    readonly arn: pulumi.Output<string> | undefined;
    /** The policy that it needs, or has. */
    readonly policy: pulumi.Output<string>;
}

/** A key with rotation and its policy from the start, where a topic or a queue is made. */
export function findOrCreateKey(
    plan: NotificationsPlan,
    place: pulumi.Output<NamedArn>,
    { name, region, tagged, keeping, passing }: NotificationsSite,
): NotificationsKey {
    const policy = place.apply(({ partition, accountId }) => JSON.stringify(keyPolicyDocument(partition, accountId)));
    if (plan.existingKmsKeyArn !== undefined) return { arn: pulumi.output(plan.existingKmsKeyArn.plan()), policy };
    if (!plan.targets.some(isEncrypted)) return { arn: undefined, policy };
    const description = `GuardDuty notifications ${name}`;
    const key = new kms.Key(`${name}-key`, { description, enableKeyRotation: true, policy, ...tagged }, keeping);
    const aliasArgs = { namePrefix: aliasPrefixFrom(name), targetKeyId: key.keyId, ...region };
    new kms.Alias(`${name}-key-alias`, aliasArgs, passing);
    return { arn: key.arn, policy };
}
