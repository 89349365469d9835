import { parsePolicy, PolicySyntaxError, type Statement } from "../../policy/policy-document";
import { refuse } from "../core/aws-error";
import type { Bucket } from "./buckets";
import { rules } from "../core/rules";
import type { Scope } from "../core/scope";

const POLICY_PAGE = "Amazon S3 User Guide, bucket-policies";

function malformed(message: string): { code: string; status: number; message: string } {
    return { code: "MalformedPolicy", status: 400, message };
}

export const BUCKET_POLICY_RULES = rules("bucketPolicy", {
    json: {
        text: "A policy is JSON",
        source: POLICY_PAGE,
        confidence: "documented",
        error: malformed("Policies must be valid JSON and the first byte must be '{'"),
    },
    syntax: {
        text: "A policy is made of statements with an Effect, a Principal, an Action and a Resource",
        source: "IAM User Guide, reference_policies_grammar",
        confidence: "documented",
        wording: "ours",
        error: malformed("Policy has invalid syntax: {problem}"),
    },
    principal: {
        text: "A statement names principals that exist",
        source: "IAM User Guide, reference_policies_elements_principal",
        confidence: "documented",
        error: malformed("Invalid principal in policy"),
    },
    action: {
        text: "A bucket's policy speaks of S3's actions",
        source: POLICY_PAGE,
        confidence: "documented",
        error: malformed("Policy has invalid action"),
    },
    resource: {
        text: "A bucket's policy speaks of this bucket and its objects",
        source: POLICY_PAGE,
        confidence: "documented",
        error: malformed("Policy has invalid resource"),
    },
    actionResource: {
        text: "An action on objects needs a resource that is objects, one on the bucket needs the bucket",
        source: POLICY_PAGE,
        confidence: "documented",
        error: malformed("Action does not apply to any resource(s) in statement"),
    },
    conditionKey: {
        text: "A bucket's policy has conditions on S3's own keys and on global ones",
        source: "Amazon S3 User Guide, amazon-s3-policy-keys",
        confidence: "documented",
        error: malformed("Policy has an invalid condition key"),
    },
    size: {
        text: "A bucket's policy has at most 20 KB",
        source: POLICY_PAGE,
        confidence: "documented",
        error: malformed("Policy exceeds the maximum allowed document size."),
    },
    public: {
        text: "A public policy is refused where BlockPublicPolicy is on, as it is on a new bucket",
        source: "Amazon S3 User Guide, access-control-block-public-access",
        confidence: "documented",
        error: {
            code: "AccessDenied",
            status: 403,
            message:
                'User: {caller} is not authorized to perform: s3:PutBucketPolicy on resource: "{resource}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
        },
    },
});

/** Checks a policy as PutBucketPolicy does. */
export function checkBucketPolicy(scope: Scope, bucket: Bucket, document: string): void {
    if (!document.startsWith("{")) {
        refuse(BUCKET_POLICY_RULES.json);
    }
    if (Buffer.byteLength(document, "utf8") > 20 * 1024) {
        refuse(BUCKET_POLICY_RULES.size, `${Buffer.byteLength(document, "utf8")} bytes`);
    }
    const statements = parse(document);
    for (const statement of statements) {
        checkStatement(scope, bucket, statement);
    }
    if (bucket.publicAccessBlock?.blockPublicPolicy === true && statements.some(isPublic)) {
        const caller = scope.account.deployerArn(scope.partition);
        refuse(BUCKET_POLICY_RULES.public, undefined, { caller, resource: bucket.arn });
    }
}

function parse(document: string): Statement[] {
    try {
        return parsePolicy(document);
    } catch (error) {
        if (error instanceof PolicySyntaxError) {
            return error.message === "not JSON"
                ? refuse(BUCKET_POLICY_RULES.json)
                : refuse(BUCKET_POLICY_RULES.syntax, undefined, { problem: error.message });
        }
        throw error;
    }
}

