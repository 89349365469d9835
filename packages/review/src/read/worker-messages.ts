import type { Selection } from "../source/object-path";
import type { SourceFile } from "../source/source";
import type { StoreParts } from "../store/finding-store";
import type { Damage } from "./damage";
import type { Tally } from "./file-reader";

/** What a thread gets to do. */
export interface WorkOrder {
    readonly place: string;
    readonly selection: Selection;
    readonly files: readonly SourceFile[];
}

/** What it says: how far it is, and in the end all that it has read. */
export type WorkerMessage =
    | { readonly kind: "progress"; readonly tally: Tally }
    | { readonly kind: "done"; readonly tally: Tally; readonly damages: readonly Damage[]; readonly parts: StoreParts };
