import type { SimulatedAccount } from "../account/account";
import type { AutoName } from "./auto-name";
import type { PropertyReader } from "./property-reader";
import type { CheckFailure, PropertyMap } from "./resource-provider";
import type { Fields } from "./schema";

export type TagMap = Readonly<Record<string, string>>;

/** What a resource is made in: the account, the Region it is for, and the tags that the provider adds. */
export interface ResourceContext {
    readonly account: SimulatedAccount;
    readonly region: string;
    readonly partition: string;
    readonly defaultTags: TagMap;
}

/** What an update may look at. */
export interface Update {
    readonly olds: PropertyReader;
    readonly news: PropertyReader;
    /** Whether any of the properties differs. */
    readonly changed: (...names: readonly string[]) => boolean;
}

/** What the provider does for one type of resource. */
export interface ResourceType {
    readonly token: string;
    readonly inputs: Fields;
    /** Properties that the real provider has and the simulator has not; any other unknown name is refused the same. */
    readonly computedOutputs: readonly string[];
    readonly autoName?: AutoName;
    /** Whether the type takes tags, and so has tagsAll. */
    readonly taggable?: true;
    /**
     * What an import goes by, where that is not just the id: the id of the resource, and what must be known to read it.
     * Throws for one that it cannot be.
     */
    readonly importedAs?: (id: string) => { readonly id: string; readonly state: PropertyMap };
    /** To make another one while the old one is there would be to make nothing, since both are the same to AWS. */
    readonly deleteBeforeReplace?: true;
    /** The state after an update that failed is the one before, and not the one that was wanted. */
    readonly keepsStateOfFailedUpdate?: true;
    /** Checks of the provider's own that look at more than one property. Values may be unknown. */
    readonly check?: (inputs: PropertyMap) => readonly CheckFailure[];

    /** Makes the resource and returns its id. Throws HalfMade once something exists that must not be lost. */
    create(inputs: PropertyReader, context: ResourceContext): Promise<string>;
    /** The resource's properties as AWS tells them, `undefined` where it is gone. */
    read(id: string, context: ResourceContext, prior: PropertyReader): Promise<PropertyMap | undefined>;
    update(id: string, update: Update, context: ResourceContext): Promise<void>;
    delete(id: string, state: PropertyReader, context: ResourceContext): Promise<void>;
}

/** A creation failed after the resource had come to be: the state keeps it. */
export class HalfMade extends Error {
    constructor(
        readonly id: string,
        readonly reason: unknown,
    ) {
        super("the resource was made but not finished");
        this.name = "HalfMade";
    }
}
