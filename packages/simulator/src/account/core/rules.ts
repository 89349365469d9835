/** How sure we are that AWS behaves like this. */
export type Confidence = "documented" | "inferred" | "unknown";

/**
 * Where the words of a refusal come from: AWS's own for it; words that AWS has for many refusals, this one perhaps; or
 * ours, because no answer of AWS's was found.
 */
export type Wording = "aws" | "general" | "ours";

export interface Answer {
    readonly code: string;
    readonly status: number;
    readonly message: string;
    readonly wording?: Wording;
}

/** One of AWS's rules, as the simulator enforces it. */
export interface Rule {
    readonly id: string;
    readonly text: string;
    readonly source: string;
    readonly confidence: Confidence;
    readonly wording: Wording;
    readonly error: Answer;
}

type RuleText = Omit<Rule, "id" | "wording"> & { readonly wording?: Wording };

/** Names each rule of a table after its key: `rules("filter", { nameTaken: ... })` gives "filter.nameTaken". */
export function rules<Key extends string>(group: string, table: Readonly<Record<Key, RuleText>>): Record<Key, Rule> {
    const named: Partial<Record<Key, Rule>> = {};
    for (const key in table) {
        const rule = table[key];
        named[key] = { ...rule, wording: rule.wording ?? rule.error.wording ?? "aws", id: `${group}.${key}` };
    }
    return complete(named, table);
}

function complete<Key extends string>(
    named: Partial<Record<Key, Rule>>,
    table: Readonly<Record<Key, unknown>>,
): Record<Key, Rule> {
    const isComplete = (value: Partial<Record<Key, Rule>>): value is Record<Key, Rule> =>
        Object.keys(table).every((key) => Object.hasOwn(value, key));
    if (!isComplete(named)) {
        throw new Error("a rule was lost");
    }
    return named;
}
