/**
 * Control characters (of both sets), what turns or hides text (bidirectional marks, zero-width ones, variation and tag characters),
 * line separators, and halves of surrogate pairs.
 */
const UNSEEN =
    /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\u{e0000}|[\u{e0001}-\u{e007f}]/gu;

/** Text of a finding as a person may see it: what can't be seen is written out, and no text goes on for ever. */
export function shown(text: string, most = 160): string {
    const visible = text
        .slice(0, most * 2)
        .replace(UNSEEN, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`);
    const characters = [...visible];
    return characters.length <= most && text.length <= most * 2 ? visible : `${characters.slice(0, most).join("")}…`;
}
