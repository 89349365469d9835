import type { Deployment, RecordedResource } from "../engine/deployment";
import { type Edge, reduceTransitively } from "./transitive-reduction";

export interface GraphNode {
    readonly urn: string;
    readonly name: string;
    /** The name without what its component's name already says. */
    readonly label: string;
    /** `Detector` of `aws:guardduty/detector:Detector`. */
    readonly type: string;
    /** `guardduty` of `aws:guardduty/detector:Detector`. */
    readonly service: string;
    /** URN of the component it is part of. */
    readonly group: string | undefined;
    /** Only read: it belongs to somebody else. */
    readonly read: boolean;
}

export interface GraphGroup {
    readonly urn: string;
    readonly label: string;
    readonly type: string;
    readonly parent: string | undefined;
}

/** What was registered, as a picture shows it: components are frames, resources nodes, dependencies edges. */
export interface ResourceGraph {
    readonly title: string;
    readonly groups: readonly GraphGroup[];
    readonly nodes: readonly GraphNode[];
    /** From what must exist first to what needs it; reduced transitively. */
    readonly edges: readonly Edge[];
}

/** The same graph for the same resources, whatever the order in which a run happened to register them. */
export function createResourceGraph(deployment: Pick<Deployment, "resources">): ResourceGraph {
    const resources = [...deployment.resources].sort(byName);
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const framed = new Set(resources.map(({ parent }) => componentOf(parent, byUrn)?.urn));
    const components = resources.filter(({ kind, urn }) => kind === "component" && framed.has(urn));
    const drawn = resources.filter(({ kind, urn }) => kind !== "stack" && !(kind === "component" && framed.has(urn)));
    const nodes = drawn.map((resource) => nodeOf(resource, byUrn));
    return {
        title: titleOf(resources),
        groups: components.map((component) => groupOf(component, byUrn)),
        nodes,
        edges: edgesBetween(drawn),
    };
}

function byName(a: RecordedResource, b: RecordedResource): number {
    return compare(a.name, b.name) || compare(a.urn, b.urn);
}

function compare(a: string, b: string): number {
    return a < b ? -1 : Number(a > b);
}

function nodeOf(resource: RecordedResource, byUrn: ReadonlyMap<string, RecordedResource>): GraphNode {
    const component = componentOf(resource.parent, byUrn);
    const [packageName = "", module = "", type = ""] = resource.type.split(":");
    const isAws = packageName === "aws";
    return {
        urn: resource.urn,
        name: resource.name,
        label: shorten(resource.name, component),
        type: resource.kind === "provider" ? `${type} provider` : type,
        service: isAws ? (module.split("/")[0] ?? "") : packageName,
        group: component?.urn,
        read: resource.operation === "read",
    };
}

function groupOf(component: RecordedResource, byUrn: ReadonlyMap<string, RecordedResource>): GraphGroup {
    const parent = componentOf(component.parent, byUrn);
    return {
        urn: component.urn,
        label: shorten(component.name, parent),
        type: component.type.split(":").at(-1) ?? component.type,
        parent: parent?.urn,
    };
}

/** The nearest component above; a resource below another one, such as an object below its bucket, is not framed by it. */
function componentOf(
    parent: string | undefined,
    byUrn: ReadonlyMap<string, RecordedResource>,
): RecordedResource | undefined {
    const resource = parent === undefined ? undefined : byUrn.get(parent);
    if (resource === undefined || resource.kind === "component") {
        return resource;
    }
    return componentOf(resource.parent, byUrn);
}

function shorten(name: string, component: RecordedResource | undefined): string {
    const prefix = `${component?.name ?? ""}-`;
    return name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : name;
}

function edgesBetween(drawn: readonly RecordedResource[]): Edge[] {
    const urns = new Set(drawn.map(({ urn }) => urn));
    const edges = drawn.flatMap(({ urn, dependencies }) =>
        [...dependencies]
            .sort(compare)
            .filter((dependency) => urns.has(dependency))
            .map((dependency) => ({ from: dependency, to: urn })),
    );
    return reduceTransitively(edges);
}

function titleOf(resources: readonly RecordedResource[]): string {
    const stack = resources.find(({ kind }) => kind === "stack")?.name ?? "stack";
    const count = resources.filter(({ kind }) => kind === "resource").length;
    return `${stack}: ${count} ${count === 1 ? "resource" : "resources"}`;
}
