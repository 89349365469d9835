import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBoxes } from "../src/graph/boxes";
import { layOut, type Rectangle } from "../src/graph/layout";
import { toMermaid } from "../src/graph/mermaid";
import { createResourceGraph } from "../src/graph/resource-graph";
import { toSvg } from "../src/graph/svg";
import { deploymentOf, SAMPLE, type Sketch } from "./sample-deployment";

const graph = createResourceGraph(SAMPLE);

function overlap(a: Rectangle, b: Rectangle): boolean {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function contains(outer: Rectangle, inner: Rectangle): boolean {
    return (
        outer.x <= inner.x &&
        outer.y <= inner.y &&
        outer.x + outer.width >= inner.x + inner.width &&
        outer.y + outer.height >= inner.y + inner.height
    );
}

/** Which elements are still open at the end. Anything that is neither a tag nor escaped text is an error. */
function openTagsOf(xml: string): string[] {
    const open: string[] = [];
    const rest = xml.replace(
        /<(\/?)([a-z]+)((?: [\w:-]+="[^"<]*")*)(\/?)>/gi,
        (_tag, closes, name, _attributes, empty) => {
            if (closes === "/") {
                expect(open.pop()).toBe(name);
            } else if (empty !== "/") {
                open.push(String(name));
            }
            return "";
        },
    );
    expect(rest.replace(/&(?:amp|lt|gt|quot|apos);/g, "")).not.toMatch(/[<&]/);
    return open;
}

/** Stacks of up to 25 resources in up to four components, one inside another or not; dependencies on earlier ones only. */
const sketches = fc
    .array(
        fc.record({
            component: fc.nat(4),
            type: fc.constantFrom("aws:s3/bucket:Bucket", "aws:kms/key:Key", "aws:guardduty/filter:Filter"),
            dependencies: fc.uniqueArray(fc.nat(24), { maxLength: 4 }),
        }),
        { maxLength: 25 },
    )
    .map((resources): Sketch[] => [
        { name: "root", type: "pulumi:pulumi:Stack", kind: "stack" },
        ...[1, 2, 3, 4].map((index) => ({
            name: `c${index}`,
            type: "test:index:Component",
            kind: "component" as const,
            parent: index === 1 ? "root" : index === 4 ? "root" : `c${index - 1}`,
        })),
        ...resources.map(({ component, type, dependencies }, index) => ({
            name: `r${index}`,
            type,
            parent: component === 0 ? "root" : `c${component}`,
            dependencies: dependencies.filter((other) => other < index).map((other) => `r${other}`),
        })),
    ]);

describe("the graph", () => {
    it("has every resource that was registered, components as groups", () => {
        const registered = SAMPLE.resources.filter(({ kind }) => kind !== "stack").map(({ urn }) => urn);
        const drawn = [...graph.nodes, ...graph.groups].map(({ urn }) => urn);
        expect(drawn.sort()).toEqual(registered.sort());
    });

    it("does not depend on the order of registration", () => {
        const reversed = { resources: [...SAMPLE.resources].reverse() };
        expect(toSvg(createResourceGraph(reversed))).toBe(toSvg(graph));
        expect(toMermaid(createResourceGraph(reversed))).toBe(toMermaid(graph));
    });

    it("shortens names by what the component's name says already", () => {
        const labels = graph.nodes.map(({ label }) => label);
        expect(labels).toContain("filter-dataset-pulls");
        expect(labels).toContain("bucket-policy");
        expect(labels).toContain("egress");
    });

    it("shows a component without children as a resource", () => {
        const childless = createResourceGraph(
            deploymentOf([{ name: "empty", type: "test:index:Empty", kind: "component" }]),
        );
        expect(childless).toMatchObject({ groups: [], nodes: [{ label: "empty", type: "Empty" }] });
    });
});

describe("boxes", () => {
    const { boxes, edges } = createBoxes(graph);
    const boxWith = (label: string) => boxes.find(({ nodes }) => nodes.some((node) => node.label === label));

    it("put a chain of one type into one box, in order", () => {
        expect(boxWith("filter-dataset-pulls")).toMatchObject({
            ordered: true,
            nodes: ["dataset-pulls", "checkpoint-uploads", "package-mirrors", "node-churn"].map((name) => ({
                label: `filter-${name}`,
            })),
        });
    });

    it("put what has the same neighbours into one box", () => {
        expect(boxWith("plan-s3-data-events")?.nodes).toHaveLength(7);
        expect(boxWith("plan-s3-data-events")?.ordered).toBe(false);
    });

    it("keep a single one of its type out of the list of another", () => {
        const leaves = ["a:aws:s3/x:X", "b:aws:s3/x:X", "c:aws:s3/y:Y", "d:aws:s3/z:Z"].map((leaf) => ({
            name: leaf.slice(0, 1),
            type: leaf.slice(2),
            dependencies: ["root"],
        }));
        const few = createResourceGraph(deploymentOf([{ name: "root", type: "aws:s3/bucket:Bucket" }, ...leaves]));
        const names = createBoxes(few).boxes.map(({ nodes }) => nodes.map(({ name }) => name).join());
        expect(names).toEqual(["a,b", "c,d", "root"]);
    });

    it("lose neither a resource nor an edge between two of them", () => {
        fc.assert(
            fc.property(sketches, (sketch) => {
                const any = createResourceGraph(deploymentOf(sketch));
                const drawn = createBoxes(any);
                const boxOf = new Map(
                    drawn.boxes.flatMap(({ id, nodes }) => nodes.map(({ urn }) => [urn, id] as const)),
                );
                expect([...boxOf.keys()].sort()).toEqual(any.nodes.map(({ urn }) => urn).sort());
                const expected = any.edges
                    .map(({ from, to }) => `${boxOf.get(from)} ${boxOf.get(to)}`)
                    .filter((pair) => new Set(pair.split(" ")).size === 2);
                expect(new Set(drawn.edges.map(({ from, to }) => `${from} ${to}`))).toEqual(new Set(expected));
            }),
        );
    });

    it("have an arrow from each to what needs it", () => {
        expect(edges.length).toBeLessThan(graph.edges.length);
    });
});

describe("the layout", () => {
    it("keeps boxes apart, inside their frames, and frames inside one another", () => {
        fc.assert(
            fc.property(sketches, (sketch) => {
                const { boxes, frames, routes } = layOut(createResourceGraph(deploymentOf(sketch)), 50);
                boxes.forEach((box, index) => {
                    for (const other of boxes.slice(index + 1)) {
                        expect(overlap(box.area, other.area)).toBe(false);
                    }
                    for (const frame of frames) {
                        if (frame.group.urn === box.box.group) {
                            expect(contains(frame.area, box.area)).toBe(true);
                        }
                    }
                });
                frames.forEach((frame, index) => {
                    for (const other of frames.slice(index + 1)) {
                        expect(!overlap(frame.area, other.area) || contains(frame.area, other.area)).toBe(true);
                    }
                });
                for (const points of routes) {
                    const xs = points.map(({ x }) => x);
                    expect(xs).toEqual([...xs].sort((a, b) => a - b));
                }
            }),
        );
    });

    it("leads no edge through a box", () => {
        fc.assert(
            fc.property(sketches, (sketch) => {
                const { boxes, routes } = layOut(createResourceGraph(deploymentOf(sketch)), 50);
                for (const points of routes) {
                    // Across columns an edge is a straight line, from an odd point to the next.
                    for (let index = 1; index + 1 < points.length; index += 2) {
                        const [from, to] = [points[index]!, points[index + 1]!];
                        const line = { x: from.x, y: from.y - 0.5, width: to.x - from.x, height: 1 };
                        expect(boxes.filter(({ area }) => overlap(area, line))).toEqual([]);
                    }
                }
            }),
        );
    });
});

describe("the pictures", () => {
    const hostile = createResourceGraph(
        deploymentOf([
            { name: 'proj-<dev>&"x"', type: "pulumi:pulumi:Stack", kind: "stack" },
            { name: `</text><script>alert("1")</script>&'`, type: "aws:s3/bucket:Bucket" },
            { name: 'end"]; click n0 "javascript:1"\n\u0000`#', type: "test:index:<b>", kind: "component" },
        ]),
    );

    it("name every resource", () => {
        const svg = toSvg(graph);
        const mermaid = toMermaid(graph);
        for (const { label, name } of graph.nodes) {
            expect(svg).toContain(`<title>${name}</title>`);
            expect(mermaid).toContain(`["${label}<br/>`);
        }
    });

    it("let no text become markup in SVG", () => {
        const svg = toSvg(hostile);
        expect(svg).not.toContain("<script");
        expect(svg).not.toContain("\u0000");
        expect(svg).toContain("&lt;/text&gt;&lt;script&gt;");
        expect(openTagsOf(svg)).toEqual([]);
    });

    it("let no text become syntax in Mermaid", () => {
        const mermaid = toMermaid(hostile);
        const statements = mermaid.split("\n").filter((line) => line.startsWith("    n"));
        for (const statement of statements) {
            expect(statement).toMatch(/^ {4}n\d+\["[\w .,:/()<>#;-]*"\]$/);
        }
        expect(statements).toHaveLength(2);
        expect(mermaid).not.toMatch(/^ *click/m);
    });

    it("show light and dark", () => {
        expect(toSvg(graph)).toContain("@media (prefers-color-scheme:dark)");
    });

    it("can be drawn of nothing", () => {
        expect(toSvg(createResourceGraph(deploymentOf([])))).toContain("stack: 0 resources");
        expect(toMermaid(createResourceGraph(deploymentOf([])))).toContain("flowchart LR");
    });
});
