import fc from "fast-check";
import { expect, it } from "vitest";
import { longestChains } from "./longest-chain";

function edges(...pairs: readonly string[]): { from: string; to: string }[] {
    return pairs.map((pair) => ({ from: pair[0] ?? "", to: pair[1] ?? "" }));
}

it("takes the longest way to each node, not the first one found", () => {
    const chains = longestChains(edges("ad", "ab", "bc", "cd"));
    expect(Object.fromEntries(chains)).toEqual({
        a: ["a"],
        b: ["a", "b"],
        c: ["a", "b", "c"],
        d: ["a", "b", "c", "d"],
    });
});

it("decides between chains of one length by name, whatever the order of the edges", () => {
    expect(longestChains(edges("yz", "xz")).get("z")).toEqual(["x", "z"]);
    expect(longestChains(edges("xz", "yz")).get("z")).toEqual(["x", "z"]);
});

it("is a way along the edges, and no edge leads to a longer one", () => {
    // Edges from lower to higher numbers have no cycle.
    const graph = fc.array(
        fc.tuple(fc.nat(12), fc.nat(12)).filter(([a, b]) => a < b),
        { maxLength: 40 },
    );
    fc.assert(
        fc.property(graph, (pairs) => {
            const all = pairs.map(([a, b]) => ({ from: `${a}`, to: `${b}` }));
            const chains = longestChains(all);
            for (const [node, chain] of chains) {
                expect(chain.at(-1)).toBe(node);
                chain.slice(1).forEach((to, index) => expect(all).toContainEqual({ from: chain[index], to }));
            }
            for (const { from, to } of all) {
                expect(chains.get(to)?.length).toBeGreaterThan(chains.get(from)?.length ?? 0);
            }
        }),
    );
});
