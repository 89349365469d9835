/**
 * Pulumi's provider interface, without the wire: what the mocks, the in-process engine and the gRPC server all call.
 * Secrets are unwrapped before a call and wrapped again after it, by the caller; an unknown value in a preview is UNKNOWN.
 */

/** A value that is not known during a preview. */
export const UNKNOWN = Symbol.for("pulumi-guardduty-simulator/unknown");

export interface AssetValue {
    readonly asset: "file" | "text";
    /** The file's path, or the text itself. */
    readonly source: string;
    /** SHA-256 of the content, in hex. */
    readonly hash: string;
}

export type PropertyValue =
    | null
    | boolean
    | number
    | string
    | typeof UNKNOWN
    | AssetValue
    | readonly PropertyValue[]
    | { readonly [key: string]: PropertyValue };

export type PropertyMap = { readonly [key: string]: PropertyValue };

export interface CheckFailure {
    readonly property: string;
    readonly reason: string;
}

export interface PropertyDiff {
    readonly path: string;
    readonly kind: "add" | "update" | "delete" | "add-replace" | "update-replace" | "delete-replace";
}

export interface DiffResult {
    readonly changes: readonly PropertyDiff[];
    readonly deleteBeforeReplace: boolean;
}

export interface ResourceState {
    readonly id: string;
    readonly properties: PropertyMap;
}

/** What AWS, or the provider before it, answers to a call that it refuses. */
export class ProviderError extends Error {
    constructor(
        message: string,
        /** AWS's error code, such as BadRequestException. */
        readonly code?: string,
        /** What exists nevertheless, when a creation failed half way. */
        readonly partial?: ResourceState,
    ) {
        super(message);
        this.name = "ProviderError";
    }
}

/** Thrown for a resource type or a property that the simulator does not model: it never waves one through. */
export class NotModelledError extends Error {
    constructor(what: string) {
        super(`${what} is not modelled by the simulator`);
        this.name = "NotModelledError";
    }
}

export interface ResourceProvider {
    check(request: {
        readonly type: string;
        /** The resource's logical name, from which a name is made where none is given. */
        readonly name: string;
        readonly olds?: PropertyMap;
        readonly news: PropertyMap;
        /** Seed of the random part of generated names, the resource's URN: a preview and its update agree. */
        readonly seed: string;
    }): Promise<{ readonly inputs: PropertyMap; readonly failures: readonly CheckFailure[] }>;
    diff(request: {
        readonly type: string;
        readonly id: string;
        readonly olds: ResourceState["properties"];
        readonly oldInputs: PropertyMap;
        readonly news: PropertyMap;
    }): Promise<DiffResult>;
    /** In a preview nothing is made: what AWS would choose is UNKNOWN. */
    create(request: {
        readonly type: string;
        readonly inputs: PropertyMap;
        readonly preview: boolean;
    }): Promise<ResourceState>;
    /** `undefined` when no such resource exists. */
    read(request: {
        readonly type: string;
        readonly id: string;
        readonly properties?: PropertyMap;
    }): Promise<ResourceState | undefined>;
    update(request: {
        readonly type: string;
        readonly id: string;
        readonly olds: PropertyMap;
        readonly news: PropertyMap;
        readonly preview: boolean;
    }): Promise<PropertyMap>;
    delete(request: { readonly type: string; readonly id: string; readonly properties: PropertyMap }): Promise<void>;
    invoke(request: { readonly token: string; readonly args: PropertyMap }): Promise<PropertyMap>;
}
