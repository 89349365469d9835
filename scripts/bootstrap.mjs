// Brings a fresh clone to where commands can run: the right Node, the dependencies, the built packages.
// Plain Node, no dependency: it runs before anything is installed. Each step leaves a stamp and is skipped while the
// files it depends on stay the same, so that a second run costs next to nothing.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

// The one place that states pnpm's version.
export const PNPM_VERSION = "12.21.0";

// What vitest and ESLint ask for.
const OLDEST_NODE = [20, 19];

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A failure whose message is all that the user needs: printed without a stack. */
export class UserError extends Error {}

let progress = process.stdout;

export function say(text) {
    progress.write(`${text}\n`);
}

/** For a command whose output is for a program to read. */
export function sayOnStderr() {
    progress = process.stderr;
}

export function checkNode() {
    const [major, minor] = process.versions.node.split(".").map(Number);
    const [oldestMajor, oldestMinor] = OLDEST_NODE;
    if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) {
        return;
    }
    throw new UserError(
        `This workspace needs Node ${OLDEST_NODE.join(".")} or newer; this is Node ${process.versions.node} ` +
            `(${process.execPath}). Install a current Node, then run the same command again.`,
    );
}

/** Installs what the lock file says, unless that was done already. */
export async function install() {
    const stamp = join(root, "node_modules", ".installed-from");
    const wanted = hashFiles([...manifests(), join(root, "pnpm-lock.yaml")], `pnpm ${PNPM_VERSION}`);
    if (readStamp(stamp) === wanted && workspaceFolders().every((folder) => existsSync(join(folder, "node_modules")))) {
        return;
    }
    say(`Installing dependencies with pnpm ${PNPM_VERSION} (the first time takes about a minute) ...`);
    const started = Date.now();
    const { code, output } = await capture("npx", [
        "--yes",
        `pnpm@${PNPM_VERSION}`,
        "install",
        "--frozen-lockfile",
        "--reporter=append-only",
    ]);
    if (code !== 0) {
        throw new UserError(`Installing failed:\n\n${lastLines(output, 30)}\n\n${installHint(output)}`);
    }
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, wanted);
    say(`Installed in ${seconds(started)}.`);
}

/** Builds those of the packages whose sources changed since their last build. */
export async function build(names) {
    const stale = builtPackages(names).filter(
        ({ stamp, wanted, output }) => readStamp(stamp) !== wanted || !existsSync(output),
    );
    if (stale.length === 0) {
        return;
    }
    say(`Building ${stale.map(({ name }) => name).join(" and ")} ...`);
    const started = Date.now();
    await Promise.all(
        stale.map(async ({ name, folder, stamp, wanted }) => {
            rmSync(stamp, { force: true });
            const tool = join(folder, "node_modules", "tsup", "dist", "cli-default.js");
            const { code, output } = await capture(process.execPath, [tool], folder);
            if (code !== 0) {
                throw new UserError(`Building ${name} failed:\n\n${lastLines(output, 60)}`);
            }
            writeFileSync(stamp, wanted);
        }),
    );
    say(`Built in ${seconds(started)}.`);
}

/** The workspace's own packages and examples, as pnpm-workspace.yaml lists them. */
export function workspaceFolders() {
    return ["packages", "examples", "examples/central-log-archive"]
        .map((parent) => join(root, parent))
        .filter((parent) => existsSync(parent))
        .flatMap((parent) => readdirSync(parent).map((name) => join(parent, name)))
        .concat(join(root, "bench"))
        .filter((folder) => existsSync(join(folder, "package.json")));
}

/** Runs a command whose output the user sees; resolves to its exit code. */
export function run(command, args, options = {}) {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { cwd: root, stdio: "inherit", shell: needsShell(command), ...options });
        child.on("error", (error) => reject(new UserError(`Cannot start ${command}: ${error.message}`)));
        child.on("exit", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 1)));
    });
}

/**
 * Runs a command and keeps its output; resolves to both. `input` is what it reads; after `limitMs` it is ended, and with it
 * the wait for what it may have started.
 */
export function capture(command, args, cwd = root, env = process.env, { input, limitMs } = {}) {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, {
            cwd,
            env,
            stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
            shell: needsShell(command),
        });
        let output = "";
        const keep = (chunk) => {
            output += chunk;
        };
        child.stdout.setEncoding("utf8").on("data", keep);
        child.stderr.setEncoding("utf8").on("data", keep);
        // One that ends before it has read everything has said why in its output and exit code.
        child.stdin?.on("error", () => {}).end(input);
        const limit = limitMs === undefined ? undefined : setTimeout(end, limitMs);
        function end() {
            keep(`\nended after ${limitMs / 1000} s\n`);
            child.kill("SIGKILL");
            child.stdout.destroy();
            child.stderr.destroy();
        }
        child.on("error", (error) => {
            clearTimeout(limit);
            reject(new UserError(`Cannot start ${command}: ${error.message}`));
        });
        child.on("close", (code) => {
            clearTimeout(limit);
            resolve({ code: code ?? 1, output });
        });
    });
}

export function lastLines(text, count) {
    return text.trimEnd().split("\n").slice(-count).join("\n");
}

export function seconds(started) {
    return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}

// npm's and npx's launchers are batch files on Windows, which only a shell starts.
function needsShell(command) {
    return process.platform === "win32" && ["npm", "npx"].includes(command);
}

function installHint(output) {
    if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|META_FETCH_FAIL|ENETUNREACH|network/i.test(output)) {
        return (
            "It looks as if the npm registry could not be reached. The first run needs it (later ones don't).\n" +
            "Check the network; behind a proxy or with a registry of your own, set `proxy` or `registry` in your .npmrc."
        );
    }
    if (/OUTDATED_LOCKFILE|frozen-lockfile/.test(output)) {
        return (
            "A package.json and pnpm-lock.yaml disagree. After changing dependencies, run\n" +
            `    npx pnpm@${PNPM_VERSION} install\nand commit pnpm-lock.yaml with the change.`
        );
    }
    return "Run the same command again; if it stays, remove node_modules first.";
}

function manifests() {
    return [root, ...workspaceFolders()]
        .map((folder) => join(folder, "package.json"))
        .concat(join(root, "pnpm-workspace.yaml"));
}

function builtPackages(names) {
    return names
        .map((name) => ({ name, folder: join(root, "packages", name) }))
        .map(({ name, folder }) => ({
            name,
            folder,
            stamp: join(folder, "node_modules", ".built-from"),
            output: join(folder, "dist", "index.js"),
            wanted: hashFiles([
                ...filesUnder(join(folder, "src")).filter((path) => !path.endsWith(".test.ts")),
                ...["tsup.config.ts", "package.json", "tsconfig.json"].map((name) => join(folder, name)),
                ...["tsconfig.base.json", "pnpm-lock.yaml"].map((name) => join(root, name)),
            ]),
        }));
}

function filesUnder(folder) {
    return readdirSync(folder, { withFileTypes: true })
        .flatMap((entry) => {
            const path = join(folder, entry.name);
            return entry.isDirectory() ? filesUnder(path) : [path];
        })
        .sort();
}

function hashFiles(paths, salt = "") {
    const hash = createHash("sha256").update(salt);
    for (const path of paths) {
        hash.update(relative(root, path)).update("\0").update(readFileSync(path)).update("\0");
    }
    return hash.digest("hex");
}

function readStamp(path) {
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
