import { type Colors, colorsOf } from "./colors";
import { layOut, type Layout, type PlacedBox, type PlacedFrame, type Point } from "./layout";
import type { ResourceGraph } from "./resource-graph";

const HEADER_HEIGHT = 76;
const LEGEND_ITEM_GAP = 26;

/** The graph as a picture that needs nothing else: no script, no font, no second file. */
export function toSvg(graph: ResourceGraph): string {
    const layout = layOut(graph, HEADER_HEIGHT);
    const services = [...new Set(graph.nodes.map(({ service }) => service))].sort();
    const width = Math.ceil(Math.max(layout.width, 420));
    const height = Math.ceil(layout.height);
    const title = escapeXml(graph.title);
    const lines = [
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title}">`,
        `<title>${title}</title>`,
        `<style>${styleSheet(services)}</style>`,
        `<rect class="page" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10"/>`,
        `<text class="title" x="24" y="34">${title}</text>`,
        ...legend(services),
        ...layout.frames.map(frame),
        ...edges(layout),
        ...layout.frames.map(frameLabel),
        ...layout.boxes.map((box) => boxOf(box, services)),
        "</svg>",
    ];
    return `${lines.join("\n")}\n`;
}

function frame({ area }: PlacedFrame): string {
    const { x, y, width, height } = area;
    return `<rect class="frame" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="10"/>`;
}

/** Above the edges, with a rim that keeps an edge from running through the words. */
function frameLabel({ group, area }: PlacedFrame): string {
    return (
        `<text class="frame-label" x="${round(area.x + 14)}" y="${round(area.y + 21)}">${escapeXml(group.label)}` +
        `<tspan class="frame-type" dx="8">${escapeXml(group.type)}</tspan></text>`
    );
}

function boxOf({ area, lines, box }: PlacedBox, services: readonly string[]): string {
    const [first] = box.nodes;
    const style = services.indexOf(first?.service ?? "");
    const texts = lines.map(
        ({ text, kind, y, title }) =>
            `<text class="${kind}" x="${round(area.x + 10)}" y="${round(area.y + y + 4)}">` +
            `<title>${escapeXml(title)}</title>${escapeXml(text)}</text>`,
    );
    const outline = `class="box${first?.read === true ? " read" : ""}" x="${round(area.x)}" y="${round(area.y)}"`;
    return [
        `<g class="s${style}"><rect ${outline} width="${round(area.width)}" height="${round(area.height)}" rx="6"/>`,
        ...texts,
        "</g>",
    ].join("");
}

function edges({ routes }: Layout): string[] {
    return [
        '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">' +
            '<path class="arrow" d="M0 0.5 8 4 0 7.5Z"/></marker></defs>',
        ...routes.map((points) => `<path class="edge" d="${curve(points)}" marker-end="url(#arrow)"/>`),
    ];
}

/** Curves in the gaps between columns, straight lines across them. */
function curve(points: readonly Point[]): string {
    const [start] = points;
    const parts = points.slice(1).map((to, index) => {
        const from = points[index] ?? to;
        if (index % 2 === 1) {
            return `H${round(to.x)}`;
        }
        const middle = round((from.x + to.x) / 2);
        return `C${middle} ${round(from.y)} ${middle} ${round(to.y)} ${round(to.x)} ${round(to.y)}`;
    });
    return start === undefined ? "" : `M${round(start.x)} ${round(start.y)}${parts.join("")}`;
}

function legend(services: readonly string[]): string[] {
    let x = 24;
    return services.map((service, index) => {
        const item =
            `<g class="s${index}"><rect class="box" x="${round(x)}" y="46" width="13" height="13" rx="3"/>` +
            `<text class="legend" x="${round(x + 19)}" y="57">${escapeXml(service)}</text></g>`;
        x += 19 + service.length * 6.8 + LEGEND_ITEM_GAP;
        return item;
    });
}

const LIGHT = {
    page: "#ffffff",
    border: "#d0d7de",
    text: "#1f2328",
    dim: "#59636e",
    frame: "#f6f8fa",
    edge: "#8c959f",
};
const DARK = { page: "#0d1117", border: "#30363d", text: "#f0f6fc", dim: "#9198a1", frame: "#151b23", edge: "#7d8590" };

function styleSheet(services: readonly string[]): string {
    return [
        "text{font-family:-apple-system,'Segoe UI','Noto Sans',Helvetica,Arial,sans-serif}",
        ".title{font-size:17px;font-weight:600}.legend{font-size:12px}",
        ".label{font-size:12px;font-weight:600}.type{font-size:10px;opacity:.75}",
        ".frame-label{font-size:13px;font-weight:600;paint-order:stroke;stroke-width:4px;stroke-linejoin:round}.frame-type{font-size:11px;font-weight:400}",
        ".read{stroke-dasharray:4 3}.edge{fill:none;stroke-width:1.3}",
        ...themeRules(LIGHT, services, "light"),
        `@media (prefers-color-scheme:dark){${themeRules(DARK, services, "dark").join("")}}`,
    ].join("");
}

function themeRules(theme: typeof LIGHT, services: readonly string[], name: "light" | "dark"): string[] {
    return [
        `.page{fill:${theme.page};stroke:${theme.border}}.frame{fill:${theme.frame};fill-opacity:.7;stroke:${theme.border}}`,
        `.title,.frame-label,.legend{fill:${theme.text}}.frame-type{fill:${theme.dim}}`,
        `.frame-label{stroke:${theme.frame}}.edge{stroke:${theme.edge}}.arrow{fill:${theme.edge}}`,
        ...services.map((service, index) => serviceRule(index, colorsOf(service)[name])),
    ];
}

function serviceRule(index: number, { fill, line, text }: Colors): string {
    return `.s${index} .box{fill:${fill};stroke:${line}}.s${index} .label,.s${index} .type{fill:${text}}`;
}

function round(value: number): string {
    return String(Math.round(value * 10) / 10);
}

/** Characters that XML does not allow at all, control characters and lone surrogates, become U+FFFD. */
function escapeXml(text: string): string {
    const allowed = text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
    return allowed
        .replaceAll("&", "&amp;")
        .replaceAll("<", "&lt;")
        .replaceAll(">", "&gt;")
        .replaceAll('"', "&quot;")
        .replaceAll("'", "&apos;");
}
