// GuardDuty's rules for what a filter matches, written from its user guide (guardduty_filter-findings), apart from the library: all fields
// must match, one value of each does; equals compares literally, matches knows * and ?; arrays are flattened, so that each member counts
// by itself; a field that the finding does not have matches nothing.

export interface MatcherCondition {
    readonly equals?: readonly string[];
    readonly matches?: readonly string[];
}

export function isMatched(criteria: ReadonlyMap<string, MatcherCondition>, finding: object): boolean {
    return [...criteria].every(([field, condition]) => {
        const others = Object.keys(condition).filter((name) => name !== "equals" && name !== "matches");
        if (others.length > 0) throw new Error(`no rule is written here for ${others.join(", ")}`);
        const values = valuesAt([finding], field.split("."));
        const equals = condition.equals?.some((wanted) => values.includes(wanted)) ?? true;
        const matches = condition.matches?.some((pattern) => values.some((value) => fits(value, pattern))) ?? true;
        return equals && matches;
    });
}

function valuesAt(holders: readonly unknown[], [key, ...rest]: readonly string[]): string[] {
    const flat = holders.flat();
    if (key === undefined) return flat.filter((value) => value !== undefined && value !== null).map(String);
    const members = flat.map((holder) => (typeof holder === "object" && holder ? Reflect.get(holder, key) : undefined));
    return valuesAt(members, rest);
}

/** Recursive on purpose: nothing of it is shared with a regular expression. */
function fits(text: string, pattern: string): boolean {
    if (pattern === "") return text === "";
    if (pattern.startsWith("*")) return fits(text, pattern.slice(1)) || (text !== "" && fits(text.slice(1), pattern));
    return text !== "" && (pattern.startsWith("?") || pattern[0] === text[0]) && fits(text.slice(1), pattern.slice(1));
}
