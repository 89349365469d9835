import { mkdirSync, copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../scripts/bootstrap.mjs";
import { sources } from "./programs.mjs";
import { alternate, timeProcess } from "./rounds.mjs";

const PROCESSES = 9;

export async function bench() {
    const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
    const compile = (program) => {
        const folder = layOutConsumer(program);
        return () => timeProcess([tsc, "--noEmit", "-p", folder], folder);
    };
    const { firstMs, secondMs, ratio } = await alternate(PROCESSES, compile("by-hand"), compile("with-component"));
    const group = "tsc --noEmit";
    return {
        title: "Compiling a user's program",
        rows: [
            { what: "by hand", group, medianMs: firstMs },
            { what: "with `GuardDutyMonitoring`", group, medianMs: secondMs, ratio, limit: 1.05 },
        ],
        notes: [
            `${PROCESSES} pairs of processes, with the options of \`pulumi new aws-typescript\`. The program by hand is slower because it imports the typings of three AWS services; those of the library need none.`,
        ],
    };
}

function layOutConsumer(program) {
    const folder = join(root, "bench", "node_modules", ".cache", `compile-${program}`);
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(sources, `${program}.ts`), join(folder, "index.ts"));
    writeFileSync(join(folder, "package.json"), "{}");
    const compilerOptions = {
        strict: true,
        outDir: "bin",
        target: "es2020",
        module: "node16",
        moduleResolution: "node16",
        sourceMap: true,
        experimentalDecorators: true,
        pretty: true,
        noFallthroughCasesInSwitch: true,
        noImplicitReturns: true,
        forceConsistentCasingInFileNames: true,
        skipLibCheck: true,
        types: ["node"],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["index.ts"] }));
    return folder;
}
