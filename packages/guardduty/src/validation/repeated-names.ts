import type { Problem } from "./problem";
import { quoteText } from "./quote";

/** Something that has a name, which may be of any shape, and where it stands in the arguments. */
export interface Named {
    readonly owner: string;
    readonly name: unknown;
}

/** A problem for each name that an earlier one is already; `rule` is told whose that is. */
export function findRepeatedNames(named: readonly Named[], rule: (firstOwner: string) => string): Problem[] {
    const owners = new Map<string, string>();
    return named.flatMap(({ owner, name }) => {
        if (typeof name !== "string") return [];
        const first = owners.get(name);
        if (first !== undefined) return [{ path: `${owner}.name`, got: quoteText(name), rule: rule(first) }];
        owners.set(name, owner);
        return [];
    });
}
