import { isDeferred, isPlainObject } from "./deferred";
import { joinPath, type Problem } from "./problem";
import { Foreign, quote } from "./quote";

const DEEPEST = 16;
const LONGEST_ARRAY = 1_000_000;
const MOST_KEYS = 1_000;
/** In all: a small object whose parts are shared many times over would take for ever to copy. */
const MOST_MEMBERS = 2_000_000;
/** An array or object takes as long to copy as so many values in one. */
const COST_OF_HOLDER = 10;
const MOST_PROBLEMS = 100;

export interface Snapshot {
    readonly value: unknown;
    readonly problems: readonly Problem[];
}

/**
 * A copy of the plain objects and arrays in the arguments, each property read exactly once: what is checked is what is used, even
 * if a getter answers differently the second time or the caller changes the object later. Outputs and Promises are taken over as
 * they are, everything else that is neither plain nor array by what it would be called in an error. A value that cannot be copied
 * is a problem, never an exception.
 */
export function takeSnapshot(value: unknown, root: string): Snapshot {
    const copier = new Copier(root);
    const copy = copier.copy(value);
    return { value: copy, problems: copier.problems };
}

class Copier {
    readonly problems: Problem[] = [];
    private membersLeft = MOST_MEMBERS;
    /** Where the copier is: the objects that hold each other, and the keys that lead from one to the next. */
    private readonly holders: object[] = [];
    private readonly path: PropertyKey[] = [];

    constructor(private readonly root: string) {}

    copy(value: unknown): unknown {
        try {
            if (typeof value === "function") return new Foreign(quote(value));
            if (typeof value !== "object" || value === null || isDeferred(value)) return value;
            const isArray = Array.isArray(value);
            // No argument takes an object of a class, and a proxy may answer differently the next time: only its description goes on.
            if (!isArray && !isPlainObject(value)) return value instanceof Date ? value : new Foreign(quote(value));
            if (this.holders.includes(value)) return this.refuse(value, "must not contain itself");
            if (this.path.length > DEEPEST)
                return this.refuse(value, `must not be nested more than ${DEEPEST} levels deep`);
            return isArray ? this.copyArray(value) : this.copyObject(value);
        } catch {
            return this.refuse(value, "must be readable: reading it threw an exception");
        }
    }

    private copyArray(array: readonly unknown[]): unknown {
        if (array.length > LONGEST_ARRAY) return this.refuse(array, `must not have more than ${LONGEST_ARRAY} members`);
        if (this.isTooMuch(array.length)) return;
        return Array.from({ length: array.length }, (_, index) => this.copyMember(array, index));
    }

    private copyObject(object: Record<string, unknown>): unknown {
        const keys = Object.keys(object);
        if (keys.length > MOST_KEYS) return this.refuse(object, `must not have more than ${MOST_KEYS} keys`);
        if (keys.includes("__proto__")) return this.refuse(object, "must not have a key named __proto__");
        if (this.isTooMuch(keys.length)) return;
        return Object.fromEntries(keys.map((key) => [key, this.copyMember(object, key)]));
    }

    private copyMember(holder: object, key: PropertyKey): unknown {
        const member: unknown = Reflect.get(holder, key);
        if (typeof member !== "object" && typeof member !== "function") return member;
        this.holders.push(holder);
        this.path.push(key);
        const copy = this.copy(member);
        this.holders.pop();
        this.path.pop();
        return copy;
    }

    private isTooMuch(count: number): boolean {
        const wasTooMuch = this.membersLeft < 0;
        this.membersLeft -= count + COST_OF_HOLDER;
        if (this.membersLeft >= 0) return false;
        if (!wasTooMuch)
            this.problems.push({
                path: this.root || "args",
                rule: `must not hold more than ${MOST_MEMBERS} values in all`,
            });
        return true;
    }

    private refuse(value: unknown, rule: string): undefined {
        if (this.problems.length >= MOST_PROBLEMS) return;
        this.problems.push({ path: joinPath(this.path, this.root) || "args", got: quote(value), rule });
    }
}
