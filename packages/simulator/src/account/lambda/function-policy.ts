import { isPrincipal } from "../core/policy-principals";
import type { Scope } from "../core/scope";
import type { LambdaFunction, Permission } from "./lambda-function";

/** The function's policy as Lambda writes it, undefined where it has none. */
export function policyOf({ arn, permissions }: Pick<LambdaFunction, "arn" | "permissions">): string | undefined {
    return permissions.length === 0
        ? undefined
        : JSON.stringify({
              Version: "2012-10-17",
              Id: "default",
              Statement: permissions.map((permission) => statementOf(permission, arn)),
          });
}

function statementOf({ id, action, principal, sourceArn, sourceAccount }: Permission, arn: string): object {
    const condition = {
        ...(sourceAccount === undefined ? {} : { StringEquals: { "AWS:SourceAccount": sourceAccount } }),
        ...(sourceArn === undefined ? {} : { ArnLike: { "AWS:SourceArn": sourceArn } }),
    };
    return {
        Sid: id,
        Effect: "Allow",
        Principal: principalOf(principal),
        Action: action,
        Resource: arn,
        ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
    };
}

function principalOf(principal: string): unknown {
    if (principal === "*") {
        return "*";
    }
    return kindOf(principal) === "Service" ? { Service: principal } : { AWS: principal };
}

function kindOf(principal: string): "Service" | "AWS" {
    return principal === "*" || principal.startsWith("arn:") || /^\d{12}$/.test(principal) ? "AWS" : "Service";
}

export function isPermissionPrincipal(scope: Scope, principal: string): boolean {
    return isPrincipal(scope, kindOf(principal), principal);
}
