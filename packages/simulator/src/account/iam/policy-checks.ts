import { parsePolicy, PolicySyntaxError, type Statement } from "../../policy/policy-document";
import { refuse } from "../core/aws-error";
import { isPrincipal } from "../core/policy-principals";
import type { Rule } from "../core/rules";
import type { Scope } from "../core/scope";
import { ROLE_POLICY_RULES } from "./role-rules";

/** IAM counts a policy without the white space in it. */
export function sizeOf(document: string): number {
    return document.replaceAll(/\s/g, "").length;
}

/** Checks who may assume a role, as CreateRole does. */
export function checkTrustPolicy(scope: Scope, document: string): void {
    if (sizeOf(document) > 2048) {
        refuse(ROLE_POLICY_RULES.trustSize, `${sizeOf(document)} characters`);
    }
    for (const statement of parse(document, ROLE_POLICY_RULES.trustSyntax)) {
        if (statement.resources !== undefined || statement.notResources !== undefined) {
            refuse(ROLE_POLICY_RULES.trustResource);
        }
        const action = (statement.actions ?? statement.notActions ?? []).find(
            (one) => !/^(sts:(AssumeRole\w*|TagSession|SetSourceIdentity|SetContext|\*))$/i.test(one),
        );
        if (action !== undefined) {
            refuse(ROLE_POLICY_RULES.trustAction, action);
        }
        checkPrincipals(scope, statement);
    }
}

function checkPrincipals(scope: Scope, statement: Statement): void {
    const principals = statement.principals ?? statement.notPrincipals;
    if (principals === undefined) {
        refuse(ROLE_POLICY_RULES.trustSyntax, undefined, { problem: "Missing required field Principal" });
    }
    for (const [kind, who] of principals) {
        const principal = who.find((one) => !isTrusted(scope, kind, one));
        if (principal !== undefined) {
            const words = { kind: kind === "Service" ? "SERVICE" : kind, principal };
            refuse(ROLE_POLICY_RULES.trustPrincipal, undefined, words);
        }
    }
}

/** Identity providers are not modelled: what the form tells is all there is to check of them. */
function isTrusted(scope: Scope, kind: string, principal: string): boolean {
    return kind === "Federated" ? principal.length > 0 : isPrincipal(scope, kind, principal);
}

/** Checks what a role may do, as PutRolePolicy does. */
export function checkInlinePolicy(document: string): void {
    for (const statement of parse(document, ROLE_POLICY_RULES.syntax)) {
        if (statement.principals !== undefined || statement.notPrincipals !== undefined) {
            refuse(ROLE_POLICY_RULES.principal);
        }
        const action = [...(statement.actions ?? []), ...(statement.notActions ?? [])].find(
            (one) => !/^(\*|[a-z0-9-]+:[a-zA-Z0-9*?]+)$/i.test(one),
        );
        if (action !== undefined) {
            refuse(ROLE_POLICY_RULES.vendor, action);
        }
        const resources = statement.resources ?? statement.notResources;
        if (resources === undefined) {
            refuse(ROLE_POLICY_RULES.syntax, undefined, { problem: "Policy statement must contain resources." });
        }
        const resource = resources.find((one) => one !== "*" && !/^arn:[^:]*:[^:]*:[^:]*:[^:]*:.+$/s.test(one));
        if (resource !== undefined) {
            refuse(ROLE_POLICY_RULES.resource, undefined, { resource });
        }
    }
}

function parse(document: string, rule: Rule): Statement[] {
    try {
        return parsePolicy(document);
    } catch (error) {
        if (error instanceof PolicySyntaxError) {
            const problem = error.message === "not JSON" ? "This policy contains invalid Json" : error.message;
            return refuse(rule, undefined, { problem });
        }
        throw error;
    }
}
