import type { Tags } from "../core/tags";
import type { Encryption } from "./encryption";

export interface ObjectVersion {
    readonly key: string;
    /** "null" in a bucket that keeps no versions. */
    readonly versionId: string;
    readonly deleteMarker: boolean;
    readonly content: Buffer;
    readonly etag: string;
    readonly contentType: string;
    readonly encryption: Encryption;
    readonly metadata: Readonly<Record<string, string>>;
    readonly tags: Tags;
    readonly retention: { readonly mode: string; readonly until: number } | undefined;
}

/** What a version is made from. */
export interface NewObject {
    readonly key: string;
    readonly content: Buffer;
    readonly contentType?: string | undefined;
    readonly metadata?: Readonly<Record<string, string>>;
    readonly tags?: Tags;
}
