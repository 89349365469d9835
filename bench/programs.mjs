// The two programs that are compared, ready to run: transpiled beside bench/node_modules, where they find the built
// library and its peers as a user's program does.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "../scripts/bootstrap.mjs";

export const sources = join(root, "bench", "programs");

/** Transpiles both programs and lays their files beside them; returns the folder. */
export function layOutPrograms() {
    const folder = join(root, "bench", "node_modules", ".cache", "programs");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), "{}");
    writeFileSync(join(folder, "trusted.txt"), "198.51.100.0/24\n203.0.113.7\n");
    // Addresses that GuardDuty looks at: reserved ones would be reported, and that takes time of its own.
    const threats = Array.from({ length: 200 }, (_, index) => `45.${index}.7.${index}`);
    writeFileSync(join(folder, "threats.txt"), `${threats.join("\n")}\n`);
    for (const name of ["with-component", "by-hand"]) {
        const { outputText } = ts.transpileModule(readFileSync(join(sources, `${name}.ts`), "utf8"), {
            compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
        });
        writeFileSync(join(folder, `${name}.js`), outputText);
    }
    for (const name of ["deploy.cjs", "regions.cjs"]) {
        writeFileSync(join(folder, name), readFileSync(join(sources, name)));
    }
    return folder;
}
