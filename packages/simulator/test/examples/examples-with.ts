import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

export const EXAMPLES = join(__dirname, "../../../../examples");

/** Every project of the examples, by its folder below theirs: an example may have several. */
export function findProjects(folder = EXAMPLES): string[] {
    if (existsSync(join(folder, "Pulumi.yaml"))) return [relative(EXAMPLES, folder).split(sep).join("/")];
    return readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
        .flatMap(({ name }) => findProjects(join(folder, name)))
        .sort();
}

/** The examples whose programs make a component. */
export function findExamplesWith(component: string): string[] {
    return findProjects().filter((example) => {
        const folder = join(EXAMPLES, example);
        const programs = readdirSync(folder).filter((file) => file.endsWith(".ts"));
        return programs.some((file) => readFileSync(join(folder, file), "utf8").includes(`new ${component}(`));
    });
}

/** The types of the sample findings that a README asks GuardDuty for. */
export function sampleTypesIn(readme: string): string[] {
    const [, asked = ""] = /--finding-types((?:\s+"[^"]+")+)/.exec(readme) ?? [];
    return [...asked.matchAll(/"([^"]+)"/g)].map(([, type]) => type ?? "");
}
