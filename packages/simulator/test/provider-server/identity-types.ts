import type { Plain } from "../protocol-client";

/** Who acts in the account, and GuardDuty's plan, which acts as one of them. */
export const IDENTITY_TYPES = {
    notification: "aws:s3/bucketNotification:BucketNotification",
    malwarePlan: "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan",
    rolePolicy: "aws:iam/rolePolicy:RolePolicy",
    attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    role: "aws:iam/role:Role",
} as const;

export type IdentityKind = keyof typeof IDENTITY_TYPES;

export async function makeIdentityTypes<Made extends { readonly id: string; readonly state: Plain }>(
    make: (kind: IdentityKind, news: Plain) => Promise<Made>,
): Promise<Record<IdentityKind, Made>> {
    const document = (statement: object): string => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const role = await make("role", {
        ...{ name: "reader", path: "/guardduty/", description: "Reads", maxSessionDuration: 7200 },
        assumeRolePolicy: document({
            ...{
                Effect: "Allow",
                Principal: { Service: "malware-protection-plan.guardduty.amazonaws.com" },
                Action: "sts:AssumeRole",
            },
        }),
        tags: { team: "security" },
    });
    const rolePolicy = await make("rolePolicy", {
        ...{ role: role.id, name: "read" },
        policy: document({ Effect: "Allow", Action: ["s3:*", "events:*"], Resource: "*" }),
    });
    const attachment = await make("attachment", {
        ...{ role: role.id, policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" },
    });
    const malwarePlan = await make("malwarePlan", {
        ...{
            role: String(role.state.arn),
            actions: [{ taggings: [{ status: "ENABLED" }] }],
            tags: { team: "security" },
        },
        protectedResource: { s3Bucket: { bucketName: "lists-1", objectPrefixes: ["a/", "b/"] } },
    });
    const notification = await make("notification", { bucket: "lists-1", eventbridge: true });
    return { rolePolicy, attachment, role, malwarePlan, notification };
}
