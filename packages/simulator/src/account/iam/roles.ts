import { refuse } from "../core/aws-error";
import type { Scope } from "../core/scope";
import { problemOfTags, type Tags } from "../core/tags";
import { checkTrustPolicy } from "./policy-checks";
import type { Role } from "./role";
import type { RoleNamespace } from "./role-namespace";
import { ROLE_RULES } from "./role-rules";

export interface CreateRole {
    readonly name: string;
    readonly path?: string | undefined;
    readonly trustPolicy: string;
    readonly description?: string | undefined;
    readonly maxSessionDuration?: number | undefined;
    readonly tags?: Tags;
}

/** The roles of an account. They are the same from whatever Region one asks. */
export class Roles {
    constructor(
        private readonly scope: Scope,
        private readonly namespace: RoleNamespace,
    ) {}

    create(request: CreateRole): Promise<Role> {
        return this.scope.operation("IAM", "CreateRole", async () => {
            const path = request.path ?? "/";
            if (!/^[\w+=,.@-]{1,64}$/.test(request.name)) {
                refuse(ROLE_RULES.name, JSON.stringify(request.name.slice(0, 80)));
            }
            if (path.length > 512 || !/^\/([!-~]+\/)?$/.test(path)) {
                refuse(ROLE_RULES.path, JSON.stringify(path.slice(0, 80)));
            }
            if (this.namespace.find(this.scope.partition, request.name) !== undefined) {
                refuse(ROLE_RULES.taken, undefined, { role: request.name });
            }
            checkTrustPolicy(this.scope, request.trustPolicy);
            checkDescription(request.description);
            checkSessionDuration(request.maxSessionDuration);
            checkTags(request.tags ?? {});
            const { account, partition } = this.scope;
            const role: Role = {
                name: request.name,
                arn: `arn:${partition}:iam::${account.accountId}:role${path}${request.name}`,
                partition,
                accountId: account.accountId,
                path,
                uniqueId: `AROA${account.ids.hex(17).toUpperCase()}`,
                createdAt: account.clock.now(),
                trustPolicy: request.trustPolicy,
                description: request.description,
                maxSessionDuration: request.maxSessionDuration ?? 3600,
                tags: request.tags ?? {},
                inlinePolicies: new Map(),
                attachedPolicies: new Set(),
            };
            this.namespace.add(role);
            return role;
        });
    }

    get(name: string): Promise<Role> {
        return this.scope.operation("IAM", "GetRole", async () => this.require(name));
    }

    updateTrustPolicy(name: string, trustPolicy: string): Promise<void> {
        return this.scope.operation("IAM", "UpdateAssumeRolePolicy", async () => {
            const role = this.require(name);
            checkTrustPolicy(this.scope, trustPolicy);
            role.trustPolicy = trustPolicy;
        });
    }

    /** UpdateRole sets both, and a description that is left out goes. */
    update(name: string, description: string | undefined, maxSessionDuration: number): Promise<void> {
        return this.scope.operation("IAM", "UpdateRole", async () => {
            const role = this.require(name);
            checkDescription(description);
            checkSessionDuration(maxSessionDuration);
            role.description = description;
            role.maxSessionDuration = maxSessionDuration;
        });
    }

    setTags(name: string, tags: Tags): Promise<void> {
        return this.scope.operation("IAM", "TagRole", async () => {
            const role = this.require(name);
            checkTags(tags);
            role.tags = tags;
        });
    }

    delete(name: string): Promise<void> {
        return this.scope.operation("IAM", "DeleteRole", async () => {
            const role = this.require(name);
            if (role.attachedPolicies.size > 0) {
                refuse(ROLE_RULES.hasAttachedPolicies, [...role.attachedPolicies].join(", "));
            }
            if (role.inlinePolicies.size > 0) {
                refuse(ROLE_RULES.hasInlinePolicies, [...role.inlinePolicies.keys()].join(", "));
            }
            this.namespace.remove(role);
        });
    }

    require(name: string): Role {
        return (
            this.namespace.find(this.scope.partition, name) ?? refuse(ROLE_RULES.notFound, undefined, { role: name })
        );
    }
}

function checkDescription(description: string | undefined): void {
    if (description !== undefined && description.length > 1000) {
        refuse(ROLE_RULES.description, `${description.length} characters`);
    }
}

function checkSessionDuration(seconds: number | undefined): void {
    if (seconds !== undefined && !(seconds >= 3600 && seconds <= 43_200)) {
        refuse(ROLE_RULES.sessionDuration, `${seconds}`);
    }
}

function checkTags(tags: Tags): void {
    const problem = problemOfTags(tags, 50);
    if (problem !== undefined) {
        refuse(ROLE_RULES.tags, problem);
    }
}
