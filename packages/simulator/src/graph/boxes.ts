import type { GraphNode, ResourceGraph } from "./resource-graph";
import type { Edge } from "./transitive-reduction";

/** What is drawn as one box: a resource, or several that stand at the same place in the graph. */
export interface Box {
    readonly id: string;
    readonly nodes: readonly GraphNode[];
    /** Each waits for the one above it. */
    readonly ordered: boolean;
    readonly group: string | undefined;
}

export interface BoxGraph {
    readonly boxes: readonly Box[];
    readonly edges: readonly Edge[];
}

/**
 * Draws as one box a chain of one type (filters, which are made one after another) and resources that wait for the same
 * and are waited for by the same (protection plans, a bucket's settings): a list reads better than a fan of arrows.
 */
export function createBoxes(graph: ResourceGraph): BoxGraph {
    const chains = mergeChains(graph);
    const boxes = mergeTwins(chains, edgesBetween(chains, graph.edges));
    return { boxes, edges: edgesBetween(boxes, graph.edges) };
}

function mergeChains({ nodes, edges }: ResourceGraph): Box[] {
    const byUrn = new Map(nodes.map((node) => [node.urn, node]));
    const next = new Map<string, GraphNode>();
    for (const { from, to } of edges) {
        const [source, target] = [byUrn.get(from), byUrn.get(to)];
        const only = edges.filter((edge) => edge.from === from || edge.to === to).length === 1;
        if (only && source !== undefined && target !== undefined && alike(source, target)) {
            next.set(from, target);
        }
    }
    const followers = new Set([...next.values()].map(({ urn }) => urn));
    return nodes.filter(({ urn }) => !followers.has(urn)).map((first) => boxOf(chainFrom(first, next), true));
}

function chainFrom(first: GraphNode, next: ReadonlyMap<string, GraphNode>): GraphNode[] {
    const chain: GraphNode[] = [];
    for (let node: GraphNode | undefined = first; node !== undefined; node = next.get(node.urn)) {
        chain.push(node);
    }
    return chain;
}

function alike(a: GraphNode, b: GraphNode): boolean {
    return a.type === b.type && a.service === b.service && a.group === b.group && a.read === b.read;
}

/** Twins of one type become one list; those that are the only one of their type share a box, each with its type. */
function mergeTwins(boxes: readonly Box[], edges: readonly Edge[]): Box[] {
    const byPlace = groupBy(boxes, (box) => placeOf(box, edges));
    return [...byPlace.values()].flatMap((twins) => {
        const byType = [...groupBy(twins, ({ nodes }) => nodes[0]?.type ?? "").values()];
        const lists = byType.filter(({ length }) => length > 1);
        const singles = byType.filter(({ length }) => length === 1).flat();
        return [...lists, singles].filter(({ length }) => length > 0).map(merge);
    });
}

function placeOf(box: Box, edges: readonly Edge[]): string {
    const before = edges.filter(({ to }) => to === box.id).map(({ from }) => from);
    const after = edges.filter(({ from }) => from === box.id).map(({ to }) => to);
    const [first] = box.nodes;
    const isAlone = before.length + after.length === 0;
    const place = [before.sort(), after.sort(), box.group, first?.service, first?.read, isAlone && first?.type];
    return JSON.stringify(box.ordered ? [box.id] : place);
}

function merge(twins: readonly Box[]): Box {
    return boxOf(
        twins.flatMap(({ nodes }) => nodes),
        twins[0]?.ordered ?? false,
    );
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
    const groups = new Map<string, T[]>();
    for (const item of items) {
        const key = keyOf(item);
        groups.set(key, [...(groups.get(key) ?? []), item]);
    }
    return groups;
}

function boxOf(nodes: readonly GraphNode[], ordered: boolean): Box {
    const [first] = nodes;
    return { id: first?.urn ?? "", nodes, ordered: ordered && nodes.length > 1, group: first?.group };
}

function edgesBetween(boxes: readonly Box[], edges: readonly Edge[]): Edge[] {
    const boxIds = new Map(boxes.flatMap(({ id, nodes }) => nodes.map(({ urn }): [string, string] => [urn, id])));
    const unique = new Map<string, Edge>();
    for (const edge of edges) {
        const from = boxIds.get(edge.from);
        const to = boxIds.get(edge.to);
        if (from !== undefined && to !== undefined && from !== to) {
            unique.set(`${from} ${to}`, { from, to });
        }
    }
    return [...unique.values()];
}
