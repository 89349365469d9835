import type { SimulatedAccount } from "../account/account";
import { partitionOf } from "../account/core/regions";
import { checkInputs, DEFAULTS } from "./check";
import { diffInputs } from "./diff";
import { ignoringChanges } from "./ignore-changes";
import { invokeFunction } from "./invokes";
import { isPropertyMap, PropertyReader } from "./property-reader";
import { importedInputs, refreshedInputs } from "./read-inputs";
import {
    ProviderError,
    UNKNOWN,
    type DiffResult,
    type PropertyMap,
    type PropertyValue,
    type ReadResult,
    type ResourceProvider,
    type ResourceState,
} from "./resource-provider";
import { HalfMade, type ResourceContext, type ResourceType, type TagMap } from "./resource-type";
import { resourceType } from "./types/find";

type Request<Method extends keyof ResourceProvider> = Parameters<ResourceProvider[Method]>[0];
type Answer<Method extends keyof ResourceProvider> = ReturnType<ResourceProvider[Method]>;

export interface SimulatedAwsProviderOptions {
    readonly account: SimulatedAccount;
    /** Where a resource does not say another. */
    readonly region: string;
    /** The provider's `defaultTags`. */
    readonly defaultTags?: TagMap;
}

/** What `@pulumi/aws` 7.48 does between a program and AWS, over a simulated account. */
export class SimulatedAwsProvider implements ResourceProvider {
    readonly account: SimulatedAccount;
    readonly region: string;
    readonly defaultTags: TagMap;

    constructor(options: SimulatedAwsProviderOptions) {
        this.account = options.account;
        this.region = options.region;
        this.defaultTags = options.defaultTags ?? {};
    }

    async check(request: Request<"check">): Answer<"check"> {
        return checkInputs(resourceType(request.type), { ...request, olds: request.olds });
    }

