import type { AssetValue, PropertyMap, PropertyValue } from "./resource-provider";
import { UNKNOWN } from "./resource-provider";

export function isPropertyMap(value: PropertyValue | undefined): value is PropertyMap {
    return typeof value === "object" && value !== null && !isList(value) && !isAsset(value);
}

export function isList(value: PropertyValue | undefined): value is readonly PropertyValue[] {
    return Array.isArray(value);
}

export function isAsset(value: PropertyValue | undefined): value is AssetValue {
    return typeof value === "object" && value !== null && !isList(value) && "asset" in value && "hash" in value;
}

/** Whether anything in a value is not known yet. */
export function hasUnknown(value: PropertyValue | undefined): boolean {
    if (value === UNKNOWN) {
        return true;
    }
    if (isList(value)) {
        return value.some(hasUnknown);
    }
    return isPropertyMap(value) && Object.values(value).some(hasUnknown);
}

/** Reads properties whose shape has been checked. A value of another shape is a fault of the simulator. */
export class PropertyReader {
    constructor(
        private readonly type: string,
        readonly properties: PropertyMap,
    ) {}

    has(name: string): boolean {
        const value = this.properties[name];
        return value !== undefined && value !== null;
    }

    string(name: string): string {
        return this.optionalString(name) ?? this.#missing(name);
    }

    optionalString(name: string): string | undefined {
        return this.#optional(name, (value) => (typeof value === "string" ? value : undefined));
    }

    boolean(name: string): boolean {
        return this.optionalBoolean(name) ?? this.#missing(name);
    }

    optionalBoolean(name: string): boolean | undefined {
        return this.#optional(name, (value) => (typeof value === "boolean" ? value : undefined));
    }

    number(name: string): number {
        return this.optionalNumber(name) ?? this.#missing(name);
    }

    optionalNumber(name: string): number | undefined {
        return this.#optional(name, (value) => (typeof value === "number" ? value : undefined));
    }

    asset(name: string): AssetValue | undefined {
        return this.#optional(name, (value) => (isAsset(value) ? value : undefined));
    }

    /** Strings by string; empty where there is none. */
    map(name: string): Record<string, string> {
        const strings: Record<string, string> = {};
        for (const [key, value] of Object.entries(this.object(name)?.properties ?? {})) {
            if (typeof value === "string") {
                strings[key] = value;
            }
        }
        return strings;
    }

    object(name: string): PropertyReader | undefined {
        return this.#optional(name, (value) =>
            isPropertyMap(value) ? new PropertyReader(`${this.type} ${name}`, value) : undefined,
        );
    }

    objects(name: string): PropertyReader[] {
        return this.#list(name).map((value) =>
            isPropertyMap(value) ? new PropertyReader(`${this.type} ${name}`, value) : this.#missing(name),
        );
    }

    strings(name: string): string[] | undefined {
        return this.has(name)
            ? this.#list(name).map((value) => (typeof value === "string" ? value : this.#missing(name)))
            : undefined;
    }

    #list(name: string): readonly PropertyValue[] {
        return this.#optional(name, (value) => (isList(value) ? value : undefined)) ?? [];
    }

    #optional<Value>(name: string, read: (value: PropertyValue) => Value | undefined): Value | undefined {
        const value = this.properties[name];
        if (value === undefined || value === null) {
            return undefined;
        }
        return read(value) ?? this.#missing(name);
    }

    #missing(name: string): never {
        throw new TypeError(`${this.type}: ${name} was not checked`);
    }
}
