import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { makeTestFolder } from "./test-folder";

const EXAMPLES = join(__dirname, "..", "..", "..", "examples");
const PROGRAMS = join(__dirname, "..", "test", "programs");

/** `GuardDutyMonitoring` with all of its arguments, and nothing else. */
export function coreProject(): string {
    const directory = programProject("core");
    cpSync(join(EXAMPLES, "ai-training-account", "lists"), join(directory, "lists"), { recursive: true });
    return directory;
}

/** `FindingNotifications` with targets of most kinds, and `MalwareProtection`. */
export function alertsProject(): string {
    return programProject("alerts");
}

/** `ThreatListFeed` beside lists of `GuardDutyMonitoring`. */
export function feedProject(): string {
    return programProject("feed");
}

/**
 * One of `test/programs` as a project, its program as JavaScript: a life of fifty operations need not compile the same program
 * fifty times. It goes with the test.
 */
function programProject(name: string): string {
    const directory = makeTestFolder(name);
    cpSync(join(PROGRAMS, name), directory, { recursive: true });
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
