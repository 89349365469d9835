import { DEFAULTS, wasFilledIn } from "./check";
import { isAsset, isList, isPropertyMap } from "./property-reader";
import type { PropertyMap, PropertyValue } from "./resource-provider";
import type { Fields, Property, ValueSchema } from "./schema";

/**
 * The inputs that go with what an import has found, as Pulumi's bridge makes them (pkg/tfbridge/schema.go,
 * extractSchemaInputs): whatever a program may set, but for what is as it would be if the program said nothing. Each
 * object notes that none of it was filled in.
 */
export function importedInputs(fields: Fields, properties: PropertyMap): PropertyMap {
    const inputs: Record<string, PropertyValue> = {};
    for (const [name, property] of Object.entries(fields)) {
        const value = properties[name];
        if (value !== undefined && value !== null && (property.required === true || !isAsUnsaid(property, value))) {
            inputs[name] = imported(property.schema, value);
        }
    }
    return { ...inputs, [DEFAULTS]: [] };
}

function imported(schema: ValueSchema, value: PropertyValue): PropertyValue {
    if (schema.kind === "object" && isPropertyMap(value)) {
        return importedInputs(schema.fields, value);
    }
    if (schema.kind === "map" && isPropertyMap(value)) {
        return { ...value, [DEFAULTS]: [] };
    }
    return (schema.kind === "list" || schema.kind === "set") && isList(value)
        ? value.map((one) => imported(schema.of, one))
        : value;
}

function isAsUnsaid({ default: filledIn }: Property, value: PropertyValue): boolean {
    if (filledIn !== undefined) {
        return value === filledIn;
    }
    return (
        value === false ||
        value === 0 ||
        value === "" ||
        (isList(value) && value.length === 0) ||
        (isPropertyMap(value) && Object.keys(value).length === 0)
    );
}

/**
 * What a refresh makes of a resource's inputs (extractInputs): of those there are, what they are now. What has changed
 * no longer counts as filled in, what is gone goes, and nothing is added.
 */
export function refreshedInputs(inputs: PropertyMap, properties: PropertyMap): PropertyMap {
    const refreshed: Record<string, PropertyValue> = {};
    const unchanged = new Set<string>();
    for (const [name, old] of Object.entries(inputs)) {
        const now = properties[name];
        if (name !== DEFAULTS && now !== undefined && now !== null) {
            refreshed[name] = refreshedValue(old, now);
            if (isSame(old, now)) {
                unchanged.add(name);
            }
        }
    }
    // An empty list is dropped (pkg/tfbridge/defaults.go, deleteDefaultsKey).
    const defaults = [...unchanged].filter((name) => wasFilledIn(inputs, name)).sort();
    return defaults.length === 0 ? refreshed : { ...refreshed, [DEFAULTS]: defaults };
}

function refreshedValue(old: PropertyValue, now: PropertyValue): PropertyValue {
    if (isList(old) && isList(now)) {
        return old.slice(0, now.length).map((one, index) => refreshedValue(one, now[index] ?? null));
    }
    return isPropertyMap(old) && isPropertyMap(now) ? refreshedInputs(old, now) : now;
}

function isSame(old: PropertyValue, now: PropertyValue): boolean {
    if (isAsset(old) && isAsset(now)) {
        return old.hash === now.hash;
    }
    if (isList(old) && isList(now)) {
        return old.length <= now.length && old.every((one, index) => isSame(one, now[index] ?? null));
    }
    return isPropertyMap(old) && isPropertyMap(now)
        ? Object.entries(old).every(([name, value]) => name === DEFAULTS || isSame(value, now[name] ?? null))
        : old === now;
}
