import type { Selection } from "./object-path";

export interface SourceFile {
    /** As a user finds it again: a path, or an s3:// address. */
    readonly name: string;
    readonly bytes: number;
}

/** Where an export lies. */
export interface Source {
    /** Every file that may hold what is wanted. */
    list(selection: Selection): AsyncIterable<SourceFile>;
    /** The bytes of a file as they are stored, in pieces. */
    read(file: SourceFile): AsyncIterable<Buffer>;
}

/** What ends a review: its message is all that a user needs. */
export class ReviewError extends Error {}
