import type { Caller, RequestContext } from "../../policy/policy-evaluator";
import { FULL_ACCESS } from "./full-access";
import type { Scope } from "./scope";

interface RolesOfAccount<Role> {
    findRole(arn: string): Role | undefined;
    assume(role: Role, service: string, sessionName: string, source?: RequestContext): Promise<Caller | undefined>;
}

/**
 * What a service acts as when it takes a role; undefined where it may not. Of a role that IAM holds its trust policy says
 * so; one that the account was merely told of (its option `principals`) is taken to trust whoever needs it, and to be let
 * do what it needs.
 */
export async function assumedBy<Role>(
    scope: Scope,
    iam: RolesOfAccount<Role>,
    roleArn: string,
    service: string,
    source: RequestContext = {},
): Promise<Caller | undefined> {
    const role = iam.findRole(roleArn);
    if (role !== undefined) {
        return iam.assume(role, service, "simulator", source);
    }
    return scope.account.knowsPrincipal(roleArn, scope.partition)
        ? { kind: "iam", arn: roleArn, identityPolicies: [FULL_ACCESS] }
        : undefined;
}

/** Whether a service may act as a role. */
export async function canAssume<Role>(
    scope: Scope,
    iam: RolesOfAccount<Role>,
    roleArn: string,
    service: string,
): Promise<boolean> {
    return (await assumedBy(scope, iam, roleArn, service)) !== undefined;
}
