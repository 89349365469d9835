/** Who asks: an AWS service, an IAM principal of some account by its ARN, or nobody in particular. */
export type Caller =
    | { readonly kind: "service"; readonly principal: string }
    | {
          readonly kind: "iam";
          readonly arn: string;
          /** What aws:PrincipalArn says, where it is another: of a role's session it is the role. */
          readonly principalArn?: string;
          readonly identityPolicies: readonly PolicyDocument[];
      }
    | { readonly kind: "anonymous" };

/** A policy as AWS stores it: JSON. */
export type PolicyDocument = string;

/** Condition keys and their values, several for a key that has many. A key that is absent does not exist in the request. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

export interface AccessRequest {
    readonly caller: Caller;
    /** Such as s3:PutObject. */
    readonly action: string;
    readonly resourceArn: string;
    /** The account that owns the resource; an S3 ARN does not say. */
    readonly resourceAccountId: string;
    /** The bucket's or key's own policy, where it has one. */
    readonly resourcePolicy?: PolicyDocument | undefined;
    readonly context: RequestContext;
}

export interface AccessDecision {
    readonly allowed: boolean;
    /** Whether a Deny statement said so, rather than no Allow. */
    readonly explicitlyDenied: boolean;
}

/** Thrown by an evaluator for a document that is no valid policy. */
export class InvalidPolicyError extends Error {
    constructor(readonly problems: readonly string[]) {
        super(`the policy is not valid: ${problems.join("; ")}`);
        this.name = "InvalidPolicyError";
    }
}

/**
 * Decides what policies allow. Small on purpose: the evaluator in use is AGPL and stays out of anything published, so
 * another must be able to take its place.
 */
export interface PolicyEvaluator {
    evaluate(request: AccessRequest): Promise<AccessDecision>;
}
