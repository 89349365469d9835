import { HOSTILE_TEXTS } from "guardduty-findings-generator";
import { describe, expect, it } from "vitest";
import { escapeHtml } from "./escape-html";
import { markdown } from "./markdown";
import { shown } from "./shown-text";

describe("text of a finding", () => {
    it("shows what cannot be seen, and leaves other scripts alone", () => {
        expect(shown("a\u0000b\u202ec\u200bd\u2028\u001b[31m")).toBe("a\\u0000b\\u202ec\\u200bd\\u2028\\u001b[31m");
        expect(shown("half \ud800 pair")).toBe("half \\ud800 pair");
        expect(shown("São Paulo, 東京, 🙂")).toBe("São Paulo, 東京, 🙂");
    });

    it("ends", () => {
        expect(shown("x".repeat(20_000))).toBe(`${"x".repeat(160)}…`);
        expect(shown("x".repeat(160))).toBe("x".repeat(160));
    });

    it.each(HOSTILE_TEXTS)("is no markup in HTML: %j", (text) => {
        expect(escapeHtml(shown(text))).not.toMatch(/[<>"']/);
    });

    // What starts something in Markdown, GitHub's or others', has a backslash before it or is an entity.
    it.each(HOSTILE_TEXTS)("is no markup in Markdown: %j", (text) => {
        const escaped = markdown(text);

        expect(escaped).not.toMatch(/[<>\n\r\t@]/);
        expect(escaped.replace(/\\[\\`*_{}[\]()#+!|~=^$-]/g, "").replace(/&#?\w+;/g, "")).not.toMatch(/[`*_[\]|~$]/);
        expect(escaped).not.toContain("://");
    });
});
