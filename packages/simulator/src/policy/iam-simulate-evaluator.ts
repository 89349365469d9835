import { anonymousPrincipal, runSimulation, type Simulation, type SimulationErrors } from "@cloud-copilot/iam-simulate";

import { InvalidPolicyError, type AccessDecision, type AccessRequest, type PolicyEvaluator } from "./policy-evaluator";

/**
 * The adapter over @cloud-copilot/iam-simulate (AGPL: for this private package only).
 *
 * What it was checked for: a service principal needs nothing but the resource policy's Allow; an anonymous caller
 * matches a wildcard principal only; a KMS key policy trusts IAM policies only where it names the account; condition
 * keys that the action does not know are as absent. Where it falls short, handled here:
 *
 * - A wildcard in the requested resource makes it evaluate a pattern. An object key with one is an ordinary key to S3,
 *   so such characters are replaced by ones no policy gives a meaning to.
 * - A key with a name of the caller's own after a second colon, `kms:EncryptionContext:aws:s3:arn`, is ignored as
 *   unknown, so that no condition on it is ever met. A global key with a free name stands in for it, in the request and in
 *   the policies.
 * - `aws:PrincipalIsAWSService`, `aws:PrincipalServiceName` and `aws:PrincipalArn` are not derived from the caller.
 */
export class IamSimulateEvaluator implements PolicyEvaluator {
    async evaluate(request: AccessRequest): Promise<AccessDecision> {
        const simulation: Simulation = {
            request: {
                principal: principalOf(request),
                action: request.action,
                resource: {
                    resource: literal(request.resourceArn),
                    accountId: request.resourceAccountId,
                },
                contextVariables: withStandIns({ ...contextOfCaller(request), ...contextOf(request) }),
            },
            identityPolicies: identityPoliciesOf(request),
            serviceControlPolicies: [],
            resourceControlPolicies: [],
            resourcePolicy: request.resourcePolicy === undefined ? undefined : parse(request.resourcePolicy),
        };
        const result = await runSimulation(simulation, {});
        if (result.resultType === "error") {
            throw new InvalidPolicyError(problemsOf(result.errors));
        }
        return {
            allowed: result.overallResult === "Allowed",
            explicitlyDenied: result.overallResult === "ExplicitlyDenied",
        };
    }
}

/** An action that knows no resources is asked for on `*`; in an ARN it is a character. */
function literal(resourceArn: string): string {
    return resourceArn === "*" ? "*" : resourceArn.replaceAll("*", "∗").replaceAll("?", "？");
}

function principalOf({ caller }: AccessRequest): Simulation["request"]["principal"] {
    switch (caller.kind) {
        case "service":
            return caller.principal;
        case "iam":
            return caller.arn;
        case "anonymous":
            return anonymousPrincipal;
    }
}

function contextOf({ context }: AccessRequest): Record<string, string | string[]> {
    return Object.fromEntries(
        Object.entries(context).map(([key, value]) => [key, typeof value === "string" ? value : [...value]]),
    );
}

function contextOfCaller({ caller }: AccessRequest): Record<string, string> {
    switch (caller.kind) {
        case "service":
            return { "aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": caller.principal };
        case "iam":
            return {
                "aws:PrincipalIsAWSService": "false",
                "aws:PrincipalArn": caller.principalArn ?? caller.arn,
                "aws:PrincipalAccount": caller.arn.split(":")[4] ?? "",
            };
        case "anonymous":
            return {};
    }
}

function identityPoliciesOf({ caller }: AccessRequest): Simulation["identityPolicies"] {
    return caller.kind === "iam"
        ? caller.identityPolicies.map((policy, index) => ({ name: `identity-${index}`, policy: parse(policy) }))
        : [];
}

const ENCRYPTION_CONTEXT = /^kms:EncryptionContext:/i;

function standIn(key: string): string {
    return key.replace(ENCRYPTION_CONTEXT, "aws:RequestTag/kms-encryption-context-");
}

function withStandIns<Value>(keys: Readonly<Record<string, Value>>): Record<string, Value> {
    return Object.fromEntries(Object.entries(keys).map(([key, value]) => [standIn(key), value]));
}

/** Condition keys are fields of an object in the document; nothing else in it begins like them. */
function parse(document: string): unknown {
    try {
        return JSON.parse(document, (_, value: unknown) =>
            typeof value === "object" && value !== null && !Array.isArray(value)
                ? withStandIns(Object.fromEntries(Object.entries(value)))
                : value,
        );
    } catch {
        throw new InvalidPolicyError(["not JSON"]);
    }
}

function problemsOf(errors: SimulationErrors): string[] {
    const all = [
        ...(errors.resourcePolicyErrors ?? []),
        ...Object.values(errors.identityPolicyErrors ?? {}).flat(),
    ].map((problem) => `${problem.path}: ${problem.message}`);
    return all.length > 0 ? all : [errors.message];
}
