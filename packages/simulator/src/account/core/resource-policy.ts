import { parsePolicy, PolicySyntaxError, type Statement } from "../../policy/policy-document";
import { isPrincipal } from "./policy-principals";
import type { Scope } from "./scope";

/** What a service does not take about the policy of one of its resources. */
export interface PolicyProblem {
    readonly kind: "syntax" | "principal" | "action";
    readonly detail: string;
}

/** Checks a topic's or a queue's policy: its grammar, that its principals exist, and its actions. */
export function problemOfPolicy(
    scope: Scope,
    document: string,
    isAction: (action: string) => boolean,
): PolicyProblem | undefined {
    let statements: Statement[];
    try {
        statements = parsePolicy(document);
    } catch (error) {
        if (error instanceof PolicySyntaxError) {
            return { kind: "syntax", detail: error.message };
        }
        throw error;
    }
    for (const statement of statements) {
        const problem = problemOfStatement(scope, statement, isAction);
        if (problem !== undefined) {
            return problem;
        }
    }
    return undefined;
}

function problemOfStatement(
    scope: Scope,
    { principals, notPrincipals, actions, notActions, resources, notResources }: Statement,
    isAction: (action: string) => boolean,
): PolicyProblem | undefined {
    const who = principals ?? notPrincipals;
    if (who === undefined) {
        return { kind: "syntax", detail: "a Statement needs Principal" };
    }
    if ((resources ?? notResources) === undefined) {
        return { kind: "syntax", detail: "a Statement needs Resource" };
    }
    for (const [kind, names] of who) {
        const unknown = names.find((name) => !isPrincipal(scope, kind, name));
        if (unknown !== undefined) {
            return { kind: "principal", detail: `${kind} ${unknown}` };
        }
    }
    const action = (actions ?? notActions ?? []).find((one) => !isAction(one));
    return action === undefined ? undefined : { kind: "action", detail: action };
}
