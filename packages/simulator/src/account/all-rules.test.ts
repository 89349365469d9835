import { describe, expect, it } from "vitest";

import { RULES } from "./all-rules";

function table(): string {
    const rows = RULES.map(({ id, text, error, wording, confidence, source }) => {
        const cells = [`\`${id}\``, text, `${error.code}${wording === "ours" ? " *" : ""}`, confidence, source];
        return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    });
    return [
        "# AWS's rules, as the simulator enforces them",
        "",
        "Made by `src/account/all-rules.test.ts` from the rules themselves. An asterisk: AWS's words for this refusal are not",
        "known, and the simulator uses its own. What is unknown is a switch, `Unknowns`.",
        "",
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
