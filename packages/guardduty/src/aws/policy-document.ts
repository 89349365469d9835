/** An AWS policy of a resource, as JSON has it. The order of its keys is the order in which it is written: no diff arises. */
export interface PolicyDocument {
    readonly Version: "2012-10-17";
    readonly Statement: readonly PolicyStatement[];
}

export interface PolicyStatement {
    readonly Sid: string;
    readonly Effect: "Allow" | "Deny";
    readonly Principal: "*" | { readonly AWS: string } | { readonly Service: string | readonly string[] };
    readonly Action: string | readonly string[];
    readonly Resource: string | readonly string[];
    readonly Condition?: PolicyCondition;
}

/** A policy of a role: it says what the role may do. */
export interface RolePolicyDocument {
    readonly Version: "2012-10-17";
    readonly Statement: readonly RolePolicyStatement[];
}

export interface RolePolicyStatement {
    readonly Sid: string;
    readonly Effect: "Allow";
    readonly Action: string | readonly string[];
    readonly Resource: string | readonly string[];
    readonly Condition?: PolicyCondition;
}

/** Operator, condition key, value or values. */
export type PolicyCondition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/**
 * A text that stands for itself in a policy: `*`, `?` and `$` as the predefined variables `${*}`, `${?}` and `${$}` (IAM User Guide,
 * "Policy variables"), so that nothing in it widens what the policy says.
 */
export function literal(text: string): string {
    return text.replace(/[*?$]/g, (special) => `\${${special}}`);
}

export function oneOrMany(values: readonly string[]): string | readonly string[] {
    const [first, ...more] = new Set(values);
    return first === undefined || more.length > 0 ? [...new Set(values)] : first;
}
