import { generateName, type AutoName } from "./auto-name";
import { hasUnknown, isAsset, isList, isPropertyMap } from "./property-reader";
import {
    NotModelledError,
    UNKNOWN,
    type Autonaming,
    type CheckFailure,
    type PropertyMap,
    type PropertyValue,
} from "./resource-provider";
import type { ResourceType } from "./resource-type";
import type { Fields, Property, ValueSchema } from "./schema";

/** In a resource's inputs: the names of the properties that the provider filled in, as Pulumi's bridge notes them. */
export const DEFAULTS = "__defaults";

export interface CheckRequest {
    readonly name: string;
    readonly seed: string;
    readonly autonaming?: Autonaming | undefined;
    readonly olds: PropertyMap | undefined;
    readonly news: PropertyMap;
}

export interface CheckResult {
    readonly inputs: PropertyMap;
    readonly failures: readonly CheckFailure[];
}

/** What the provider checks before anything is sent to AWS, and what it fills in. */
export function checkInputs(type: ResourceType, request: CheckRequest): CheckResult {
    const failures: CheckFailure[] = [];
    const given = withoutAbsent(request.news);
    refuseUnmodelled(type.token, type.inputs, given, "");
    const { inputs, defaults } = fillIn(type, given, request, failures);
    checkFields(type.inputs, inputs, "", failures);
    if (failures.length === 0) {
        failures.push(...(type.check?.(inputs) ?? []));
    }
    return { inputs: { ...inputs, [DEFAULTS]: defaults }, failures };
}

/** Drops what is null or absent, at any depth: to the provider it was not said. */
function withoutAbsent(properties: PropertyMap): Record<string, PropertyValue> {
    const kept: Record<string, PropertyValue> = {};
    for (const [name, value] of Object.entries(properties)) {
        if (value !== null && value !== undefined && name !== DEFAULTS) {
            kept[name] = cleaned(value);
        }
    }
    return kept;
}

function cleaned(value: PropertyValue): PropertyValue {
    if (isList(value)) {
        return value.filter((one) => one !== null && one !== undefined).map(cleaned);
    }
    return isPropertyMap(value) ? withoutAbsent(value) : value;
}

function refuseUnmodelled(token: string, fields: Fields, given: PropertyMap, path: string): void {
    for (const [name, value] of Object.entries(given)) {
        const property = Object.hasOwn(fields, name) ? fields[name] : undefined;
        if (property === undefined) {
            throw new NotModelledError(`the property ${path}${name} of ${token}`);
        }
        refuseUnmodelledIn(token, property.schema, value, `${path}${name}`);
    }
}

function refuseUnmodelledIn(token: string, schema: ValueSchema, value: PropertyValue, path: string): void {
    if (schema.kind === "object" && isPropertyMap(value)) {
        refuseUnmodelled(token, schema.fields, value, `${path}.`);
    } else if ((schema.kind === "list" || schema.kind === "set") && isList(value)) {
        value.forEach((one, index) => refuseUnmodelledIn(token, schema.of, one, `${path}[${index}]`));
    }
}

function fillIn(
    type: ResourceType,
    given: Record<string, PropertyValue>,
    request: CheckRequest,
    failures: CheckFailure[],
): { inputs: Record<string, PropertyValue>; defaults: string[] } {
    const inputs = { ...given };
    const defaults: string[] = [];
    for (const [name, property] of Object.entries(type.inputs)) {
        if (property.default !== undefined && inputs[name] === undefined) {
            inputs[name] = (mayStay(request.olds, name) ? request.olds?.[name] : undefined) ?? property.default;
            defaults.push(name);
        }
    }
    const { autoName } = type;
    if (autoName !== undefined && inputs[autoName.property] === undefined && !hasPrefix(autoName, inputs)) {
        const name = generatedBefore(autoName, request.olds) ?? generateName(autoName, request);
        if (name !== undefined && "problem" in name) {
            failures.push({ property: autoName.property, reason: name.problem });
        } else if (name !== undefined) {
            inputs[autoName.property] = name.name;
            defaults.push(autoName.property);
        }
    }
    return { inputs, defaults: defaults.sort() };
}

function hasPrefix({ prefixProperty }: AutoName, inputs: PropertyMap): boolean {
    return prefixProperty !== undefined && inputs[prefixProperty] !== undefined;
}

