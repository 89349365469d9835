/** An object out of JSON whose shape nobody has promised. */
export type Members = Readonly<Record<string, unknown>>;

const NONE: Members = {};

export function isMembers(value: unknown): value is Members {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object under a key, or an empty one. Only asked for names that no object inherits. */
export function objectAt(value: Members, key: string): Members {
    const found = value[key];
    return isMembers(found) ? found : NONE;
}

export function listAt(value: Members, key: string): readonly Members[] {
    const found: unknown = value[key];
    return Array.isArray(found) ? found.filter(isMembers) : [];
}

/** The text under a key; undefined where there is none or it is empty. */
export function textAt(value: Members, key: string): string | undefined {
    const found = value[key];
    return typeof found === "string" && found !== "" ? found : undefined;
}
