import { parsePolicy, PolicySyntaxError, type Statement } from "./policy-document";

/**
 * Whether two policies say the same to AWS: order of lists and of statements' fields, a single value for a list of one,
 * "*" for {"AWS": "*"}, an account's number for its root. The provider compares policies so and shows no difference.
 */
export function equivalentPolicies(left: string, right: string): boolean {
    if (left === right) {
        return true;
    }
    try {
        return canonical(left) === canonical(right);
    } catch (error) {
        if (error instanceof PolicySyntaxError) {
            return false;
        }
        throw error;
    }
}

function canonical(document: string): string {
    const field = (name: string): string => JSON.stringify(topLevel(document).find(([key]) => key === name)?.[1] ?? "");
    // The order of statements has no meaning either.
    const statements = parsePolicy(document).map(canonicalStatement).sort();
    return JSON.stringify([field("Version"), field("Id"), statements]);
}

function topLevel(document: string): [string, unknown][] {
    const json: unknown = JSON.parse(document);
    return typeof json === "object" && json !== null ? Object.entries(json) : [];
}

function canonicalStatement(statement: Statement): string {
    const sorted = (values: readonly string[] | undefined): string[] | undefined =>
        values === undefined ? undefined : [...new Set(values)].sort();
    const principals = (all: Statement["principals"]): [string, string[] | undefined][] =>
        [...(all ?? [])]
            .map(([kind, who]): [string, string[] | undefined] => [kind, sorted(who.map(canonicalPrincipal))])
            .sort(([left], [right]) => (left < right ? -1 : 1));
    return JSON.stringify([
        statement.sid ?? "",
        statement.effect,
        principals(statement.principals),
        principals(statement.notPrincipals),
        sorted(statement.actions?.map((action) => action.toLowerCase())),
        sorted(statement.notActions?.map((action) => action.toLowerCase())),
        sorted(statement.resources),
        sorted(statement.notResources),
        statement.conditions
            .map(({ operator, key, values }) => JSON.stringify([operator, key.toLowerCase(), sorted(values)]))
            .sort(),
    ]);
}

function canonicalPrincipal(principal: string): string {
    return principal.replace(/^arn:aws[a-z-]*:iam::(\d{12}):root$/, "$1");
}
