import type { Caller } from "../../policy/policy-evaluator";
import type { Scope } from "./scope";

interface RolesOfAccount<Role> {
    findRole(arn: string): Role | undefined;
    assume(role: Role, service: string, sessionName: string): Promise<Caller | undefined>;
}

/**
 * Whether a service may act as a role. Of a role that IAM holds its trust policy says so; one that the account was merely
 * told of (its option `principals`) is taken to trust whoever needs it.
 */
export async function canAssume<Role>(
    scope: Scope,
    iam: RolesOfAccount<Role>,
    roleArn: string,
    service: string,
): Promise<boolean> {
    const role = iam.findRole(roleArn);
    return role === undefined
        ? scope.account.knowsPrincipal(roleArn, scope.partition)
        : (await iam.assume(role, service, "simulator")) !== undefined;
}
