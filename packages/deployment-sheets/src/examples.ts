import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { readSettings, type SheetSettings } from "./sheet-settings";
import { sheets } from "./sheets";
import { deployedStack, prepare } from "./stack/deployed-example";

const SETTINGS = "sheets.json";

/** The folders of the projects below a folder: a new example is found by its Pulumi.yaml. */
export function findProjects(folder: string): string[] {
    return readdirSync(folder)
        .filter((name) => name !== "node_modules")
        .map((name) => join(folder, name))
        .filter((path) => statSync(path).isDirectory())
        .sort()
        .flatMap((path) => (existsSync(join(path, "Pulumi.yaml")) ? [path] : findProjects(path)));
}

export function hasSettings(project: string): boolean {
    return existsSync(join(project, SETTINGS));
}

export function settingsOf(project: string): SheetSettings {
    const file = join(project, SETTINGS);
    return readSettings(readFileSync(file, "utf8"), file);
}

/** The sheets of a project as it stands, deployed to an account in memory. */
export async function sheetsOf(project: string, root: string): Promise<Map<string, string>> {
    const settings = settingsOf(project);
    const stack = await deployedStack(await prepare(project, settings));
    const title = relative(root, project).split(sep).join("/");
    return sheets({ ...stack, title, usage: settings.usage });
}
