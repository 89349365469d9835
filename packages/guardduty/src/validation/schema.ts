import * as z from "zod/mini";
import { isDeferred, isPlainObject } from "./deferred";
import { didYouMean } from "./nearest";
import { joinPath, type Problem } from "./problem";
import { quote } from "./quote";

/**
 * The building blocks of the arguments' schemas. Each carries its rule as a fixed text, so that an error can state it without
 * saying anything about the value. Rules that need more than one value stand in the rooms' plan.ts, not here.
 */
export type Schema = z.ZodMiniType;

/** A value that may be given now or be known later (an Output or a Promise): what comes later is checked when it is known. */
export function input(schema: Schema): Schema {
    // Not a transform: one whose value is a Promise makes zod take the whole schema for an asynchronous one.
    return z.unknown().check((context) => {
        if (isDeferred(context.value)) return;
        for (const { path, message, params } of findIssues(schema, context.value)) {
            context.issues.push({ code: "custom", path: [...path], message, params, input: context.value });
        }
    });
}

/** Whether `value` is one of the values of a `const X = {…} as const`. */
export function oneOf(values: Readonly<Record<string, string>>): Schema {
    const allowed = Object.values(values);
    const rule = `must be ${joinWords(allowed.map((value) => `"${value}"`))}`;
    return z.custom((value) => typeof value === "string" && allowed.includes(value), {
        error: rule,
        params: { allowed },
    });
}

export function flag(): Schema {
    return z.boolean({ error: "must be true or false" });
}

export function text(rule: string, pattern?: RegExp): Schema {
    return z.custom((value) => typeof value === "string" && (pattern === undefined || pattern.test(value)), {
        error: rule,
    });
}

export function wholeNumber(least: number, most: number, unit: string): Schema {
    const rule = `must be a whole number of ${unit} from ${least} to ${most}`;
    return z.custom((value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most, {
        error: rule,
    });
}

/** A check that states its problem itself: what is wrong comes from `findFault`, what is must be the rule. */
export function checkedText(rule: string, findFault: (value: string) => string | undefined): Schema {
    return z.string({ error: rule }).check((context) => {
        const hint = findFault(context.value);
        if (hint === undefined) return;
        context.issues.push({ code: "custom", message: rule, params: { hint }, input: context.value });
    });
}

const LONGEST_LIST = 1_000;

export function list(rule: string, member: Schema): Schema {
    const isShort = (value: unknown): boolean => !Array.isArray(value) || value.length <= LONGEST_LIST;
    return z.pipe(
        z.custom(isShort, { error: `must not have more than ${LONGEST_LIST} members` }),
        z.array(member, { error: rule }),
    );
}

/** An array of 1 to `most` members. */
export function shortList(rule: string, most: number, member: Schema): Schema {
    const fits = (value: unknown): boolean => Array.isArray(value) && value.length >= 1 && value.length <= most;
    return z.pipe(z.custom(fits, { error: rule }), z.array(member, { error: rule }));
}

/** An array of any length, whose members are checked elsewhere. */
export function longList(rule: string): Schema {
    return z.custom(Array.isArray, { error: rule });
}

export function record(rule: string, keyRule: string, key: RegExp, value: Schema): Schema {
    return z.pipe(plain(rule), z.record(z.string().check(z.regex(key, { error: keyRule })), value));
}

/** An object with exactly these arguments: one that is not known is a problem, with the nearest known name. */
export function object(rule: string, shape: Readonly<Record<string, Schema>>): Schema {
    const known = Object.keys(shape);
    const unknownArgument = z.custom<never>(() => false, {
        error: `there is no such argument; the arguments here are ${joinWords(known, "and")}`,
        params: { known },
    });
    return z.pipe(plain(rule), z.catchall(z.object(shape), unknownArgument));
}

export const optional: (schema: Schema) => Schema = z.optional;

export const anyValue: Schema = z.unknown();

function plain(rule: string): z.ZodMiniType<Record<string, unknown>> {
    return z.custom<Record<string, unknown>>(isPlainObject, { error: rule });
}

/** Every problem that the schema finds in the value. */
export function findProblems(schema: Schema, value: unknown, root: string): Problem[] {
    return findIssues(schema, value).map((issue) => toProblem(issue, value, root));
}

interface Issue {
    readonly path: readonly PropertyKey[];
    readonly message: string;
    readonly params: Record<string, unknown>;
}

function findIssues(schema: Schema, value: unknown): Issue[] {
    return (z.safeParse(schema, value).error?.issues ?? []).map((issue) => {
        const { path, message } = issue;
        if (issue.code === "invalid_key")
            return { path, message: issue.issues[0]?.message ?? message, params: { key: true } };
        return { path, message, params: issue.code === "custom" ? (issue.params ?? {}) : {} };
    });
}

function toProblem({ path, message, params }: Issue, value: unknown, root: string): Problem {
    const offending = path.reduce<unknown>(
        (inside, key) => (isReadable(inside) ? Reflect.get(inside, key) : undefined),
        value,
    );
    const key = String(path.at(-1));
    const hint = findHint(params, key, offending);
    return {
        path: joinPath(path, root) || "args",
        rule: message,
        ...(isTextList(params["known"])
            ? {}
            : { got: params["key"] === true ? `the key ${quote(key)}` : quote(offending) }),
        ...(hint === undefined ? {} : { hint }),
    };
}

function findHint(params: Record<string, unknown>, key: string, value: unknown): string | undefined {
    if (typeof params["hint"] === "string") return params["hint"];
    if (isTextList(params["known"])) return didYouMean(key, params["known"]);
    if (isTextList(params["allowed"]) && typeof value === "string") return didYouMean(value, params["allowed"]);
    return undefined;
}

function isReadable(value: unknown): value is object {
    return typeof value === "object" && value !== null;
}

function isTextList(value: unknown): value is string[] {
    return Array.isArray(value);
}

/** `a, b or c`. */
export function joinWords(words: readonly string[], last = "or"): string {
    if (words.length < 2) return words.join("");
    return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}
