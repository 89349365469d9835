import type { Caller, RequestContext } from "../../policy/policy-evaluator";
import { refuse } from "../core/aws-error";
import type { Scope } from "../core/scope";
import type { IamService } from "./iam-service";
import { sessionOf, type Role } from "./role";
import type { RoleNamespace } from "./role-namespace";
import { RolePolicies } from "./role-policies";
import { ROLE_RULES } from "./role-rules";
import { Roles } from "./roles";

/** What IAM needs of the account. */
export interface IamHost {
    readonly roles: RoleNamespace;
}

/** IAM, which has one account's identities for all Regions. */
export class Iam implements IamService {
    readonly roles: Roles;
    readonly rolePolicies: RolePolicies;

    constructor(
        private readonly scope: Scope,
        private readonly host: IamHost,
    ) {
        this.roles = new Roles(scope, host.roles);
        this.rolePolicies = new RolePolicies(scope, this.roles);
    }

    findRole(arn: string): Role | undefined {
        return this.host.roles.findByArn(arn);
    }

    async assume(
        role: Role,
        service: string,
        sessionName: string,
        source: RequestContext = {},
    ): Promise<Caller | undefined> {
        const { allowed } = await this.scope.decide({
            caller: { kind: "service", principal: service },
            action: "sts:AssumeRole",
            resourceArn: role.arn,
            resourceAccountId: role.accountId,
            resourcePolicy: role.trustPolicy,
            context: source,
        });
        return allowed ? sessionOf(role, sessionName) : undefined;
    }

    async authorizePassing(roleArn: string, service: string): Promise<void> {
        const { account, partition } = this.scope;
        const { allowed } = await this.scope.decide({
            caller: account.deployer(partition),
            action: "iam:PassRole",
            resourceArn: roleArn,
            resourceAccountId: account.accountId,
            context: { "iam:PassedToService": service },
        });
        if (!allowed) {
            refuse(ROLE_RULES.passRole, service, { caller: account.deployerArn(partition), role: roleArn });
        }
    }
}
