import type { Inputs } from "./fake-aws";
import type { Options, Registered } from "./recorder";

/** A registered resource in few words, for comparing whole graphs. */
export interface Node {
    readonly type: string;
    readonly parent: string | undefined;
    readonly after: readonly string[];
    readonly options: Options;
    readonly inputs: Inputs;
}

export type Graph = Record<string, Node>;

/** Every registered resource by its name; names are unique in what one component makes. */
export function graphOf(resources: readonly Registered[]): Graph {
    const graph = Object.fromEntries(
        resources.map(({ name, type, parent, dependencies, options, inputs }) => [
            name,
            { type, parent, after: dependencies, options, inputs },
        ]),
    );
    if (Object.keys(graph).length < resources.length) throw new Error("two resources have one name");
    return graph;
}

/** The resources that the names of which start so. */
export function namesOf(resources: readonly Registered[], start = ""): string[] {
    return resources
        .map(({ name }) => name)
        .filter((name) => name.startsWith(start))
        .sort();
}
