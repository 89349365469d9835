import type * as cloudwatch from "@pulumi/aws/cloudwatch/index.js";
import * as iam from "@pulumi/aws/iam/index.js";
import type * as sqs from "@pulumi/aws/sqs/index.js";
import * as pulumi from "@pulumi/pulumi";
import { roleNameFrom } from "../aws/generated-names";
import { definedTags } from "../aws/tags";
import { placeOfQueue } from "../aws/place-of-queue";
import { FeedListType } from "./args";
import type { FeedBucket } from "./bucket";
import type { FeedList } from "./list";
import { feedPolicyDocument, FUNCTION_TRUST, schedulePolicyDocument, scheduleTrust } from "./policies";
import type { FeedSite } from "./site";

export interface GrantedRole {
    readonly role: iam.Role;
    /** What must be there before the role is of use. */
    readonly policy: iam.RolePolicy;
}

/** What the function reaches. */
export interface Reached {
    readonly bucket: FeedBucket;
    readonly list: FeedList;
    readonly logGroup: cloudwatch.LogGroup;
    readonly deadLetters: sqs.Queue;
}

export function createFunctionRole(site: FeedSite, { bucket, list, logGroup, deadLetters }: Reached): GrantedRole {
    const { sources, listType } = site.plan;
    const secrets = sources.flatMap(({ tokenSecretArn }) => (tokenSecretArn === undefined ? [] : [tokenSecretArn]));
    const policy = pulumi
        .all([
            placeOfQueue(deadLetters),
            pulumi.all([list.arn, bucket.bucket.arn, logGroup.arn, deadLetters.arn]),
            pulumi.all(secrets),
        ])
        .apply(([{ partition, accountId }, [listArn, bucketArn, logGroupArn, deadLetterQueueArn], secretArns]) =>
            JSON.stringify(
                feedPolicyDocument({
                    ...{ partition, accountId, listArn, bucketArn, logGroupArn, deadLetterQueueArn, secretArns },
                    isTrusted: listType === FeedListType.TRUSTED,
                }),
            ),
        );
    return createRole(site, {
        suffix: "role",
        description: "Keeps a GuardDuty list up to date",
        trust: JSON.stringify(FUNCTION_TRUST),
        policy,
    });
}

export function createScheduleRole(
    site: FeedSite,
    functionArn: pulumi.Output<string>,
    deadLetters: sqs.Queue,
): GrantedRole {
    const policy = pulumi
        .all([functionArn, deadLetters.arn])
        .apply(([arn, queueArn]) => JSON.stringify(schedulePolicyDocument(arn, queueArn)));
    return createRole(site, {
        suffix: "schedule-role",
        description: "Starts the function that keeps a GuardDuty list up to date",
        trust: placeOfQueue(deadLetters).apply(({ accountId }) => JSON.stringify(scheduleTrust(accountId))),
        policy,
    });
}

interface RoleRequest {
    readonly suffix: string;
    readonly description: string;
    readonly trust: pulumi.Input<string>;
    readonly policy: pulumi.Output<string>;
}

function createRole({ name, plan, options }: FeedSite, request: RoleRequest): GrantedRole {
    const logicalName = `${name}-${request.suffix}`;
    const { description, trust } = request;
    const role = new iam.Role(
        logicalName,
        { ...roleNameFrom(logicalName), description, assumeRolePolicy: trust, tags: definedTags(plan.tags) },
        options,
    );
    return {
        role,
        policy: new iam.RolePolicy(`${logicalName}-policy`, { role: role.id, policy: request.policy }, options),
    };
}
