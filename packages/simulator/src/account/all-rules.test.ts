import { describe, expect, it } from "vitest";

import { RULES } from "./all-rules";
import type { Wording } from "./core/rules";

const MARKS: Readonly<Record<Wording, string>> = { aws: "", general: " †", ours: " \\*" };

function table(): string {
    const rows = RULES.map(({ id, text, error, wording, confidence, source }) => {
        const cells = [`\`${id}\``, text, `${error.code}${MARKS[wording]}`, confidence, source];
        return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    });
    return [
        "# AWS's rules, as the simulator enforces them",
        "",
        "Made by `src/account/all-rules.test.ts` from the rules themselves. A dagger: AWS's words for this very refusal are not",
        "known, and the simulator answers with those AWS has for many. An asterisk: the words are the simulator's own. What is",
        "unknown is a switch, `Unknowns`.",
        "",
        "<!-- prettier-ignore -->",
        "| rule | what it says | AWS answers | how sure | source |",
        "| --- | --- | --- | --- | --- |",
        ...rows,
        "",
    ].join("\n");
}

describe("the rules", () => {
    it("have names of their own", () => {
        expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
    });

    it("are listed in RULES.md", async () => {
        await expect(table()).toMatchFileSnapshot("../../RULES.md");
    });
});
