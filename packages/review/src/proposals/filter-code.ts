import type { ProposedFilter } from "./proposal";

/** The filter as an element of `filters`, as TypeScript to paste. Every text is a JSON string, so nothing in it becomes code. */
export function filterCode(filter: ProposedFilter): string {
    const criteria = Object.entries(filter.criteria).map(
        ([field, { equals }]) => `        ${quote(field)}: { equals: [${equals.map(quote).join(", ")}] },`,
    );
    return [
        "{",
        `    name: ${quote(filter.name)},`,
        `    action: ${quote(filter.action)},`,
        `    description: ${quote(filter.description)},`,
        `    severities: [${filter.severities.map(quote).join(", ")}],`,
        `    findingTypes: [${filter.findingTypes.map(quote).join(", ")}],`,
        "    criteria: {",
        ...criteria,
        "    },",
        "},",
    ].join("\n");
}

/** A string literal of plain ASCII. */
function quote(text: string): string {
    return JSON.stringify(text).replace(
        /[\u007f-\uffff]/g,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}