/** A name that was generated once stays. */
function generatedBefore(autoName: AutoName, olds: PropertyMap | undefined): { name: string } | undefined {
    const old = olds?.[autoName.property];
    return mayStay(olds, autoName.property) && typeof old === "string" ? { name: old } : undefined;
}

/**
 * Whether what a property was before serves where the program says nothing: if the provider chose it. Inputs without a
 * list of what it chose, as a refresh leaves them where that list is empty, count as chosen by it throughout
 * (pulumi-terraform-bridge, pkg/tfbridge/schema.go, applyDefaults).
 */
function mayStay(olds: PropertyMap | undefined, property: string): boolean {
    return olds !== undefined && (olds[DEFAULTS] === undefined || wasFilledIn(olds, property));
}

/** Whether the provider, not the program, chose a property of some inputs. */
export function wasFilledIn(inputs: PropertyMap | undefined, property: string): boolean {
    const defaults = inputs?.[DEFAULTS];
    return isList(defaults) && defaults.includes(property);
}

function checkFields(fields: Fields, values: PropertyMap, path: string, failures: CheckFailure[]): void {
    for (const [name, property] of Object.entries(fields)) {
        const value = values[name];
        if (value === undefined) {
            if (isRequired(property)) {
                const reason = `Missing required argument. The argument "${name}" is required, but no definition was found.`;
                failures.push({ property: `${path}${name}`, reason });
            }
        } else {
            checkValue(property.schema, value, `${path}${name}`, failures);
        }
    }
}

function isRequired(property: Property): boolean {
    return property.required === true;
}

function checkValue(schema: ValueSchema, value: PropertyValue, path: string, failures: CheckFailure[]): void {
    if (value === UNKNOWN) {
        return;
    }
    const problem = problemWith(schema, value, path);
    if (problem !== undefined) {
        failures.push({ property: path, reason: problem });
        return;
    }
    if (schema.kind === "object" && isPropertyMap(value)) {
        checkFields(schema.fields, value, `${path}.`, failures);
    } else if ((schema.kind === "list" || schema.kind === "set") && isList(value)) {
        value.forEach((one, index) => checkValue(schema.of, one, `${path}[${index}]`, failures));
    }
}

function problemWith(schema: ValueSchema, value: PropertyValue, path: string): string | undefined {
    switch (schema.kind) {
        case "string":
            return typeof value === "string" ? stringProblem(schema, value, path) : expected("a string", value);
        case "policy":
            return typeof value === "string" ? jsonProblem(value) : expected("a JSON string", value);
        case "boolean":
            return typeof value === "boolean" ? undefined : expected("a boolean", value);
        case "integer":
            return typeof value === "number" && Number.isInteger(value)
                ? schema.check?.(value)
                : expected("a whole number", value);
        case "map":
            return isPropertyMap(value) &&
                Object.values(value).every((one) => typeof one === "string" || hasUnknown(one))
                ? undefined
                : expected("a map of strings", value);
        case "asset":
            return isAsset(value) ? undefined : expected("an asset", value);
        case "list":
        case "set":
            if (!isList(value)) {
                return expected("a list", value);
            }
            return value.length < (schema.min ?? 0) ? `requires at least ${schema.min} element(s)` : undefined;
        case "object":
            return isPropertyMap(value) ? undefined : expected("an object", value);
    }
}

function stringProblem(schema: ValueSchema & { kind: "string" }, value: string, path: string): string | undefined {
    if (schema.oneOf !== undefined && !schema.oneOf.includes(value)) {
        const allowed = schema.oneOf.map((one) => JSON.stringify(one)).join(" ");
        return `expected ${attributeName(path)} to be one of [${allowed}], got ${value}`;
    }
    return schema.check?.(value);
}

/** How Terraform's validators call a property: by its own name alone, in snake case (validation.ToDiagFunc). */
function attributeName(path: string): string {
    const name = path.slice(path.lastIndexOf(".") + 1).replace(/\[\d+\]$/, "");
    return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function jsonProblem(value: string): string | undefined {
    try {
        JSON.parse(value);
        return undefined;
    } catch {
        return "contains an invalid JSON policy";
    }
}

function expected(what: string, value: PropertyValue): string {
    const got = isAsset(value) ? "an asset" : isList(value) ? "a list" : typeof value;
    return `expected ${what}, got ${got}`;
}
