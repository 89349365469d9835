import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** The folders of the projects below a folder: a new example is found by its Pulumi.yaml. */
export function findProjects(folder: string): string[] {
    return readdirSync(folder)
        .filter((name) => name !== "node_modules")
        .map((name) => join(folder, name))
        .filter((path) => statSync(path).isDirectory())
        .sort()
        .flatMap((path) => (existsSync(join(path, "Pulumi.yaml")) ? [path] : findProjects(path)));
}
