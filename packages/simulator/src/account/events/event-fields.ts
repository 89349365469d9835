/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };
export type Scalar = null | boolean | number | string;

/** Which element of which array a value is in, for each array around it. */
export type Membership = ReadonlyMap<number, number>;

export interface Field {
    readonly value: Scalar;
    readonly membership: Membership;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isJsonList(value: Json | undefined): value is readonly Json[] {
    return Array.isArray(value);
}

/** Throws SyntaxError for what is no JSON. */
export function parseJson(text: string): Json {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : null;
}

function isJson(value: unknown): value is Json {
    switch (typeof value) {
        case "object":
            return value === null || Object.values(value).every(isJson);
        case "boolean":
        case "number":
        case "string":
            return true;
        default:
            return false;
    }
}

/** The leaves of an event by their path. An empty object or array is none, and neither is anything that holds others. */
export function fieldsOf(event: JsonObject): ReadonlyMap<string, readonly Field[]> {
    const fields = new Map<string, Field[]>();
    let arrays = 0;
    const visit = (value: Json, path: string, membership: Membership): void => {
        if (isJsonList(value)) {
            const array = arrays++;
            value.forEach((one, index) => visit(one, path, new Map(membership).set(array, index)));
        } else if (isJsonObject(value)) {
            for (const [key, one] of Object.entries(value)) {
                visit(one, path === "" ? key : `${path}.${key}`, membership);
            }
        } else {
            const there = fields.get(path);
            if (there === undefined) {
                fields.set(path, [{ value, membership }]);
            } else {
                there.push({ value, membership });
            }
        }
    };
    visit(event, "", new Map());
    return fields;
}
