import * as pulumi from "@pulumi/pulumi";

/** Whether a value is known only later: an Output or a Promise. */
export function isDeferred(value: unknown): value is pulumi.Output<unknown> | Promise<unknown> {
    // Pulumi knows an Output by a property, which a plain object may have too.
    if (typeof value !== "object" || value === null || isPlainObject(value)) return false;
    try {
        return pulumi.Output.isInstance(value) || value instanceof Promise;
    } catch {
        return false; // a proxy that does not let itself be looked at
    }
}

/** Whether anything inside a snapshot (no cycles) is known only later. */
export function containsDeferred(value: unknown): boolean {
    if (isDeferred(value)) return true;
    if (Array.isArray(value)) return value.some(containsDeferred);
    if (isPlainObject(value)) return Object.values(value).some(containsDeferred);
    return false;
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
    if (typeof value !== "object" || value === null) return false;
    try {
        if (Array.isArray(value)) return false;
        const prototype: unknown = Object.getPrototypeOf(value);
        return prototype === null || prototype === Object.prototype;
    } catch {
        return false; // a proxy that does not let itself be looked at
    }
}

/** A member of something that may be of any shape. */
export function memberOf(value: unknown, key: string): unknown {
    return isPlainObject(value) ? value[key] : undefined;
}
