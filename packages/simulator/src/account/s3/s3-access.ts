import type { AccessDecision, Caller, RequestContext } from "../../policy/policy-evaluator";
import { refuse } from "../core/aws-error";
import { FULL_ACCESS } from "../core/full-access";
import { rules } from "../core/rules";
import type { Scope } from "../core/scope";
import { currentVersion, type Bucket } from "./bucket";
import type { BucketNamespace } from "./bucket-namespace";

export const S3_ACCESS_RULES = rules("s3Access", {
    denied: {
        text: "Who calls must be allowed, and not denied by the bucket's policy: not even an administrator overrides a Deny",
        source: "IAM User Guide, reference_policies_evaluation-logic",
        confidence: "documented",
        error: {
            code: "AccessDenied",
            status: 403,
            message: 'User: {caller} is not authorized to perform: {action} on resource: "{resource}" {because}',
        },
    },
    wrongRegion: {
        text: "A bucket is reached through its own Region",
        source: "Amazon S3 User Guide, Redirects",
        confidence: "documented",
        error: {
            code: "PermanentRedirect",
            status: 301,
            message:
                "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
        },
    },
    noSuchBucket: {
        text: "The bucket exists",
        source: "Amazon S3 API Reference, ErrorResponses",
        confidence: "documented",
        error: { code: "NoSuchBucket", status: 404, message: "The specified bucket does not exist" },
    },
});

/** Who may do what with a bucket. */
export class S3Access {
    constructor(
        private readonly scope: Scope,
        private readonly namespace: BucketNamespace,
    ) {}

    /** The bucket by its name, whoever owns it and wherever it is. */
    find(name: string): Bucket | undefined {
        return this.namespace.find(this.scope.partition, name);
    }

    /** The bucket by its name, as a client of this Region reaches it. */
    require(name: string): Bucket {
        const bucket = this.find(name);
        if (bucket === undefined) {
            refuse(S3_ACCESS_RULES.noSuchBucket, name);
        }
        if (bucket.region !== this.scope.region) {
            refuse(S3_ACCESS_RULES.wrongRegion, `${name} is in ${bucket.region}, not in ${this.scope.region}`);
        }
        return bucket;
    }

    async allows(
        bucket: Bucket,
        caller: Caller,
        action: string,
        resourceArn: string,
        context: RequestContext = {},
    ): Promise<boolean> {
        return (await this.#decide(bucket, caller, action, resourceArn, context)).allowed;
    }

    /** Refuses an action of whoever deploys, unless it is allowed. */
    async authorize(
        bucket: Bucket,
        action: string,
        resourceArn: string = bucket.arn,
        context: RequestContext = {},
    ): Promise<void> {
        const { account, partition } = this.scope;
        const decision = await this.#decide(bucket, account.deployer(partition), action, resourceArn, context);
        if (!decision.allowed) {
            refuse(S3_ACCESS_RULES.denied, undefined, {
                caller: account.deployerArn(partition),
                action,
                resource: resourceArn,
                because: decision.explicitlyDenied
                    ? "with an explicit deny in a resource-based policy"
                    : "because no resource-based policy allows the action",
            });
        }
    }

    async #decide(
        bucket: Bucket,
        caller: Caller,
        action: string,
        resourceArn: string,
        context: RequestContext,
    ): Promise<AccessDecision> {
        const ownAccount = caller.kind === "iam" && caller.arn.split(":")[4] === bucket.accountId;
        if (
            ownAccount &&
            bucket.policy === undefined &&
            caller.identityPolicies.length === 1 &&
            caller.identityPolicies[0] === FULL_ACCESS
        ) {
            // Every permission and no policy of the bucket's: nothing to weigh.
            return { allowed: true, explicitlyDenied: false };
        }
        return this.scope.decide({
            caller,
            action,
            resourceArn,
            resourceAccountId: bucket.accountId,
            resourcePolicy: bucket.policy,
            context: { ...tagsOf(bucket, resourceArn), ...context },
        });
    }
}

/**
 * What a policy can ask of the object's own tags (Amazon S3 User Guide, tagging-and-policies): without a tag there is no
 * key. A version other than the current one is not told apart.
 */
function tagsOf(bucket: Bucket, resourceArn: string): RequestContext {
    const prefix = `${bucket.arn}/`;
    const object = resourceArn.startsWith(prefix)
        ? currentVersion(bucket, resourceArn.slice(prefix.length))
        : undefined;
    return Object.fromEntries(
        Object.entries(object?.tags ?? {}).map(([key, value]) => [`s3:ExistingObjectTag/${key}`, value]),
    );
}
