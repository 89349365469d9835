import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { makeTestFolder } from "./test-folder";

const EXAMPLES = join(__dirname, "..", "..", "..", "examples");
const PROGRAMS = join(__dirname, "..", "test", "programs");

/**
 * An example's project, its program as JavaScript: a life of fifty operations need not compile the same program fifty times.
 * It goes with the test.
 */
export function exampleProject(example: string): string {
    const directory = makeTestFolder(example.replace("/", "-"));
    return precompiled(join(EXAMPLES, example), directory);
}

/** What the examples have that needs no other component: `GuardDutyMonitoring` with all of its arguments, and nothing else. */
export function coreProject(): string {
    const directory = makeTestFolder("core");
    cpSync(join(EXAMPLES, "ai-training-account", "lists"), join(directory, "lists"), { recursive: true });
    return precompiled(join(PROGRAMS, "core"), directory);
}

function precompiled(project: string, directory: string): string {
    cpSync(project, directory, {
        recursive: true,
        filter: (path) => !/[\\/](?:node_modules|tsconfig\.json)$/.test(path),
    });
    for (const file of readdirSync(directory).filter((name) => name.endsWith(".ts"))) {
        const source = readFileSync(join(directory, file), "utf8");
        const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
        const { outputText } = ts.transpileModule(source, { compilerOptions: options });
        writeFileSync(join(directory, file.replace(/\.ts$/, ".js")), outputText);
        rmSync(join(directory, file));
    }
    const project = join(directory, "Pulumi.yaml");
    writeFileSync(project, `${readFileSync(project, "utf8").trimEnd()}\nmain: index.js\n`);
    return directory;
}
