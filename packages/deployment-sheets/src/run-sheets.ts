import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { findProjects, hasSettings, sheetsOf } from "./examples";
import { readSettings } from "./sheet-settings";
import { POLICY_FOLDER, sheets } from "./sheets";
import { fromExport } from "./stack/from-export";
import { optionalText } from "./stack/stack-resource";

const HELP = `Writes what deploying a stack needs and what it costs.

npm run sheets
    of every example that has a sheets.json: deployer-policy/*.json and COST.md, into its folder

npm run sheets -- --state stack.json [--usage sheets.json] [--out folder] [--exact]
    of a stack of your own: stack.json is what \`pulumi stack export\` printed

    --usage   the usage that a COST.md is made with
    --out     where to write; the current folder by default
    --exact   names and ids as they are, for a stack that exists: narrower, and not enough to make or replace anything
`;

const OPTIONS = {
    state: { type: "string" },
    usage: { type: "string" },
    out: { type: "string" },
    exact: { type: "boolean" },
    help: { type: "boolean" },
} as const;

export interface SheetsEnvironment {
    /** The repository. */
    readonly root: string;
    readonly cwd: string;
    readonly print: (text: string) => void;
}

/** Runs the command; relative paths are from `cwd`. */
export async function runSheets(args: string[], { root, cwd, print }: SheetsEnvironment): Promise<void> {
    const { values } = parseArgs({ args, options: OPTIONS });
    if (values.help === true) {
        print(HELP);
    } else if (values.state === undefined) {
        for (const project of findProjects(join(root, "examples")).filter(hasSettings)) {
            write(project, await sheetsOf(project, root), (file) => print(`${relative(cwd, file)}\n`));
        }
    } else {
        const { state, usage, out = ".", exact = false } = values;
        const files = ofState(resolve(cwd, state), usage === undefined ? undefined : resolve(cwd, usage), exact);
        write(resolve(cwd, out), files, (file) => print(`${relative(cwd, file)}\n`));
    }
}

function ofState(state: string, usage: string | undefined, exact: boolean): Map<string, string> {
    const resources = fromExport(readFileSync(state, "utf8"));
    const region = resources.map((resource) => optionalText(resource, "region")).find((each) => each !== undefined);
    return sheets({
        title: basename(state, ".json"),
        resources,
        region: region ?? "us-east-1",
        exact,
        ...(usage === undefined ? {} : { usage: readSettings(readFileSync(usage, "utf8"), usage).usage }),
    });
}

/** What an earlier run wrote and this one does not goes. */
function write(folder: string, files: ReadonlyMap<string, string>, tell: (file: string) => void): void {
    const policies = join(folder, POLICY_FOLDER);
    mkdirSync(policies, { recursive: true });
    for (const name of readdirSync(policies).filter((each) => /^(read|deploy|destroy)(-\d+)?\.json$/.test(each))) {
        rmSync(join(policies, name));
    }
    for (const [path, content] of files) {
        const file = join(folder, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
        tell(file);
    }
}
