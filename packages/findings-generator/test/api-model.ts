/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-call -- the SDK's schemas have no types */
// AWS's SDK carries the model of the API it speaks, as nested arrays: [kind, namespace, name, traits, member names, member
// schemas]; a member is a schema or [schema, traits]; traits may rename it for JSON.

const SIMPLE = 0;
const LIST = 1;
const MAP = 2;
const STRUCTURE = 3;
const KINDS = new Map<unknown, "string" | "number" | "boolean">([
    [0, "string"],
    [1, "number"],
    [2, "boolean"],
    // Points in time: seconds since 1970 where the format is not given otherwise.
    [4, "number"],
    [5, "number"],
    [6, "number"],
    [7, "number"],
]);

/** GuardDuty's events and export have an object of its own here, the API a text with that object. */
const FREE = new Set(["service.additionalInfo"]);

/** In what way a value is not what the model says, each with its path. */
export function findModelProblems(schema: any, value: unknown, path = ""): string[] {
    const model = resolve(schema);
    if (value === null || FREE.has(path)) return [];
    if (typeof model === "number") {
        if (model >= 64) return findListProblems(model, value, path);
        const kind = KINDS.get(model);
        if (kind === undefined) throw new Error(`${path}: unknown schema ${model}`);
        return typeof value === kind ? [] : [`${path} should be a ${kind}`];
    }
    switch (model[0]) {
        // A simple value with a name and traits of its own.
        case SIMPLE:
            return findModelProblems(model[4], value, path);
        case LIST:
            return Array.isArray(value)
                ? value.flatMap((each, index) => findModelProblems(model[4], each, `${path}[${index}]`))
                : [`${path} should be a list`];
        case MAP:
            return isObject(value)
                ? Object.entries(value).flatMap(([key, each]) => findModelProblems(model[5], each, `${path}.${key}`))
                : [`${path} should be a map`];
        case STRUCTURE:
            return isObject(value) ? findMemberProblems(model, value, path) : [`${path} should be an object`];
        default:
            throw new Error(`${path}: unknown schema ${String(model[0])}`);
    }
}

/** Lists and maps of simple values are written as a number: 64 and more is a list of what is below, 128 a map. */
function findListProblems(model: number, value: unknown, path: string): string[] {
    const of = model % 64;
    if (model >= 128) {
        return isObject(value)
            ? Object.entries(value).flatMap(([key, each]) => findModelProblems(of, each, `${path}.${key}`))
            : [`${path} should be a map`];
    }
    return Array.isArray(value)
        ? value.flatMap((each, index) => findModelProblems(of, each, `${path}[${index}]`))
        : [`${path} should be a list`];
}

function findMemberProblems(model: any, value: Record<string, unknown>, path: string): string[] {
    const [, , , , names, schemas, required = 0] = model;
    const known = new Map<string, unknown>();
    const problems: string[] = [];
    names.forEach((name: string, index: number) => {
        const member = schemas[index];
        const key = jsonName(member) ?? name;
        known.set(key, member);
        // The required members come first.
        if (index < required && value[key] === undefined) problems.push(`${join(path, key)} is required`);
    });
    for (const [key, each] of Object.entries(value)) {
        const member = known.get(key);
        if (member === undefined) problems.push(`${join(path, key)} is not in the model`);
        else problems.push(...findModelProblems(member, each, join(path, key)));
    }
    return problems;
}

function resolve(schema: any): any {
    const plain = typeof schema === "function" ? schema() : schema;
    // [schema, traits] of a member.
    return Array.isArray(plain) && plain.length === 2 && typeof plain[1] !== "string" ? resolve(plain[0]) : plain;
}

function jsonName(member: any): string | undefined {
    return Array.isArray(member) && member.length === 2 ? member[1]?.jsonName : undefined;
}

function join(path: string, key: string): string {
    return path === "" ? key : `${path}.${key}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
