import type { Caller } from "../../policy/policy-evaluator";
import type { Tags } from "../core/tags";
import { managedPolicyDocument } from "./managed-policies";

/** A role as IAM holds it. It belongs to no Region. */
export interface Role {
    readonly name: string;
    readonly arn: string;
    readonly partition: string;
    readonly accountId: string;
    readonly path: string;
    /** AROA and 17 characters: another one where a role of the same name is made again. */
    readonly uniqueId: string;
    /** In milliseconds since the epoch. */
    readonly createdAt: number;
    trustPolicy: string;
    description: string | undefined;
    maxSessionDuration: number;
    tags: Tags;
    /** Documents by name. */
    readonly inlinePolicies: Map<string, string>;
    /** ARNs of managed policies. */
    readonly attachedPolicies: Set<string>;
}

/** What a session of a role asks as: its ARN names the role without its path. */
export function sessionOf(role: Role, sessionName: string): Caller {
    return {
        kind: "iam",
        arn: `arn:${role.partition}:sts::${role.accountId}:assumed-role/${role.name}/${sessionName}`,
        principalArn: role.arn,
        identityPolicies: identityPoliciesOf(role),
    };
}

function identityPoliciesOf(role: Role): string[] {
    const managed = [...role.attachedPolicies].flatMap((arn) => managedPolicyDocument(arn, role.partition) ?? []);
    return [...role.inlinePolicies.values(), ...managed];
}
