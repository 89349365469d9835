import type { Box } from "./boxes";

interface TextLine {
    readonly text: string;
    readonly kind: "label" | "type";
    /** The middle of the line, from the box's top. */
    readonly y: number;
    readonly title: string;
}

export interface SizedBox {
    readonly box: Box;
    readonly width: number;
    readonly height: number;
    readonly lines: readonly TextLine[];
}

/** Estimates on the generous side: which font is there, only the viewer knows. */
const LABEL_CHAR_WIDTH = 7.3;
const TYPE_CHAR_WIDTH = 5.9;
const LABEL_HEIGHT = 16;
const TYPE_HEIGHT = 13;
const ROW_GAP = 5;
const PADDING = 10;
const MAX_CHARS = { label: 34, type: 40 };

/** A box's lines of text and its size. Resources of one type say so once, at the head; others each below their name. */
export function sizeBox(box: Box): SizedBox {
    const lines: TextLine[] = [];
    let y = PADDING;
    const add = (kind: TextLine["kind"], text: string, title: string) => {
        const height = kind === "label" ? LABEL_HEIGHT : TYPE_HEIGHT;
        lines.push({ kind, text: shortenTo(text, MAX_CHARS[kind]), title, y: y + height / 2 });
        y += height;
    };
    const types = new Set(box.nodes.map(({ type }) => type));
    const isList = box.nodes.length > 1 && types.size === 1;
    if (isList) {
        const [type = ""] = types;
        add("type", `${type} × ${box.nodes.length}`, type);
        y += ROW_GAP;
    }
    box.nodes.forEach((node, index) => {
        add("label", box.ordered ? `${index + 1}. ${node.label}` : node.label, node.name);
        if (!isList) {
            add("type", node.type, node.type);
            y += index < box.nodes.length - 1 ? ROW_GAP : 0;
        }
    });
    const widths = lines.map(
        ({ kind, text }) => [...text].length * (kind === "label" ? LABEL_CHAR_WIDTH : TYPE_CHAR_WIDTH),
    );
    return { box, lines, width: Math.ceil(Math.max(90, ...widths) + 2 * PADDING), height: y + PADDING - 2 };
}

function shortenTo(text: string, length: number): string {
    const chars = [...text];
    return chars.length <= length ? text : `${chars.slice(0, length - 1).join("")}…`;
}
