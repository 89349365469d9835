import { parsePolicy, PolicySyntaxError, type Statement } from "../../policy/policy-document";
import { refuse } from "../core/aws-error";
import { isPrincipal } from "../core/policy-principals";
import { rules } from "../core/rules";
import type { Scope } from "../core/scope";

function malformed(message: string): { code: string; status: number; message: string } {
    return { code: "MalformedPolicyDocumentException", status: 400, message };
}

const POLICY_PAGE = "AWS KMS Developer Guide, key-policies";

export const KEY_POLICY_RULES = rules("keyPolicy", {
    syntax: {
        text: "A key's policy is a valid policy document",
        source: POLICY_PAGE,
        confidence: "documented",
        wording: "ours",
        error: malformed("Policy contains an invalid document."),
    },
    size: {
        text: "A key's policy has at most 32 KB",
        source: "AWS KMS API Reference, PutKeyPolicy",
        confidence: "documented",
        wording: "ours",
        error: { code: "LimitExceededException", status: 400, message: "The policy exceeds the 32768 bytes limit." },
    },
    principal: {
        text: "A key's policy names principals that exist",
        source: "AWS KMS API Reference, PutKeyPolicy",
        confidence: "documented",
        error: malformed("Policy contains a statement with one or more invalid principals."),
    },
    lockout: {
        text: "Unless the check is bypassed, a key's policy lets the caller change the policy again",
        source: "AWS KMS API Reference, PutKeyPolicy BypassPolicyLockoutSafetyCheck",
        confidence: "documented",
        error: malformed("The new key policy will not allow you to update the key policy in the future."),
    },
});

/** Checks a key's policy for all but who is left out by it. */
export function checkKeyPolicy(scope: Scope, document: string): void {
    if (Buffer.byteLength(document, "utf8") > 32 * 1024) {
        refuse(KEY_POLICY_RULES.size);
    }
    for (const statement of parse(document)) {
        const principals = statement.principals ?? statement.notPrincipals;
        if (principals === undefined || (statement.resources ?? statement.notResources) === undefined) {
            refuse(KEY_POLICY_RULES.syntax, "a Statement needs Principal and Resource");
        }
        for (const [kind, who] of principals) {
            const invalid = who.find((principal) => !isPrincipal(scope, kind, principal));
            if (invalid !== undefined) {
                refuse(KEY_POLICY_RULES.principal, `${kind} ${invalid}`);
            }
        }
    }
}

function parse(document: string): Statement[] {
    try {
        return parsePolicy(document);
    } catch (error) {
        return error instanceof PolicySyntaxError ? refuse(KEY_POLICY_RULES.syntax, error.message) : raise(error);
    }
}

function raise(error: unknown): never {
    throw error;
}
