import { expect, it } from "vitest";

import { AwsError, type Rule } from "../src/index";

export interface RuleCase {
    /** Just inside the rule: AWS does it. */
    readonly accepted: () => Promise<unknown>;
    /** Just outside: AWS refuses, for this rule and no other. */
    readonly refused: () => Promise<unknown>;
    /** AWS's code, and its words where they are known. */
    readonly answer: string;
}

/** Tests a table of rules, all of them: a rule without a case does not compile. */
export function testEachRule<Key extends string>(
    table: Readonly<Record<Key, Rule>>,
    cases: Readonly<Record<Key, RuleCase | readonly RuleCase[]>>,
): void {
    for (const key in table) {
        const rule = table[key];
        const some: RuleCase | readonly RuleCase[] = cases[key];
        const all: readonly RuleCase[] = "accepted" in some ? [some] : some;
        if (all.length === 0) {
            continue;
        }
        it.each(all.map((one, index) => ({ ...one, index })))(
            `${rule.id}: ${rule.text} ($index)`,
            async ({ accepted, refused, answer }) => {
                await accepted();
                const error = await refused().then(
                    () => undefined,
                    (reason: unknown) => reason,
                );
                expect(error).toBeInstanceOf(AwsError);
                if (error instanceof AwsError) {
                    expect(error.rule?.id).toBe(rule.id);
                    expect(`${error.code}: ${error.message}`).toContain(answer);
                }
            },
        );
    }
}

/** Does the same with a value just inside the rule and with one just outside. */
export function pair<Value>(
    run: (value: Value) => Promise<unknown>,
    accepted: Value,
    refused: Value,
    answer: string,
): RuleCase {
    return { accepted: () => run(accepted), refused: () => run(refused), answer };
}

export function manyTags(count: number): Record<string, string> {
    return Object.fromEntries(Array.from({ length: count }, (_, index) => [`T${index}`, "x"]));
}
