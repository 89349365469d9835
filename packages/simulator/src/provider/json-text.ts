import type { PropertyValue } from "./resource-provider";
import { checked, type Property } from "./schema";

/** JSON as text: the provider compares it without regard to white space and the order of names. */
export const JSON_TEXT: Property = { ...checked(jsonProblem), equivalent: isSameJson };

function jsonProblem(text: string): string | undefined {
    return canonical(text) === undefined ? "contains an invalid JSON" : undefined;
}

export function isSameJson(left: PropertyValue, right: PropertyValue): boolean {
    if (typeof left !== "string" || typeof right !== "string") {
        return false;
    }
    const same = canonical(left);
    return same !== undefined && same === canonical(right);
}

function canonical(text: string): string | undefined {
    try {
        return JSON.stringify(JSON.parse(text), (_, value: unknown) =>
            typeof value === "object" && value !== null && !Array.isArray(value)
                ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
                : value,
        );
    } catch {
        return undefined;
    }
}
