import { EventPatternError } from "./pattern-error";

/** `*` stands for any characters or none; a backslash before it or before another backslash takes its meaning away. */
export function wildcardPattern(pattern: string): (text: string) => boolean {
    const literals = [""];
    let previous = "";
    for (let at = 0; at < pattern.length; at += 1) {
        let character = pattern.charAt(at);
        if (character === "*") {
            if (previous === "*") {
                throw new EventPatternError(`Consecutive wildcard characters at pos ${at}`);
            }
            literals.push("");
            previous = "*";
            continue;
        }
        if (character === "\\") {
            character = pattern.charAt(at + 1);
            if (character !== "*" && character !== "\\") {
                throw new EventPatternError(`Invalid escape character at pos ${at + 1}`);
            }
            at += 1;
        }
        literals[literals.length - 1] += character;
        previous = "";
    }
    return (text) => matchesLiterals(text, literals);
}

/** Whether a text is the literals with anything between them: the first match of each is as good as any. */
function matchesLiterals(text: string, literals: readonly string[]): boolean {
    const first = literals[0] ?? "";
    const last = literals.at(-1) ?? "";
    if (literals.length === 1) {
        return text === first;
    }
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) {
        return false;
    }
    let from = first.length;
    for (const literal of literals.slice(1, -1)) {
        const at = text.indexOf(literal, from);
        if (at < 0) {
            return false;
        }
        from = at + literal.length;
    }
    return from <= text.length - last.length;
}
