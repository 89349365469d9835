export interface Edge {
    readonly from: string;
    readonly to: string;
}

/**
 * Leaves out each edge that a longer way makes superfluous: what waits for B, which waits for A, waits for A anyway.
 * The edges must have no cycle, as the dependencies of a deployment never have.
 */
export function reduceTransitively(edges: readonly Edge[]): Edge[] {
    const successors = successorsOf(edges);
    const reachable = new Map<string, ReadonlySet<string>>();
    const reach = (node: string): ReadonlySet<string> => {
        const known = reachable.get(node);
        if (known !== undefined) {
            return known;
        }
        const found = new Set<string>();
        for (const next of successors.get(node) ?? []) {
            found.add(next);
            for (const beyond of reach(next)) {
                found.add(beyond);
            }
        }
        reachable.set(node, found);
        return found;
    };
    return [...successors].flatMap(([from, targets]) =>
        [...targets]
            .filter((to) => ![...targets].some((other) => other !== to && reach(other).has(to)))
            .map((to) => ({ from, to })),
    );
}

function successorsOf(edges: readonly Edge[]): Map<string, Set<string>> {
    const successors = new Map<string, Set<string>>();
    for (const { from, to } of edges) {
        const targets = successors.get(from) ?? new Set();
        successors.set(from, targets.add(to));
    }
    return successors;
}
