import type { Edge } from "./transitive-reduction";

/**
 * The longest chain of waits to each node that something is waited for, itself included: what must be made one after
 * the other, however much is made at once. Of chains of one length, the one that comes first by name.
 */
export function longestChains(edges: readonly Edge[]): ReadonlyMap<string, readonly string[]> {
    const predecessors = new Map<string, string[]>();
    for (const { from, to } of edges) {
        predecessors.set(to, [...(predecessors.get(to) ?? []), from]);
        predecessors.set(from, predecessors.get(from) ?? []);
    }
    const chains = new Map<string, readonly string[]>();
    const chainTo = (node: string): readonly string[] => {
        const known = chains.get(node);
        if (known !== undefined) {
            return known;
        }
        const before = (predecessors.get(node) ?? [])
            .map(chainTo)
            .sort((a, b) => b.length - a.length || compare(a.join("\n"), b.join("\n")));
        const chain = [...(before[0] ?? []), node];
        chains.set(node, chain);
        return chain;
    };
    [...predecessors.keys()].forEach(chainTo);
    return chains;
}

function compare(a: string, b: string): number {
    return a < b ? -1 : Number(a > b);
}
