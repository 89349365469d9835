import type { Caller, RequestContext } from "../../policy/policy-evaluator";
import type { Role } from "./role";

/** What IAM and STS do for other services. */
export interface IamService {
    /** A role of the account, by its ARN. */
    findRole(arn: string): Role | undefined;
    /**
     * The session in which a service acts as a role; undefined where the role's trust policy does not let it. What the
     * service says of the account and the resource that it acts for is documented of some services only.
     */
    assume(role: Role, service: string, sessionName: string, source?: RequestContext): Promise<Caller | undefined>;
    /** Refuses where whoever deploys may not hand a role to a service. */
    authorizePassing(roleArn: string, service: string): Promise<void>;
}

/** Whoever has IAM: the account. The Region says no more than the partition. */
export interface HasIam {
    iam(region: string): IamService;
}
