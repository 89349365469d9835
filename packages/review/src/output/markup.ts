import { escapeHtml } from "./escape-html";
import { shown } from "./shown-text";

/** HTML that is safe to put into a page. Only `markup` makes it, so that no text gets in unescaped. */
export class Html {
    readonly #text: string;

    private constructor(text: string) {
        this.#text = text;
    }

    toString(): string {
        return this.#text;
    }

    /** For markup of this program's own making. */
    static own(text: string): Html {
        return new Html(text);
    }
}

/** Text that may break behind separators and between words, where the long names of AWS break best. */
export function breakable(text: string, most?: number): Html {
    return Html.own(
        shown(text, most)
            .split(/(?<=[:/.!])|(?<=[a-z])(?=[A-Z])/)
            .map(escapeHtml)
            .join("<wbr />"),
    );
}

type Part = string | number | Html | readonly Html[] | undefined;

/** Markup with parts: texts are made visible and escaped, HTML is taken as it is. */
export function markup(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
    return Html.own(
        literalsOf(literals)
            .map((text, index) => text + render(parts[index]))
            .join(""),
    );
}

function render(part: Part): string {
    if (part === undefined) return "";
    if (typeof part === "number") return String(part);
    if (typeof part === "string") return escapeHtml(shown(part, 1000));
    return part instanceof Html ? part.toString() : part.map((each) => each.toString()).join("");
}

const plain = new WeakMap<TemplateStringsArray, readonly string[]>();

/** The markup itself without the indentation of its source. */
function literalsOf(literals: TemplateStringsArray): readonly string[] {
    let texts = plain.get(literals);
    if (texts === undefined) {
        texts = literals.map((text) => text.replace(/\n\s*/g, "\n"));
        plain.set(literals, texts);
    }
    return texts;
}