function checkStatement(scope: Scope, bucket: Bucket, statement: Statement): void {
    const principals = statement.principals ?? statement.notPrincipals;
    if (principals === undefined) {
        refuse(BUCKET_POLICY_RULES.syntax, undefined, { problem: "Missing required field Principal" });
    }
    for (const [kind, who] of principals) {
        const invalid = who.find((principal) => !isPrincipal(scope, kind, principal));
        if (invalid !== undefined) {
            refuse(BUCKET_POLICY_RULES.principal, `${kind} ${invalid}`);
        }
    }
    const actions = statement.actions ?? statement.notActions ?? [];
    const action = actions.find((one) => !/^(\*|s3:[A-Za-z0-9*?]+)$/i.test(one));
    if (action !== undefined) {
        refuse(BUCKET_POLICY_RULES.action, action);
    }
    const resources = statement.resources ?? statement.notResources;
    if (resources === undefined) {
        refuse(BUCKET_POLICY_RULES.syntax, undefined, { problem: "Missing required field Resource" });
    }
    const resource = resources.find((one) => one !== bucket.arn && !one.startsWith(`${bucket.arn}/`));
    if (resource !== undefined) {
        refuse(BUCKET_POLICY_RULES.resource, resource);
    }
    const aside = statement.actions?.find((one) => !appliesTo(one, resources, bucket));
    if (aside !== undefined && statement.resources !== undefined) {
        refuse(BUCKET_POLICY_RULES.actionResource, `${aside} on ${resources.join(", ")}`);
    }
    const condition = statement.conditions.find(({ key }) => !/^(aws|s3):[A-Za-z0-9/_.:=+@-]+$/i.test(key));
    if (condition !== undefined) {
        refuse(BUCKET_POLICY_RULES.conditionKey, condition.key);
    }
}

const OBJECT_ACTION =
    /^s3:((Get|Put|Delete|Restore|Replicate|Update|Initiate)(Object|Delete|Tags|Replication)|AbortMultipart|ListMultipartUploadParts|BypassGovernance)/i;

/** Whether an action has a resource of its kind. One with a wildcard may mean either. */
function appliesTo(action: string, resources: readonly string[], bucket: Bucket): boolean {
    if (/[*?]/.test(action)) {
        return true;
    }
    return resources.some((resource) => (resource === bucket.arn) !== OBJECT_ACTION.test(action));
}

/** Whether a principal has a form that exists; an IAM principal must be one that the account knows of. */
export function isPrincipal(scope: Scope, kind: string, principal: string): boolean {
    switch (kind) {
        case "Service":
            return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(principal);
        case "CanonicalUser":
            return /^[0-9a-f]{64}$/.test(principal);
        case "AWS":
            return (
                principal === "*" ||
                /^\d{12}$/.test(principal) ||
                /^arn:aws[a-z-]*:iam::\d{12}:root$/.test(principal) ||
                scope.account.knowsPrincipal(principal, scope.partition)
            );
        default:
            return false;
    }
}

/** Condition keys whose fixed values make a policy for everybody not public (access-control-block-public-access). */
const NARROWING_KEYS = new Set([
    ...["aws:sourcearn", "aws:sourcevpc", "aws:sourcevpce", "aws:sourceowner", "aws:sourceaccount", "aws:userid"],
    ...["aws:sourceip", "aws:principalorgid", "aws:principalorgpaths", "aws:principalarn", "aws:principalaccount"],
    ...["s3:x-amz-server-side-encryption-aws-kms-key-id", "s3:dataaccesspointarn", "s3:dataaccesspointaccount"],
]);

/** S3's meaning of "public": allows everybody, and no condition names who. */
function isPublic(statement: Statement): boolean {
    if (statement.effect !== "Allow") {
        return false;
    }
    const everybody =
        statement.notPrincipals !== undefined ||
        [...(statement.principals ?? new Map<string, readonly string[]>())].some(([, who]) => who.includes("*"));
    return everybody && !statement.conditions.some(isNarrowing);
}

function isNarrowing({ operator, key, values }: Statement["conditions"][number]): boolean {
    const positive = /^(ForAnyValue:)?(StringEquals|StringLike|ArnEquals|ArnLike|IpAddress)$/.test(operator);
    const fixed = values.every((value) => !/[*?]|\$\{|^0\.0\.0\.0\/[0-7]$/.test(value));
    return positive && fixed && NARROWING_KEYS.has(key.toLowerCase());
}
