import { isAsset, isList } from "../provider/property-reader";
import { type PropertyValue, UNKNOWN } from "../provider/resource-provider";

/** A value as text for people: JSON, with Pulumi's words for what JSON cannot say. */
export function formatValue(value: PropertyValue): string {
    return format(value, "");
}

function format(value: PropertyValue, indent: string): string {
    if (value === UNKNOWN) {
        return "[unknown]";
    }
    if (typeof value !== "object" || value === null) {
        return JSON.stringify(value);
    }
    if (isAsset(value)) {
        return `asset(${value.asset}:${value.hash.slice(0, 7)})`;
    }
    const inner = `${indent}    `;
    if (isList(value)) {
        return bracketed(
            "[",
            value.map((element) => format(element, inner)),
            "]",
            indent,
        );
    }
    const members = Object.entries(value).map(([key, member]) => `${key}: ${format(member, inner)}`);
    return bracketed("{", members, "}", indent);
}

function bracketed(open: string, members: readonly string[], close: string, indent: string): string {
    if (members.length === 0) {
        return open + close;
    }
    return [open, ...members.map((member) => `${indent}    ${member}`), `${indent}${close}`].join("\n");
}
