import type { Rule } from "./rules";

/** What AWS answers to a call that it refuses. */
export class AwsError extends Error {
    /** The API operation that was refused, such as CreateFilter; the service fills it in. */
    operation: { readonly service: string; readonly name: string } | undefined;

    constructor(
        readonly code: string,
        readonly status: number,
        message: string,
        /** The rule that was broken, and what broke it: AWS's own words often do not say. */
        readonly rule?: Rule,
        readonly detail?: string,
    ) {
        super(message);
        this.name = "AwsError";
    }
}

/** Refuses a call for a rule. Placeholders such as {bucket} in the rule's message are filled in. */
export function refuse(rule: Rule, detail?: string, values: Readonly<Record<string, string>> = {}): never {
    const message = rule.error.message.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
    throw new AwsError(rule.error.code, rule.error.status, message, rule, detail);
}
