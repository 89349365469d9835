import type { PropertyValue } from "./resource-provider";

/** The shape of a value, as the provider's own schema states it. */
export type ValueSchema =
    | {
          readonly kind: "string";
          readonly oneOf?: readonly string[];
          /** A check of the provider's own: what is wrong with the value, or undefined. */
          readonly check?: (value: string) => string | undefined;
      }
    | { readonly kind: "boolean" }
    | { readonly kind: "integer"; readonly check?: (value: number) => string | undefined }
    /** Strings by string. */
    | { readonly kind: "map" }
    /** A policy as JSON text; two that say the same are no difference. */
    | { readonly kind: "policy" }
    | { readonly kind: "asset" }
    | { readonly kind: "list"; readonly of: ValueSchema; readonly min?: number }
    /** A list whose order has no meaning. */
    | { readonly kind: "set"; readonly of: ValueSchema; readonly min?: number }
    | { readonly kind: "object"; readonly fields: Fields };

export interface Property {
    readonly schema: ValueSchema;
    readonly required?: true;
    /** What the provider fills in where the program says nothing. */
    readonly default?: PropertyValue;
    /** Where the program says nothing, AWS chooses. */
    readonly computed?: true;
    /** A change makes another resource. */
    readonly replaces?: true;
    /** Whether two values that differ mean the same. */
    readonly equivalent?: (old: PropertyValue, value: PropertyValue) => boolean;
    /** AWS does not tell the value again: the state keeps what the program said. */
    readonly notRead?: true;
}

export type Fields = Readonly<Record<string, Property>>;

export const STRING = { schema: { kind: "string" } } as const satisfies Property;
export const BOOLEAN = { schema: { kind: "boolean" } } as const satisfies Property;
export const INTEGER = { schema: { kind: "integer" } } as const satisfies Property;
export const MAP = { schema: { kind: "map" } } as const satisfies Property;

export function oneOf(values: readonly string[]): Property {
    return { schema: { kind: "string", oneOf: values } };
}

export function checked(check: (value: string) => string | undefined): Property {
    return { schema: { kind: "string", check } };
}

/** A whole number, refused in the words of Terraform's SDK. */
export function between(least: number, most: number): Property {
    return {
        schema: {
            kind: "integer",
            check: (value) =>
                value >= least && value <= most
                    ? undefined
                    : `expected to be in the range (${least} - ${most}), got ${value}`,
        },
    };
}

export function object(fields: Fields): Property {
    return { schema: { kind: "object", fields } };
}

export function list(of: ValueSchema, min?: number): Property {
    return { schema: { kind: "list", of, ...(min === undefined ? {} : { min }) } };
}

export function set(of: ValueSchema, min?: number): Property {
    return { schema: { kind: "set", of, ...(min === undefined ? {} : { min }) } };
}

export function required(property: Property): Property {
    return { ...property, required: true };
}

export function replacing(property: Property): Property {
    return { ...property, replaces: true };
}

export function computed(property: Property): Property {
    return { ...property, computed: true };
}

export function notRead(property: Property): Property {
    return { ...property, notRead: true };
}

/** The Region of a resource: the provider's unless the program says otherwise. (terraform-provider-aws, internal/verify.) */
export const REGION: Property = replacing(
    computed(
        checked((region) =>
            /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(region) ? undefined : `must be a valid AWS Region Code, got ${region}`,
        ),
    ),
);

/** The provider's check of an ARN (terraform-provider-aws, internal/verify). */
export const ARN: Property = checked((value) =>
    /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12}|):.+$/.test(value) ? undefined : `is an invalid ARN: "${value}"`,
);
