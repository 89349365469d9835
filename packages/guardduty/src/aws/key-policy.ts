import type { PolicyStatement } from "./policy-document";

/** Who administers a key is decided by the IAM policies of the account that owns it: nobody is locked out. */
export function allowKeyAdministration(partition: string, accountId: string): PolicyStatement {
    return {
        Sid: "AllowAdministrationByIamPolicies",
        Effect: "Allow",
        Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
        Action: "kms:*",
        Resource: "*",
    };
}
