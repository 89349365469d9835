import { parsePolicy, PolicySyntaxError, type Statement } from "../../policy/policy-document";
import { refuse } from "../core/aws-error";
import { isPrincipal } from "../core/policy-principals";
import type { Scope } from "../core/scope";
import type { Bucket } from "./bucket";
import { BUCKET_POLICY_RULES } from "./bucket-policy-rules";

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
