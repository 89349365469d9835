// terraform-provider-aws, internal/service/iam: role.go, role_policy.go, role_policy_attachment.go.
import { isTagged, isTrue, type Place, type StackResource, text } from "../../stack/stack-resource";
import { type CallRule, on, when } from "../call";

export const role: CallRule = (resource) => {
    const arn = text(resource, "arn");
    const tagged = isTagged(resource);
    return {
        create: [...on("iam", "CreateRole", arn), ...when(tagged, on("iam", "TagRole", arn))],
        // A role is read with all its policies, whoever put them there.
        read: on("iam", "GetRole ListRolePolicies GetRolePolicy ListAttachedRolePolicies", arn),
        update: [
            ...on("iam", "UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription", arn),
            ...when(tagged, on("iam", "TagRole UntagRole", arn)),
        ],
        delete: [
            ...on("iam", "ListInstanceProfilesForRole DeleteRole", arn),
            ...when(isTrue(resource, "forceDetachPolicies"), on("iam", "DetachRolePolicy DeleteRolePolicy", arn)),
        ],
    };
};

export const rolePolicy: CallRule = (resource, place) => {
    const arn = roleArn(resource, place);
    const write = on("iam", "PutRolePolicy", arn);
    return {
        create: write,
        read: on("iam", "GetRolePolicy", arn),
        update: write,
        delete: on("iam", "DeleteRolePolicy", arn),
    };
};

/** Any change of one replaces it. */
export const rolePolicyAttachment: CallRule = (resource, place) => {
    const arn = roleArn(resource, place);
    const policy = { "iam:PolicyARN": text(resource, "policyArn") };
    return {
        create: on("iam", "AttachRolePolicy", arn, policy),
        read: on("iam", "ListAttachedRolePolicies", arn),
        update: [],
        delete: on("iam", "DetachRolePolicy", arn, policy),
    };
};

/** A role under a path is not found by its name alone; this library and its examples have none. */
function roleArn(resource: StackResource, { partition, accountId }: Place): string {
    return `arn:${partition}:iam::${accountId}:role/${text(resource, "role")}`;
}
