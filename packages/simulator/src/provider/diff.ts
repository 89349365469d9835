import { equivalentPolicies } from "../policy/policy-equivalence";
import { wasFilledIn } from "./check";
import { hasUnknown, isAsset, isList, isPropertyMap } from "./property-reader";
import type { DiffResult, PropertyDiff, PropertyMap, PropertyValue } from "./resource-provider";
import type { ResourceType } from "./resource-type";
import type { Fields, Property, ValueSchema } from "./schema";

/** What differs between a resource's state and what the program wants, as the provider sees it. */
export function diffInputs(type: ResourceType, state: PropertyMap, news: PropertyMap): DiffResult {
    const changes = diffFields(type.inputs, state, news, "", false);
    const replaces = changes.some(({ kind }) => kind.endsWith("-replace"));
    const first = type.deleteBeforeReplace === true || hasExplicitUnchangedName(type, state, news);
    return { changes, deleteBeforeReplace: replaces && first };
}

/** Two resources cannot have one name: where the program gives one and keeps it, the old one goes first. */
function hasExplicitUnchangedName({ autoName }: ResourceType, state: PropertyMap, news: PropertyMap): boolean {
    if (autoName === undefined || autoName.plain === true || wasFilledIn(news, autoName.property)) {
        return false;
    }
    return news[autoName.property] !== undefined && state[autoName.property] === news[autoName.property];
}

function diffFields(
    fields: Fields,
    olds: PropertyMap,
    news: PropertyMap,
    path: string,
    inReplacing: boolean,
): PropertyDiff[] {
    return Object.entries(fields).flatMap(([name, property]) => {
        const old = olds[name] ?? undefined;
        const value = news[name] ?? undefined;
        if (value === undefined && (property.computed === true || isEmpty(old))) {
            return [];
        }
        if (old === undefined && isEmpty(value)) {
            return [];
        }
        return diffProperty(property, old, value, `${path}${name}`, inReplacing);
    });
}

function isEmpty(value: PropertyValue | undefined): boolean {
    return (
        value === undefined ||
        value === "" ||
        (isList(value) && value.length === 0) ||
        (isPropertyMap(value) && Object.keys(value).length === 0)
    );
}

function diffProperty(
    property: Property,
    old: PropertyValue | undefined,
    value: PropertyValue | undefined,
    path: string,
    inReplacing: boolean,
): PropertyDiff[] {
    const replaces = inReplacing || property.replaces === true;
    if (old !== undefined && value !== undefined && property.equivalent?.(old, value) === true) {
        return [];
    }
    return diffValue(property.schema, old, value, path, replaces);
}

function diffValue(
    schema: ValueSchema,
    old: PropertyValue | undefined,
    value: PropertyValue | undefined,
    path: string,
    replaces: boolean,
): PropertyDiff[] {
    if (old === undefined || value === undefined) {
        const kind = old === undefined ? "add" : "delete";
        return [change(path, kind, replaces || replacesInside(schema))];
    }
    if (schema.kind === "object" && isPropertyMap(old) && isPropertyMap(value)) {
        return diffFields(schema.fields, old, value, `${path}.`, replaces);
    }
    if (schema.kind === "map" && isPropertyMap(old) && isPropertyMap(value)) {
        return diffMaps(old, value, path, replaces);
    }
    if (schema.kind === "list" && isList(old) && isList(value)) {
        return diffLists(schema.of, old, value, path, replaces);
    }
    if (schema.kind === "set" && isList(old) && isList(value)) {
        return diffSets(schema.of, old, value, path, replaces);
    }
    const same =
        schema.kind === "policy" && typeof old === "string" && typeof value === "string"
            ? equivalentPolicies(old, value)
            : sameValue(schema, old, value);
    return same ? [] : [change(path, "update", replaces)];
}

function change(path: string, kind: "add" | "update" | "delete", replaces: boolean): PropertyDiff {
    return { path, kind: replaces ? `${kind}-replace` : kind };
}

function diffMaps(old: PropertyMap, value: PropertyMap, path: string, replaces: boolean): PropertyDiff[] {
    return [...new Set([...Object.keys(old), ...Object.keys(value)])].flatMap((key) => {
        const [before, after] = [old[key], value[key]];
        if (before === after) {
            return [];
        }
        const kind = before === undefined ? "add" : after === undefined ? "delete" : "update";
        const step = /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
        return [change(`${path}${step}`, kind, replaces)];
    });
}

function diffLists(
    schema: ValueSchema,
    old: readonly PropertyValue[],
    value: readonly PropertyValue[],
    path: string,
    replaces: boolean,
): PropertyDiff[] {
    return Array.from({ length: Math.max(old.length, value.length) }).flatMap((_, index) =>
        diffValue(schema, old[index], value[index], `${path}[${index}]`, replaces),
    );
}

/**
 * An element of a set is there or is not. Where a field of an element forces replacement, each that comes or goes does,
 * so a status flipped in DetectorFeature's additionalConfigurations makes another resource.
 */
function diffSets(
    schema: ValueSchema,
    old: readonly PropertyValue[],
    value: readonly PropertyValue[],
    path: string,
    replaces: boolean,
): PropertyDiff[] {
    const force = replaces || replacesInside(schema);
    const gone = old.flatMap((one, index) => (contains(schema, value, one) ? [] : [index]));
    const come = value.flatMap((one, index) => (contains(schema, old, one) ? [] : [index]));
    return [...new Set([...gone, ...come])]
        .sort((left, right) => left - right)
        .map((index) => {
            const kind = !gone.includes(index) ? "add" : come.includes(index) ? "update" : "delete";
            return change(`${path}[${index}]`, kind, force);
        });
}

function contains(schema: ValueSchema, set: readonly PropertyValue[], element: PropertyValue): boolean {
    return set.some((one) => sameValue(schema, one, element));
}

function replacesInside(schema: ValueSchema): boolean {
    if (schema.kind === "object") {
        return Object.values(schema.fields).some((field) => field.replaces === true || replacesInside(field.schema));
    }
    return (schema.kind === "list" || schema.kind === "set") && replacesInside(schema.of);
}

function sameValue(schema: ValueSchema, left: PropertyValue, right: PropertyValue): boolean {
    if (hasUnknown(left) || hasUnknown(right)) {
        return false;
    }
    if (isAsset(left) && isAsset(right)) {
        return left.hash === right.hash;
    }
    return diffless(schema, left, right);
}

function diffless(schema: ValueSchema, left: PropertyValue, right: PropertyValue): boolean {
    const nested = (isPropertyMap(left) && isPropertyMap(right)) || (isList(left) && isList(right));
    return nested ? diffValue(schema, left, right, "", false).length === 0 : left === right;
}
