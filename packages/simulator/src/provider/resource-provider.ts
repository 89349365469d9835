/**
 * Pulumi's provider interface, without the wire: what the mocks, the in-process engine and the gRPC server all call.
 * Secrets are unwrapped before a call and wrapped again after it, by the caller; an unknown value in a preview is UNKNOWN.
 */

/** A value that is not known during a preview. */
export const UNKNOWN = Symbol.for("pulumi-guardduty-simulator/unknown");

export interface AssetValue {
    readonly asset: "file" | "text" | "archive";
    /**
     * The path of the file, or of the archive's file or folder, or the text itself; empty where only the hash is known, as of
     * an asset in a resource's state.
     */
    readonly source: string;
    /** The path as the program wrote it, where that is another: relative to the program. */
    readonly path?: string;
    /** SHA-256 of the content, in hex. */
    readonly hash: string;
    /** What an archive was put together of by the program, where that is not a file or a folder. */
    readonly members?: Readonly<Record<string, AssetValue>>;
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

/** How a project has its resources named: a name of its own, which is a proposal or is to be taken, or none at all. */
export type Autonaming = { readonly mode: "propose" | "enforce"; readonly name: string } | { readonly mode: "disable" };

/** What a read tells, and the inputs that a program would have to give for it. */
export interface ReadResult extends ResourceState {
    readonly inputs: PropertyMap;
}

/** Whose URN a request is about: whoever decorates a provider tells resources apart by it. */
interface AboutResource {
    readonly urn?: string;
}

export interface ResourceProvider {
    check(request: {
        readonly type: string;
        /** The resource's logical name, from which a name is made where none is given. */
        readonly name: string;
        readonly olds?: PropertyMap;
        readonly news: PropertyMap;
        /** Seed of the random part of generated names. The resource's URN makes a preview and its update agree. */
        readonly seed: string;
        /** What the project's `pulumi:autonaming` wants. */
        readonly autonaming?: Autonaming;
    }): Promise<{ readonly inputs: PropertyMap; readonly failures: readonly CheckFailure[] }>;
    diff(request: {
        readonly type: string;
        readonly id: string;
        readonly olds: ResourceState["properties"];
        readonly oldInputs: PropertyMap;
        readonly news: PropertyMap;
        /** Paths of which no change counts: they stay as they are in the state. */
        readonly ignoreChanges?: readonly string[];
    }): Promise<DiffResult>;
    /** In a preview nothing is made: what AWS would choose is UNKNOWN. */
    create(
        request: AboutResource & {
            readonly type: string;
            readonly inputs: PropertyMap;
            readonly preview: boolean;
        },
    ): Promise<ResourceState>;
    /** `undefined` when no such resource exists. Without properties, by the id alone: an import. */
    read(
        request: AboutResource & {
            readonly type: string;
            readonly id: string;
            readonly properties?: PropertyMap;
            /** What the program gave last: of these a refresh tells what has become of them, and of no others. */
            readonly inputs?: PropertyMap;
        },
    ): Promise<ReadResult | undefined>;
    update(
        request: AboutResource & {
            readonly type: string;
            readonly id: string;
            readonly olds: PropertyMap;
            readonly news: PropertyMap;
            readonly preview: boolean;
            readonly ignoreChanges?: readonly string[];
        },
    ): Promise<PropertyMap>;
    delete(
        request: AboutResource & { readonly type: string; readonly id: string; readonly properties: PropertyMap },
    ): Promise<void>;
    invoke(request: { readonly token: string; readonly args: PropertyMap }): Promise<PropertyMap>;
}
