import type { PolicyCondition, PolicyDocument, PolicyStatement } from "../../src/aws/policy-document";

interface Variant {
    /** What is missing, such as `DenyPlainHttp`, or `DenyPlainHttp aws:SecureTransport`. */
    readonly without: string;
    readonly policy: PolicyDocument;
}

/** The document without one of its statements, and without one of its condition keys, in every way. */
export function leaveOut(document: PolicyDocument): Variant[] {
    return document.Statement.flatMap((statement, index) => {
        const replaceBy = (replacement: readonly PolicyStatement[]): PolicyDocument => ({
            ...document,
            Statement: [...document.Statement.slice(0, index), ...replacement, ...document.Statement.slice(index + 1)],
        });
        const conditions = statement.Condition ?? {};
        const keys = Object.entries(conditions).flatMap(([operator, tests]) =>
            Object.keys(tests).map((key) => ({ operator, key })),
        );
        return [
            { without: statement.Sid, policy: replaceBy([]) },
            ...keys.map(({ operator, key }) => ({
                without: `${statement.Sid} ${key}`,
                policy: replaceBy([{ ...statement, Condition: withoutKey(conditions, operator, key) }]),
            })),
        ];
    });
}

function withoutKey(conditions: PolicyCondition, operator: string, key: string): PolicyCondition {
    const rest = Object.entries(conditions[operator] ?? {}).filter(([other]) => other !== key);
    const others = Object.entries(conditions).filter(([other]) => other !== operator);
    return Object.fromEntries([...others, ...(rest.length > 0 ? [[operator, Object.fromEntries(rest)] as const] : [])]);
}
