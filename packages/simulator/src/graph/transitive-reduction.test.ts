import * as fc from "fast-check";
import { expect, it } from "vitest";
import { type Edge, reduceTransitively } from "./transitive-reduction";

/** Edges from lower to higher numbers only, so never a cycle. */
const acyclicEdges = fc
    .uniqueArray(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 40, selector: (pair) => pair.join() })
    .map((pairs) => pairs.filter(([a, b]) => a < b).map(([a, b]): Edge => ({ from: `n${a}`, to: `n${b}` })));

/** Warshall's algorithm: independent of how the reduction looks for longer ways. */
function closureOf(edges: readonly Edge[]): Set<string> {
    const nodes = [...new Set(edges.flatMap(({ from, to }) => [from, to]))];
    const closure = new Set(edges.map(({ from, to }) => `${from}>${to}`));
    for (const middle of nodes) {
        for (const from of nodes) {
            for (const to of nodes) {
                if (closure.has(`${from}>${middle}`) && closure.has(`${middle}>${to}`)) {
                    closure.add(`${from}>${to}`);
                }
            }
        }
    }
    return closure;
}

it("leaves out the direct edge where a longer way exists", () => {
    const edges = [
        { from: "a", to: "b" },
        { from: "b", to: "c" },
        { from: "a", to: "c" },
    ];
    expect(reduceTransitively(edges)).toEqual(edges.slice(0, 2));
});

it("keeps what can be reached, with no edge to spare", () => {
    fc.assert(
        fc.property(acyclicEdges, (edges) => {
            const reduced = reduceTransitively(edges);
            expect(closureOf(reduced)).toEqual(closureOf(edges));
            for (const edge of reduced) {
                const others = reduced.filter((other) => other !== edge);
                expect(closureOf(others).has(`${edge.from}>${edge.to}`)).toBe(false);
            }
        }),
    );
});
