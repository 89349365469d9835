import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { MISTAKE, unknown, UsageError } from "./options";

export interface Example {
    readonly name: string;
    readonly directory: string;
    /** Its Pulumi.yaml says it. */
    readonly description: string;
}

const DEFAULT_EXAMPLE = "ai-training-account";

/** The examples of the repository, and the program with the mistakes, which belongs to the demo. */
export function listExamples(root: string): Example[] {
    const folder = join(root, "examples");
    const examples = projectsIn(folder).map((name) => ({ name, directory: join(folder, name) }));
    const mistake = { name: MISTAKE, directory: join(root, "packages/simulator/demo/mistake") };
    return [...examples, mistake]
        .filter(({ directory }) => existsSync(join(directory, "Pulumi.yaml")))
        .map((example) => ({ ...example, description: descriptionOf(example.directory) }));
}

/** A folder is an example, or holds the projects of one: `central-log-archive/member`. */
function projectsIn(folder: string): string[] {
    return foldersIn(folder).flatMap((name) =>
        existsSync(join(folder, name, "Pulumi.yaml"))
            ? [name]
            : foldersIn(join(folder, name)).map((project) => `${name}/${project}`),
    );
}

function foldersIn(folder: string): string[] {
    if (!existsSync(folder)) {
        return [];
    }
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort();
}

export function findExample(root: string, name = DEFAULT_EXAMPLE): Example {
    const examples = listExamples(root);
    const found = examples.find((example) => example.name === name);
    if (found === undefined) {
        const names = examples.map((example) => example.name);
        throw new UsageError(unknown("example", name, names));
    }
    return found;
}

export function isDefault({ name }: Example): boolean {
    return name === DEFAULT_EXAMPLE;
}

function descriptionOf(directory: string): string {
    const content: unknown = parse(readFileSync(join(directory, "Pulumi.yaml"), "utf8"));
    const hasDescription = typeof content === "object" && content !== null && "description" in content;
    return hasDescription && typeof content.description === "string" ? content.description : "";
}
