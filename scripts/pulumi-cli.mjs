// Finds the Pulumi CLI or gets it. In this order: what PULUMI_CLI names; `pulumi` on PATH, unless too old; one obtained
// earlier; Pulumi's official installer, where it can be reached; a build of the Go module in tools/pulumi.
// The same for the YAML language host, which an official CLI has beside it and which is a module of its own.
import { existsSync, mkdirSync, realpathSync, rmSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { say, UserError } from "./bootstrap.mjs";
import { cachedFolder, executableIn, fillOnce } from "./pulumi/cache.mjs";
import { PULUMI, YAML_LANGUAGE } from "./pulumi/tools.mjs";
import { tryOut } from "./pulumi/try-out.mjs";
import { buildWithGo, installOfficially } from "./pulumi/ways-to-get.mjs";

const WAYS_TO_GET = [
    { name: "the official installer", get: installOfficially },
    { name: "a build from source", get: buildWithGo },
];

/**
 * The path of a Pulumi CLI that is here already, or undefined. Says of what it passes over why, and throws where PULUMI_CLI
 * names one that does not work.
 */
export function findPulumi(machine = thisMachine()) {
    return look(PULUMI, machine);
}

/** The path of a Pulumi CLI, which is obtained where there is none: that may take minutes. Says which it is. */
export function getPulumi(machine = thisMachine()) {
    return get(PULUMI, machine);
}

/** The path of the YAML language host, or undefined. For the CLI to use it, its folder has to be on the CLI's PATH. */
export function findYamlLanguage(machine = thisMachine()) {
    return look(YAML_LANGUAGE, machine);
}

export function getYamlLanguage(machine = thisMachine()) {
    return get(YAML_LANGUAGE, machine);
}

/** What looking and getting depend on. */
function thisMachine() {
    return { env: process.env, platform: process.platform, arch: process.arch, say };
}

async function look(tool, machine) {
    const { found, passedOver } = await find(tool, machine);
    passedOver.forEach((text) => machine.say(`Not used: ${text}.`));
    return found?.path;
}

async function get(tool, machine) {
    const { found, passedOver } = await find(tool, machine);
    passedOver.forEach((text) => machine.say(`Not used: ${text}.`));
    const { path, version, origin } = found ?? (await obtain(tool, machine, passedOver));
    machine.say(`Using ${tool.title}${version === undefined ? "" : ` ${version}`}, ${origin}: ${path}`);
    return path;
}

/** The first that works, and those before it that don't, with the reason. */
async function find(tool, machine) {
    const passedOver = [];
    for (const { path, origin, demanded } of await candidates(tool, machine)) {
        const { version, objection } = await tryOut(tool, path, machine);
        if (objection === undefined) {
            return { found: { path, origin, version }, passedOver };
        }
        if (demanded) {
            throw new UserError(
                `${tool.variable} is ${path}, which ${objection}.\n` +
                    `Let it name an executable that works, or unset it: then one is looked for, or obtained.`,
            );
        }
        passedOver.push(`${path}, ${origin}, ${objection}`);
    }
    return { found: undefined, passedOver };
}

async function candidates(tool, machine) {
    const { env, platform } = machine;
    if (env[tool.variable]) {
        return [{ path: resolve(env[tool.variable]), origin: `named by ${tool.variable}`, demanded: true }];
    }
    const file = platform === "win32" ? `${tool.name}.exe` : tool.name;
    const pulumi = tool === PULUMI ? undefined : (await find(PULUMI, machine)).found?.path;
    const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
    return [
        ...(pulumi === undefined
            ? []
            : [{ path: join(dirname(realpathSync(pulumi)), file), origin: "beside the Pulumi CLI" }]),
        ...folders.map((folder) => ({ path: resolve(folder, file), origin: "on PATH" })),
        { path: executableIn(cachedFolder(tool, machine), tool, machine), origin: "obtained earlier" },
    ].filter(({ path }) => existsSync(path));
}

async function obtain(tool, machine, passedOver) {
    const folder = cachedFolder(tool, machine);
    const path = executableIn(folder, tool, machine);
    const problems = [...passedOver];
    let filled = false;
    try {
        filled = await fillOnce(folder, {
            isFilled: async () => (await tryOut(tool, path, machine)).objection === undefined,
            fill: (partial) => fill(tool, machine, partial, problems),
            onWait: () => machine.say(`Another command is getting ${tool.title} just now; waiting for it ...`),
        });
    } catch (error) {
        problems.push(`${folder} cannot be filled: ${error.message}`);
    }
    if (!filled) {
        throw new UserError(howToGet(tool, problems));
    }
    return { path, version: tool.version, origin: "obtained just now" };
}

/** Tries one way after the other until the tool is in the folder; why not goes into `problems`. */
async function fill(tool, machine, folder, problems) {
    for (const { name, get } of WAYS_TO_GET) {
        mkdirSync(folder);
        const outcome = await verify(tool, machine, folder, await get(tool, folder, machine));
        if (outcome === true) {
            return true;
        }
        problems.push(`${name} ${outcome}`);
        rmSync(folder, { recursive: true, force: true });
    }
    return false;
}

// What was obtained must be what was asked for: nobody knows beforehand what an installer leaves.
async function verify(tool, machine, folder, outcome) {
    if (outcome !== true) {
        return outcome;
    }
    const path = executableIn(folder, tool, machine);
    const { version, objection } = await tryOut(tool, path, machine);
    if (objection !== undefined) {
        return `left bin/${tool.name}, which ${objection}`;
    }
    const right = version === undefined || version === tool.version;
    return right || `left ${tool.name} ${version} instead of ${tool.version}`;
}

function howToGet(tool, problems) {
    const least = tool.oldest === undefined ? "" : `, ${tool.oldest} or newer`;
    return [
        `Cannot find or get ${tool.title} (${tool.name}${least}):`,
        ...problems.map((problem) => `  - ${problem.replaceAll("\n", "\n    ")}`),
        "One of these helps; then run the same command again:",
        "  - install Pulumi: https://www.pulumi.com/docs/install/",
        "  - install Go (https://go.dev/doc/install): with it the sources are fetched and built here",
        `  - set ${tool.variable} to the path of an executable that you have`,
    ].join("\n");
}
