import {
    fieldsOf,
    isJsonList,
    isJsonObject,
    parseJson,
    type Field,
    type Json,
    type JsonObject,
    type Membership,
} from "./event-fields";
import { EventPatternError } from "./pattern-error";
import { valuePattern, type ValuePattern } from "./value-pattern";

/** What an event must have, by path: one of some values in each field. */
type Conjunction = ReadonlyMap<string, readonly ValuePattern[]>;

/** Field names that Event Ruler does not take inside $or. */
const RESERVED = new Set([
    ...["prefix", "suffix", "numeric", "exists", "anything-but", "cidr", "equals-ignore-case", "wildcard"],
]);

/**
 * An event pattern as EventBridge takes it (EventBridge User Guide, eb-create-pattern-operators). What it means is as
 * AWS's own Event Ruler has it, with which the tests compare: fields of one element of an array match together or not at
 * all; `exists` sees leaves only; `anything-but` needs a value.
 */
export class EventPattern {
    readonly #alternatives: readonly Conjunction[];

    /** Throws EventPatternError for what is no pattern. */
    constructor(text: string) {
        const json = parsed(text);
        if (!isJsonObject(json)) {
            throw new EventPatternError("Filter is not an object");
        }
        this.#alternatives = alternativesOf(json, "", false);
    }

    matches(event: JsonObject): boolean {
        const fields = fieldsOf(event);
        return this.#alternatives.some((all) => satisfies([...all], fields, new Map()));
    }
}

function parsed(text: string): Json {
    try {
        return text === "" ? null : parseJson(text);
    } catch {
        throw new EventPatternError("not JSON");
    }
}

/** All the ways to satisfy a pattern, with each $or taken apart. */
function alternativesOf(pattern: JsonObject, path: string, inOr: boolean): Conjunction[] {
    const entries = Object.entries(pattern);
    if (entries.length === 0) {
        throw new EventPatternError("Empty objects are not allowed");
    }
    return entries
        .map(([name, value]) => alternativesUnder(name, value, path, inOr))
        .reduce((left, right) => left.flatMap((one) => right.map((other) => both(one, other))));
}

/** Of two conditions on one field the later counts alone, as Event Ruler has it. */
function both(left: Conjunction, right: Conjunction): Conjunction {
    return new Map([...left, ...right]);
}

function alternativesUnder(name: string, value: Json, path: string, inOr: boolean): Conjunction[] {
    if (name === "$or") {
        return alternativesOfOr(value, path);
    }
    if (inOr && RESERVED.has(name)) {
        throw new EventPatternError(`${name} is Ruler reserved fieldName which cannot be used inside $or.`);
    }
    const inside = path === "" ? name : `${path}.${name}`;
    if (isJsonObject(value)) {
        return alternativesOf(value, inside, inOr);
    }
    if (!isJsonList(value)) {
        throw new EventPatternError(`"${name}" must be an object or an array`);
    }
    if (value.length === 0) {
        throw new EventPatternError("Empty arrays are not allowed");
    }
    return [new Map([[inside, value.map(valuePattern)]])];
}

function alternativesOfOr(value: Json, path: string): Conjunction[] {
    if (!isJsonList(value)) {
        throw new EventPatternError("It must be an Array followed with $or.");
    }
    const alternatives = value.map((one) => {
        if (!isJsonObject(one)) {
            throw new EventPatternError("Only JSON object is allowed in array of $or relationship.");
        }
        return alternativesOf(one, path, true);
    });
    if (alternatives.length < 2) {
        throw new EventPatternError("There must have at least 2 Objects in $or relationship.");
    }
    return alternatives.flat();
}

/** Whether all fields can have one of their values at once, in the same elements of the arrays that they share. */
function satisfies(
    conditions: readonly (readonly [path: string, anyOf: readonly ValuePattern[]])[],
    fields: ReadonlyMap<string, readonly Field[]>,
    membership: Membership,
): boolean {
    const [condition, ...rest] = conditions;
    if (condition === undefined) {
        return true;
    }
    const [path, anyOf] = condition;
    const values = fields.get(path);
    if (values === undefined) {
        return anyOf.includes("absent") && satisfies(rest, fields, membership);
    }
    return values.some((field) => {
        const together = joined(membership, field.membership);
        const fits = anyOf.some((pattern) => pattern !== "absent" && pattern(field.value));
        return fits && together !== undefined && satisfies(rest, fields, together);
    });
}

/** Both memberships as one, undefined where they are of different elements. */
function joined(left: Membership, right: Membership): Membership | undefined {
    const both = new Map(left);
    for (const [array, index] of right) {
        if ((both.get(array) ?? index) !== index) {
            return undefined;
        }
        both.set(array, index);
    }
    return both;
}
