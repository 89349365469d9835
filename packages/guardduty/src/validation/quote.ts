import * as pulumi from "@pulumi/pulumi";

const LONGEST = 60;
const MOST_MEMBERS = 3;

/** Stands for a value of a kind that no argument takes. */
export class Foreign {
    constructor(readonly description: string) {}
}

/**
 * A value as a reader of an error may see it: JSON-like, on one line, shortened, with every control character escaped.
 * Never throws, whatever the value is, and never shows what is inside an Output, which may be secret.
 */
export function quote(value: unknown): string {
    try {
        return shorten(describe(value, 0));
    } catch {
        return "a value that cannot be read";
    }
}

/** A text between double quotes, shortened and escaped, so that it cannot break out of its line. */
export function quoteText(text: string): string {
    if (text.length <= LONGEST) return escape(JSON.stringify(text));
    return `${escape(JSON.stringify(text.slice(0, LONGEST)))}… (${text.length} characters)`;
}

/** A path of this machine's, escaped as a text is, but whole: its end is what tells. */
export function quotePath(path: string): string {
    return escape(JSON.stringify(path));
}

function describe(value: unknown, depth: number): string {
    if (value === undefined) return "nothing";
    if (value === null) return "null";
    if (typeof value === "string") return quoteText(value);
    if (typeof value === "bigint") return `${shorten(value.toString())}n`;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    if (typeof value === "symbol") return "a symbol";
    if (typeof value === "function") return "a function";
    if (pulumi.Output.isInstance(value)) return "an Output";
    if (pulumi.Resource.isInstance(value)) return "a resource";
    if (value instanceof Promise) return "a Promise";
    if (value instanceof Foreign) return value.description;
    if (Array.isArray(value)) return depth > 0 ? "[…]" : describeArray(value, depth);
    return depth > 0 ? "{…}" : describeObject(value, depth);
}

function describeArray(value: readonly unknown[], depth: number): string {
    const shown = value.slice(0, MOST_MEMBERS).map((member) => describe(member, depth + 1));
    return `[${shown.join(", ")}${value.length > MOST_MEMBERS ? `, … (${value.length} members)` : ""}]`;
}

function describeObject(value: object, depth: number): string {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== null && prototype !== Object.prototype) return `an object of class ${className(prototype)}`;
    const keys = Object.keys(value);
    const shown = keys
        .slice(0, MOST_MEMBERS)
        .map((key) => `${quoteText(key).slice(1, -1)}: ${describe(Reflect.get(value, key), depth + 1)}`);
    if (keys.length === 0) return "{}";
    return `{ ${shown.join(", ")}${keys.length > MOST_MEMBERS ? `, … (${keys.length} keys)` : ""} }`;
}

function className(prototype: unknown): string {
    if (typeof prototype !== "object" || prototype === null) return "unknown";
    const name: unknown = prototype.constructor.name;
    return typeof name === "string" && name !== "" ? escape(name.slice(0, LONGEST)) : "unknown";
}

/**
 * JSON escapes the C0 controls only. This does the rest of what Unicode calls "other" (C1 controls, bidirectional and invisible
 * marks, private and unassigned characters, halves of a pair) and the two separators, which end a line.
 */
function escape(text: string): string {
    return text.replace(/[\p{C}\u2028\u2029]/gu, (character) => {
        const code = character.codePointAt(0) ?? 0;
        return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
    });
}

function shorten(text: string): string {
    return text.length <= 4 * LONGEST ? text : `${text.slice(0, 4 * LONGEST)}…`;
}
