import { randomUUID } from "node:crypto";
import { hasUnknown } from "../provider/property-reader";
import { type PropertyMap, type PropertyValue, type ResourceProvider } from "../provider/resource-provider";
import { receiveValue } from "../wire/values";

/** Makes the provider that stands behind one provider resource, or behind a package's default provider. */
export type ProviderFactory = (request: {
    /** `aws`, the first part of a resource's type. */
    readonly package: string;
    /** `region`, `defaultTags` and so on, as the program or the stack's configuration gave them. */
    readonly configuration: PropertyMap;
}) => ResourceProvider;

const NOT_CONFIGURED = "this provider's configuration is not known yet";
const PROVIDER_TYPE_PREFIX = "pulumi:providers:";

export function isProviderType(type: string): boolean {
    return type.startsWith(PROVIDER_TYPE_PREFIX);
}

/** The providers of one run: explicit ones by their URN, default ones by package, made when first used. */
export class Providers {
    readonly #explicit = new Map<string, ResourceProvider>();
    readonly #defaults = new Map<string, ResourceProvider>();

    constructor(
        private readonly factory: ProviderFactory,
        /** Stack configuration: `aws:region` configures the default provider of the package `aws`. */
        private readonly stackConfiguration: Readonly<Record<string, string>>,
    ) {}

    /** Returns the provider resource's id. */
    register(urn: string, type: string, inputs: PropertyMap): string {
        const entries = Object.entries(inputs).filter(([key]) => key !== "version");
        const configuration = Object.fromEntries(
            entries.map(([key, value]): [string, PropertyValue] => [key, decode(value)]),
        );
        const provider = hasUnknown(configuration)
            ? UNCONFIGURED
            : this.factory({ package: type.slice(PROVIDER_TYPE_PREFIX.length), configuration });
        this.#explicit.set(urn, provider);
        return randomUUID();
    }

    /** `reference` is `<urn>::<id>`, or empty for the default provider of the package that `token` names. */
    get(reference: string, token: string): ResourceProvider {
        const explicit = this.#explicit.get(providerUrnOf(reference) ?? "");
        if (explicit !== undefined) {
            return explicit;
        }
        if (reference !== "") {
            throw new Error(`unknown provider '${reference}' for '${token}'`);
        }
        const packageName = token.split(":")[0] ?? "";
        const known = this.#defaults.get(packageName);
        if (known !== undefined) {
            return known;
        }
        const made = this.factory({ package: packageName, configuration: this.#defaultConfiguration(packageName) });
        this.#defaults.set(packageName, made);
        return made;
    }

    #defaultConfiguration(packageName: string): PropertyMap {
        const prefix = `${packageName}:`;
        return Object.fromEntries(
            Object.entries(this.stackConfiguration)
                .filter(([key]) => key.startsWith(prefix))
                .map(([key, value]) => [key.slice(prefix.length), decode(value)]),
        );
    }
}

export function providerUrnOf(reference: string): string | undefined {
    return reference === "" ? undefined : reference.slice(0, reference.lastIndexOf("::"));
}

/** Whatever is not a string goes into a provider resource, and into stack configuration, as JSON. */
function decode(value: PropertyValue): PropertyValue {
    if (typeof value !== "string" || !/^\s*(?:[[{]|true$|false$)/.test(value)) {
        return value;
    }
    try {
        return receiveValue(JSON.parse(value));
    } catch {
        return value;
    }
}

/**
 * Stands for a provider whose configuration is not known during a preview: Pulumi's engine asks it nothing, so that
 * everything but a resource's inputs stays unknown, and an invoke returns nothing at all.
 */
const UNCONFIGURED: ResourceProvider = {
    check: ({ news }) => Promise.resolve({ inputs: news, failures: [] }),
    create: ({ inputs }) => Promise.resolve({ id: "", properties: inputs }),
    read: () => Promise.resolve({ id: "", properties: {}, inputs: {} }),
    invoke: () => Promise.resolve({}),
    diff: () => Promise.reject(new Error(NOT_CONFIGURED)),
    update: () => Promise.reject(new Error(NOT_CONFIGURED)),
    delete: () => Promise.reject(new Error(NOT_CONFIGURED)),
};
