import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import type { Life } from "./life";

const DOCS = join(__dirname, "..", "..", "..", "docs");

/** The examples under a heading of a guide, in their order. */
export function guidePrograms(guide: string, heading: string, language: "ts" | "sh" | "yaml" = "ts"): string[] {
    const text = readFileSync(join(DOCS, guide), "utf8");
    const [, section] = text.split(new RegExp(`^#+ ${heading}$`, "m"));
    if (section === undefined) {
        throw new Error(`docs/${guide} has no heading "${heading}".`);
    }
    const [own = ""] = section.split(/^#+ /m);
    const blocks = own.matchAll(/^```(\w+).*\n([^]*?)^```$/gm);
    return [...blocks].flatMap(([, of, program = ""]) => (of === language ? [program] : []));
}

/** Makes a guide's example the program of a stack, as it stands there but for what a reader is told to fill in. */
export function follow(life: Life, program: string, filledIn: Readonly<Record<string, string>> = {}): void {
    const own = Object.entries(filledIn).reduce((text, [sample, value]) => replaceSample(text, sample, value), program);
    const { outputText } = transpileModule(own, {
        compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
    });
    writeFileSync(join(life.directory, "index.js"), outputText);
}

function replaceSample(text: string, sample: string, value: string): string {
    if (!text.includes(sample)) {
        throw new Error(`The guide's example does not have ${sample} any more.`);
    }
    return text.replaceAll(sample, value);
}
