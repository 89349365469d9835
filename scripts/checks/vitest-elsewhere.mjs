// Runs the tests under other conditions than those of this checkout: `oldest-peers` (in a copy of the workspace whose
// catalog names the oldest versions that the library's peer ranges allow, with the packages as built here) or `node24`.
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { capture, lastLines, PNPM_VERSION, root, run, say, UserError, workspaceFolders } from "../bootstrap.mjs";

// The schema is what today's analyzer makes of the types, of which older ones understand fewer; and the engine, which no
// user gets, speaks today's protocol: with an older SDK it can do without look-ups only, which is enough for all examples but one.
// The examples' sheets are committed as today's versions make them.
const OF_TODAY = [
    "packages/guardduty/test/surface/schema.test.ts",
    "packages/simulator/test/engine.test.ts",
    "packages/simulator/test/examples/central-log-archive.test.ts",
    "packages/deployment-sheets/test/**",
];

// What neither the SDK nor the provider has a part in, and what takes minutes to say the same on another Node.
const OF_NEITHER = [
    "packages/findings-generator/**",
    "packages/review/**",
    "packages/simulator/src/account/**",
    "packages/guardduty/test/findings-lake/{grammar,review-queries.python}.test.ts",
    "packages/guardduty/test/threat-list-feed/feed-function.test.ts",
];
const SLOW = [
    "packages/deployment-sheets/**",
    "packages/guardduty/test/findings-lake/{grammar,review-queries.python}.test.ts",
    "packages/guardduty/test/threat-list-feed/interrupted.test.ts",
];

// Those SDKs run programs with compiler options that TypeScript 6 no longer takes, as their own peer range says.
const COMPILER_OF_THEIR_TIME = "5.9.3";

const VITEST = join("node_modules", "vitest", "vitest.mjs");

export function testOnNode(version, args) {
    say(`The tests on Node ${version}:`);
    return run("npx", ["--yes", "--package", `node@${version}`, "node", VITEST, "run", ...without(SLOW), ...args]);
}

export async function testWithOldestPeers(args) {
    const copy = mkdtempSync(join(tmpdir(), "oldest-peers-"));
    try {
        await copyWorkspace(copy);
        const versions = nameOldestPeers(copy);
        say(`The tests with ${versions.join(", ")}:`);
        const install = ["--yes", `pnpm@${PNPM_VERSION}`, "install", "--no-frozen-lockfile", "--prefer-offline"];
        const { code, output } = await capture("npx", install, copy);
        if (code !== 0) {
            throw new UserError(`Installing the oldest peers failed:\n${lastLines(output, 40)}`);
        }
        return await run(
            process.execPath,
            [VITEST, "run", ...without([...OF_TODAY, ...OF_NEITHER, ...SLOW]), ...args.map(absoluteOutput)],
            {
                cwd: copy,
            },
        );
    } finally {
        rmSync(copy, { recursive: true, force: true });
    }
}

function without(paths) {
    return paths.flatMap((path) => ["--exclude", path]);
}

async function copyWorkspace(copy) {
    const { output } = await capture("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    for (const path of output.split("\0").filter((name) => name !== "" && existsSync(join(root, name)))) {
        mkdirSync(dirname(join(copy, path)), { recursive: true });
        copyFileSync(join(root, path), join(copy, path));
    }
    for (const folder of workspaceFolders().map((path) => relative(root, join(path, "dist")))) {
        if (existsSync(join(root, folder))) {
            cpSync(join(root, folder), join(copy, folder), { recursive: true });
        }
    }
}

function nameOldestPeers(copy) {
    const { peerDependencies } = JSON.parse(readFileSync(join(copy, "packages/guardduty/package.json"), "utf8"));
    const wanted = { ...peerDependencies, typescript: COMPILER_OF_THEIR_TIME };
    const path = join(copy, "pnpm-workspace.yaml");
    let catalog = readFileSync(path, "utf8");
    const versions = Object.entries(wanted).map(([name, range]) => {
        const oldest = range.replace("^", "");
        catalog = catalog.replace(new RegExp(`^( +"?${name}"?: ).*$`, "m"), `$1${oldest}`);
        return `${name} ${oldest}`;
    });
    writeFileSync(path, catalog);
    return versions;
}

// A report is wanted where the caller stands, not in the copy.
function absoluteOutput(arg) {
    const [, flag, path] = /^(--outputFile[^=]*=)(.*)$/.exec(arg) ?? [];
    return flag === undefined || isAbsolute(path) ? arg : flag + resolve(root, path);
}
