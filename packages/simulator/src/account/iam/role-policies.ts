import { refuse } from "../core/aws-error";
import type { Scope } from "../core/scope";
import { managedPolicyDocument } from "./managed-policies";
import { checkInlinePolicy, sizeOf } from "./policy-checks";
import { ROLE_POLICY_RULES } from "./role-rules";
import type { Roles } from "./roles";

/** What roles may do: policies written into a role, and managed ones that are attached to it. */
export class RolePolicies {
    constructor(
        private readonly scope: Scope,
        private readonly roles: Roles,
    ) {}

    put(roleName: string, policyName: string, document: string): Promise<void> {
        return this.scope.operation("IAM", "PutRolePolicy", async () => {
            const role = this.roles.require(roleName);
            if (!/^[\w+=,.@-]{1,128}$/.test(policyName)) {
                refuse(ROLE_POLICY_RULES.name, JSON.stringify(policyName.slice(0, 140)));
            }
            checkInlinePolicy(document);
            const others = [...role.inlinePolicies].filter(([name]) => name !== policyName);
            const size = others.reduce((sum, [, other]) => sum + sizeOf(other), sizeOf(document));
            if (size > 10_240) {
                refuse(ROLE_POLICY_RULES.size, `${size} characters`, { role: role.name });
            }
            role.inlinePolicies.set(policyName, document);
        });
    }

    get(roleName: string, policyName: string): Promise<string> {
        return this.scope.operation("IAM", "GetRolePolicy", async () => {
            const document = this.roles.require(roleName).inlinePolicies.get(policyName);
            return document ?? refuse(ROLE_POLICY_RULES.notFound, undefined, { policy: policyName });
        });
    }

    delete(roleName: string, policyName: string): Promise<void> {
        return this.scope.operation("IAM", "DeleteRolePolicy", async () => {
            if (!this.roles.require(roleName).inlinePolicies.delete(policyName)) {
                refuse(ROLE_POLICY_RULES.notFound, undefined, { policy: policyName });
            }
        });
    }

    /** To attach what is attached is no error. */
    attach(roleName: string, policyArn: string): Promise<void> {
        return this.scope.operation("IAM", "AttachRolePolicy", async () => {
            const role = this.roles.require(roleName);
            if (managedPolicyDocument(policyArn, this.scope.partition) === undefined) {
                refuse(ROLE_POLICY_RULES.notAttachable, undefined, { policy: policyArn });
            }
            role.attachedPolicies.add(policyArn);
        });
    }

    detach(roleName: string, policyArn: string): Promise<void> {
        return this.scope.operation("IAM", "DetachRolePolicy", async () => {
            if (!this.roles.require(roleName).attachedPolicies.delete(policyArn)) {
                refuse(ROLE_POLICY_RULES.notAttached, undefined, { policy: policyArn });
            }
        });
    }

    listAttached(roleName: string): Promise<string[]> {
        return this.scope.operation("IAM", "ListAttachedRolePolicies", async () => [
            ...this.roles.require(roleName).attachedPolicies,
        ]);
    }
}
