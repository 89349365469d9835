import type { Tags } from "../core/tags";

/** A key as KMS holds it. */
export interface Key {
    readonly id: string;
    readonly arn: string;
    readonly accountId: string;
    description: string;
    policy: string;
    enabled: boolean;
    /** When it is deleted, in milliseconds since the epoch. */
    deletionAt: number | undefined;
    rotation: { readonly periodInDays: number } | undefined;
    tags: Tags;
}

export interface KeyAlias {
    readonly name: string;
    readonly arn: string;
    readonly targetKeyId: string;
}