    async diff(request: Request<"diff">): Promise<DiffResult> {
        const news = ignoringChanges(request.news, request.olds, request.ignoreChanges ?? []);
        return diffInputs(resourceType(request.type), request.olds, this.#withDefaultRegion(news));
    }

    async create(request: Request<"create">): Promise<ResourceState> {
        const type = resourceType(request.type);
        const inputs = withoutDefaults(request.inputs);
        if (request.preview) {
            return { id: "", properties: this.#previewed(type, inputs, {}) };
        }
        const reader = new PropertyReader(type.token, inputs);
        const context = this.#contextFor(inputs);
        try {
            const id = await type.create(reader, context);
            return { id, properties: await this.#readBack(type, id, inputs, context) };
        } catch (error) {
            if (error instanceof HalfMade) {
                throw await this.#partial(type, error, inputs, context);
            }
            throw error;
        }
    }

    async read(request: Request<"read">): Promise<ReadResult | undefined> {
        const type = resourceType(request.type);
        if (request.properties !== undefined) {
            const found = await this.#find(type, request.id, withoutDefaults(request.properties));
            return found && { ...found, inputs: refreshedInputs(request.inputs ?? {}, found.properties) };
        }
        const { id, state } = importOf(type, request.id);
        const found = await this.#find(type, id, state);
        return found && { ...found, inputs: importedInputs(type.inputs, found.properties) };
    }

    async update(request: Request<"update">): Promise<PropertyMap> {
        const type = resourceType(request.type);
        const news = ignoringChanges(withoutDefaults(request.news), request.olds, request.ignoreChanges ?? []);
        if (request.preview) {
            return this.#previewed(type, news, request.olds);
        }
        const context = this.#contextFor(request.olds);
        const { changes } = diffInputs(type, request.olds, this.#withDefaultRegion(news));
        const changed = (...names: readonly string[]): boolean =>
            changes.some(({ path }) =>
                names.some((name) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`)),
            );
        const olds = new PropertyReader(type.token, request.olds);
        await type.update(request.id, { olds, news: new PropertyReader(type.token, news), changed }, context);
        return this.#readBack(type, request.id, news, context);
    }

    async delete(request: Request<"delete">): Promise<void> {
        const type = resourceType(request.type);
        const state = new PropertyReader(type.token, request.properties);
        await type.delete(request.id, state, this.#contextFor(request.properties));
    }

    async invoke(request: Request<"invoke">): Promise<PropertyMap> {
        return invokeFunction(request.token, request.args, this);
    }

    async #find(type: ResourceType, id: string, prior: PropertyMap): Promise<ResourceState | undefined> {
        const context = this.#contextFor(prior);
        const properties = await type.read(id, context, new PropertyReader(type.token, prior));
        return properties && { id, properties: complete(type, prior, properties, context) };
    }

    #contextFor(properties: PropertyMap): ResourceContext {
        const region = typeof properties["region"] === "string" ? properties["region"] : this.region;
        return {
            account: this.account,
            region,
            partition: partitionOf(region),
            defaultTags: this.defaultTags,
        };
    }

    #withDefaultRegion(news: PropertyMap): PropertyMap {
        return { ...news, region: news["region"] ?? this.region };
    }

    /** What a preview knows: what the program says, and of what AWS chooses, what it chose before. */
    #previewed(type: ResourceType, inputs: PropertyMap, olds: PropertyMap): PropertyMap {
        const properties: Record<string, PropertyValue> = {};
        for (const name of type.computedOutputs) {
            properties[name] = olds[name] ?? UNKNOWN;
        }
        for (const [name, property] of Object.entries(type.inputs)) {
            const value = inputs[name] ?? (property.computed === true ? (olds[name] ?? UNKNOWN) : undefined);
            if (value !== undefined) {
                properties[name] = value;
            }
        }
        if (isRegional(type)) {
            properties["region"] = inputs["region"] ?? olds["region"] ?? this.region;
        }
        if (type.taggable === true) {
            properties["tagsAll"] = mergedTags(this.defaultTags, inputs["tags"]);
        }
        return properties;
    }

    async #readBack(
        type: ResourceType,
        id: string,
        inputs: PropertyMap,
        context: ResourceContext,
    ): Promise<PropertyMap> {
        const properties = await type.read(id, context, new PropertyReader(type.token, inputs));
        if (properties === undefined) {
            throw new ProviderError(`reading ${type.token} (${id}): couldn't find resource`);
        }
        return complete(type, inputs, properties, context);
    }

    async #partial(
        type: ResourceType,
        { id, reason }: HalfMade,
        inputs: PropertyMap,
        context: ResourceContext,
    ): Promise<unknown> {
        if (!(reason instanceof ProviderError)) {
            return reason;
        }
        const read = await type.read(id, context, new PropertyReader(type.token, inputs));
        const properties = complete(type, inputs, read ?? {}, context);
        return new ProviderError(reason.message, reason.code, { id, properties });
    }
}

/**
 * What an import goes by. Behind an `@` it may name a Region other than the provider's. What AWS does not tell has its
 * default: the diff of an import that pulumi/pulumi#3661 shows has none of those that the program left out.
 */
function importOf(type: ResourceType, id: string): { readonly id: string; readonly state: PropertyMap } {
    const [, base = id, region] = /^(.+)@([a-z]{2,}(?:-[a-z]+)+-\d+)$/.exec(id) ?? [];
    const imported = type.importedAs?.(base) ?? { id: base, state: {} };
    const defaults = Object.entries(type.inputs).flatMap(([name, property]): [string, PropertyValue][] =>
        property.notRead === true && property.default !== undefined ? [[name, property.default]] : [],
    );
    const state = { ...Object.fromEntries(defaults), ...imported.state, ...(region === undefined ? {} : { region }) };
    return { id: imported.id, state };
}

function withoutDefaults(inputs: PropertyMap): PropertyMap {
    return Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== DEFAULTS));
}

/** The state: what AWS tells, and of what it does not tell again, what the program said. */
function complete(type: ResourceType, inputs: PropertyMap, read: PropertyMap, context: ResourceContext): PropertyMap {
    const kept = Object.entries(type.inputs).flatMap(([name, property]): [string, PropertyValue][] => {
        const value = inputs[name];
        return property.notRead === true && value !== undefined && value !== null ? [[name, value]] : [];
    });
    const present = Object.entries(read).filter(([, value]) => value !== undefined && value !== null);
    const properties = { ...Object.fromEntries(kept), ...Object.fromEntries(present) };
    return isRegional(type) ? { ...properties, region: context.region } : properties;
}

/** What is of a whole account, as IAM's resources are, has no Region. */
function isRegional(type: ResourceType): boolean {
    return Object.hasOwn(type.inputs, "region");
}

function mergedTags(defaultTags: TagMap, tags: PropertyValue | undefined): PropertyValue {
    if (tags === UNKNOWN) {
        return UNKNOWN;
    }
    return { ...defaultTags, ...(isPropertyMap(tags) ? tags : {}) };
}
