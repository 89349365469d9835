import type { Plain } from "../protocol-client";

/** Who acts in the account. */
export const IDENTITY_TYPES = {
    rolePolicy: "aws:iam/rolePolicy:RolePolicy",
    attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    role: "aws:iam/role:Role",
} as const;

export type IdentityKind = keyof typeof IDENTITY_TYPES;

export async function makeIdentityTypes<Made extends { readonly id: string }>(
    make: (kind: IdentityKind, news: Plain) => Promise<Made>,
): Promise<Record<IdentityKind, Made>> {
    const document = (statement: object): string => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const role = await make("role", {
        ...{ name: "reader", path: "/guardduty/", description: "Reads", maxSessionDuration: 7200 },
        assumeRolePolicy: document({
            ...{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
        }),
        tags: { team: "security" },
    });
    const rolePolicy = await make("rolePolicy", {
        ...{ role: role.id, name: "read" },
        policy: document({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }),
    });
    const attachment = await make("attachment", {
        ...{ role: role.id, policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" },
    });
    return { rolePolicy, attachment, role };
}
