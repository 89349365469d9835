import { isJsonObject, parseJson, type Json } from "./event-fields";

/** A piece of a template: text as it is, or a variable, in a text in quotes or outside. */
type Piece = { readonly text: string } | { readonly variable: string; readonly quoted: boolean };

export type Filled = { readonly text: string } | { readonly problem: string };

/**
 * A transformer's template. A variable outside quotes stands for its value as JSON, one inside for its text; one that the
 * event does not have is empty. That the text is escaped in a template of one line of JSON, and in no other, so that a
 * control character in a value spoils a text in quotes or a template of several lines, is inferred from reports of events
 * that were lost (Amazon EventBridge User Guide, eb-transform-target-input, says only that quotes are kept).
 */
export class InputTemplate {
    readonly #pieces: readonly Piece[];
    readonly #oneLineOfJson: boolean;

    constructor(template: string) {
        this.#pieces = piecesOf(template);
        this.#oneLineOfJson = /^\s*[{[]/.test(template) && !/[\r\n]/.test(template);
    }

    get variables(): readonly string[] {
        return this.#pieces.flatMap((piece) => ("variable" in piece ? [piece.variable] : []));
    }

    /** Whether it is JSON, or a text in quotes on each line, whatever the variables are. */
    get isValid(): boolean {
        const sample = this.#sample("null");
        return isJson(sample) || sample.split(/\r?\n/).every((line) => line.trim() === "" || isJson(line));
    }

    /** Whether it is `{"timestamp": …, "message": …}` with a text for each, where the variables are texts. */
    get isLogEvent(): boolean {
        const sample = this.#sample('"x"');
        const value = isJson(sample) ? parseJson(sample) : undefined;
        return (
            isJsonObject(value) &&
            Object.keys(value).sort().join() === "message,timestamp" &&
            Object.values(value).every((one) => typeof one === "string")
        );
    }

    /** The template with a value outside quotes and a text inside for each variable. */
    #sample(value: string): string {
        return this.#pieces.map((piece) => ("text" in piece ? piece.text : piece.quoted ? "x" : value)).join("");
    }

    fill(valueOf: (variable: string) => Json | undefined): Filled {
        let text = "";
        for (const piece of this.#pieces) {
            if ("text" in piece) {
                text += piece.text;
                continue;
            }
            const value = valueOf(piece.variable) ?? "";
            if (!piece.quoted) {
                text += JSON.stringify(value);
                continue;
            }
            const plain = typeof value === "string" ? value : JSON.stringify(value);

            if (!this.#oneLineOfJson && /[\u0000-\u001f]/.test(plain)) {
                return {
                    problem: `the value of <${piece.variable}> has a control character, which makes no valid JSON`,
                };
            }
            text += this.#oneLineOfJson ? JSON.stringify(plain).slice(1, -1) : plain;
        }
        return { text };
    }
}

function piecesOf(template: string): Piece[] {
    const pieces: Piece[] = [];
    let quoted = false;
    for (const [token] of template.matchAll(/<[A-Za-z0-9_.-]+>|\\[\s\S]|[\s\S]/g)) {
        if (token.length > 2 && token.startsWith("<")) {
            pieces.push({ variable: token.slice(1, -1), quoted });
            continue;
        }
        if (token === '"') {
            quoted = !quoted;
        }
        pieces.push({ text: token });
    }
    return pieces;
}

export function isJson(text: string): boolean {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
}
