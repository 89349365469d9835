import type { Edge } from "./transitive-reduction";

/** A column for each node, to the right of all that it waits for; what waits for nothing stands close to what needs it. */
export function assignLayers(nodes: readonly string[], edges: readonly Edge[]): Map<string, number> {
    const layers = new Map<string, number>();
    const layerOf = (node: string): number => {
        const known = layers.get(node);
        if (known !== undefined) {
            return known;
        }
        const before = edges.filter(({ to }) => to === node).map(({ from }) => layerOf(from) + 1);
        const layer = Math.max(0, ...before);
        layers.set(node, layer);
        return layer;
    };
    nodes.forEach(layerOf);
    for (const node of nodes) {
        const after = edges.filter(({ from }) => from === node).map(({ to }) => (layers.get(to) ?? 1) - 1);
        if (after.length > 0 && !edges.some(({ to }) => to === node)) {
            layers.set(node, Math.min(...after));
        }
    }
    return layers;
}
