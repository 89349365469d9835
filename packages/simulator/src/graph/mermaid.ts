import { colorsOf } from "./colors";
import type { GraphGroup, GraphNode, ResourceGraph } from "./resource-graph";

/** The graph as a Mermaid flowchart, which GitHub and many editors draw. */
export function toMermaid(graph: ResourceGraph): string {
    const ids = new Map([...graph.groups, ...graph.nodes].map(({ urn }, index) => [urn, `n${index}`]));
    const idOf = (urn: string) => ids.get(urn) ?? "";
    const services = [...new Set(graph.nodes.map(({ service }) => service))].sort();
    const lines = [
        "---",
        `title: ${JSON.stringify(graph.title)}`,
        "---",
        "flowchart LR",
        ...membersOf(graph, undefined, idOf, "    "),
        ...graph.edges.map(({ from, to }) => `    ${idOf(from)} --> ${idOf(to)}`),
        ...services.map((service, index) => {
            const { fill, line, text } = colorsOf(service).light;
            return `    classDef s${index} fill:${fill},stroke:${line},color:${text}`;
        }),
        ...services.map((service, index) => {
            const members = graph.nodes.filter((node) => node.service === service);
            return `    class ${members.map(({ urn }) => idOf(urn)).join(",")} s${index}`;
        }),
    ];
    return `${lines.join("\n")}\n`;
}

function membersOf(
    graph: ResourceGraph,
    group: string | undefined,
    idOf: (urn: string) => string,
    indent: string,
): string[] {
    const nodes = graph.nodes.filter((node) => node.group === group);
    const groups = graph.groups.filter(({ parent }) => parent === group);
    return [
        ...nodes.map((node) => `${indent}${idOf(node.urn)}${nodeText(node)}`),
        ...groups.flatMap((child) => [
            `${indent}subgraph ${idOf(child.urn)}["${groupText(child)}"]`,
            ...membersOf(graph, child.urn, idOf, `${indent}    `),
            `${indent}end`,
        ]),
    ];
}

function nodeText({ label, type, read }: GraphNode): string {
    const text = `${escapeText(label)}<br/>${escapeText(type)}`;
    return read ? `(["${text}"])` : `["${text}"]`;
}

function groupText({ label, type }: GraphGroup): string {
    return escapeText(`${label} (${type})`);
}

/** Mermaid reads `#35;` as the character of that code; whatever could mean something to it is written so. */
function escapeText(text: string): string {
    return [...text].map((char) => (/[\w .,:/()-]/.test(char) ? char : `#${char.codePointAt(0)};`)).join("");
}
