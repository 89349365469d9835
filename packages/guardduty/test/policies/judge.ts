import { anonymousPrincipal, runSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import type { PolicyDocument, RolePolicyDocument } from "../../src/aws/policy-document";

/** One call of AWS, as its policy evaluation sees it. */
export interface AccessRequest {
    /** A service principal, the ARN of a user or role, or `anonymous`. */
    readonly principal: string;
    readonly action: string;
    readonly resource: string;
    readonly resourceAccountId: string;
    /** What a user's or role's own policies allow; nothing by default. */
    readonly identityActions?: readonly string[];
    /** Condition keys, with many values where a key has them; one that is undefined is absent from the request. */
    readonly context: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/**
 * Whether AWS would let the call through: an IAM evaluator that others wrote decides, not a comparison of texts. It is AGPL, so it
 * stays a development dependency.
 */
export async function isAllowed(policy: PolicyDocument, request: AccessRequest): Promise<boolean> {
    const result = await runSimulation(toSimulation(policy, request), {});
    if (result.resultType === "error")
        throw new Error(`the evaluator refused the question: ${JSON.stringify(result.errors)}`);
    return result.overallResult === "Allowed";
}

function toSimulation(policy: PolicyDocument, request: AccessRequest): Simulation {
    const { principal, action, resource, resourceAccountId: accountId, identityActions = [], context } = request;
    const present = Object.entries(context).filter(isPresent);
    return {
        request: {
            principal: principal === "anonymous" ? anonymousPrincipal : principal,
            action,
            // To S3 and KMS a wildcard in a request's resource is a character; to the evaluator it is a pattern.
            resource: { resource: resource.replaceAll("*", "∗").replaceAll("?", "？"), accountId },
            contextVariables: Object.fromEntries(
                present.map(([key, value]) => [
                    key.replace(...STAND_IN),
                    typeof value === "string" ? value : [...value],
                ]),
            ),
        },
        identityPolicies: identityActions.map((allowed) => ({
            name: allowed,
            policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: allowed, Resource: "*" }] },
        })),
        serviceControlPolicies: [],
        resourceControlPolicies: [],
        // As every bucket of this library has it: a policy that S3 took for public would let no service in.
        additionalSettings: { s3: { blockPublicAccess: true } },
        resourcePolicy: JSON.parse(JSON.stringify(policy).replace(...STAND_IN)) as unknown,
    };
}

/** The evaluator knows a key with a free part after a slash only, so another key of the same type stands in for this one. */
const STAND_IN = ["kms:EncryptionContext:aws:s3:arn", "aws:RequestTag/encryption-context"] as const;

function isPresent<T>(entry: [string, T | undefined]): entry is [string, T] {
    return entry[1] !== undefined;
}

/** One call that a role makes, of the resource's own account. */
export interface RoleRequest {
    readonly roleArn: string;
    readonly action: string;
    readonly resource: string;
    readonly resourceAccountId: string;
    readonly context: Readonly<Record<string, string | undefined>>;
}

/**
 * Whether a role's own policy lets it make the call, on resources that leave that to it: a bucket without a policy, a key with the
 * policy that keys have by default. Undefined where there is no such call, as none to read an object of a key.
 */
export async function mayRole(policy: RolePolicyDocument, request: RoleRequest): Promise<boolean | undefined> {
    const { roleArn, action, resource, resourceAccountId, context } = request;
    const root = roleArn.replace(/:role\/.*$/, ":root");
    const leftToIam = { Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" };
    const result = await runSimulation(
        {
            request: {
                principal: roleArn,
                action,
                resource: { resource, accountId: resourceAccountId },
                contextVariables: Object.fromEntries(Object.entries(context).filter(isPresent)),
            },
            identityPolicies: [{ name: "scan", policy: JSON.parse(JSON.stringify(policy)) as unknown }],
            serviceControlPolicies: [],
            resourceControlPolicies: [],
            ...(resource.includes(":kms:")
                ? { resourcePolicy: { Version: "2012-10-17", Statement: [leftToIam] } as unknown }
                : {}),
        },
        {},
    );
    if (result.resultType !== "error") return result.overallResult === "Allowed";
    if (result.errors.message === "no.resource.types") return undefined;
    throw new Error(`the evaluator refused the question: ${JSON.stringify(result.errors)}`);
}
