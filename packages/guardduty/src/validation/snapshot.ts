import { isDeferred, isPlainObject } from "./deferred";
import { joinPath, type Problem } from "./problem";
import { quote } from "./quote";

const DEEPEST = 16;
const LONGEST_ARRAY = 1_000_000;

export interface Snapshot {
    readonly value: unknown;
    readonly problems: readonly Problem[];
}

/**
 * A copy of the plain objects and arrays in the arguments, each property read exactly once: what is checked is what is used, even
 * if a getter answers differently the second time or the caller changes the object later. Outputs, Promises and whatever else is
 * neither plain nor array are taken over as they are. A value that cannot be copied is a problem, never an exception.
 */
export function takeSnapshot(value: unknown, root: string): Snapshot {
    const problems: Problem[] = [];
    const copy = copyValue(value, [], root, new Set(), problems);
    return { value: copy, problems };
}

function copyValue(
    value: unknown,
    path: readonly PropertyKey[],
    root: string,
    ancestors: ReadonlySet<unknown>,
    problems: Problem[],
): unknown {
    const refuse = (rule: string): undefined => {
        problems.push({ path: joinPath(path, root) || "args", got: quote(value), rule });
        return undefined;
    };
    try {
        if (typeof value !== "object" || value === null || isDeferred(value)) return value;
        const isArray = Array.isArray(value);
        if (!isArray && !isPlainObject(value)) return value;
        if (ancestors.has(value)) return refuse("must not contain itself");
        if (path.length > DEEPEST) return refuse(`must not be nested more than ${DEEPEST} levels deep`);
        const within = new Set(ancestors).add(value);
        const copyMember = (key: PropertyKey): unknown => {
            const member: unknown = Reflect.get(value, key);
            if (typeof member !== "object") return member;
            return copyValue(member, [...path, key], root, within, problems);
        };
        if (isArray) {
            if (value.length > LONGEST_ARRAY) return refuse(`must not have more than ${LONGEST_ARRAY} members`);
            return Array.from({ length: value.length }, (_, index) => copyMember(index));
        }
        const keys = Object.keys(value);
        if (keys.includes("__proto__")) return refuse("must not have a key named __proto__");
        return Object.fromEntries(keys.map((key) => [key, copyMember(key)]));
    } catch (error) {
        if (error instanceof RangeError) return refuse("is too large or too deep to be read");
        return refuse("must be readable: reading it threw an exception");
    }
}
