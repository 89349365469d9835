import type { Scope } from "./scope";

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
