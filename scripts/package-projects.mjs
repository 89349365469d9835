// What the package tests work on: the tarballs as they would be published, and projects of users that install them with
// npm: of the library two, one with the oldest peers it allows, one with the newest it was built against.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { capture, lastLines, PNPM_VERSION, root } from "./bootstrap.mjs";

// What `pulumi new aws-typescript` asks for at least, and the newest that Pulumi's SDK allows.
const COMPILERS = { "typescript-oldest": "5.0.4", "typescript-newest": "6.0.3" };

export async function setup({ provide }) {
    const folder = mkdtempSync(join(tmpdir(), "package-"));
    const tarball = await pack("guardduty", join(folder, "packed"));
    const reviewTarball = await pack("review", join(folder, "packed-review"));
    const { peerDependencies } = JSON.parse(readFileSync(join(root, "packages/guardduty/package.json"), "utf8"));
    const peers = Object.keys(peerDependencies);
    const oldest = peers.map((name) => `${name}@${peerDependencies[name].replace("^", "")}`);
    const newest = peers.map((name) => `${name}@${installedVersion(name)}`);
    const [oldestProject, newestProject, compilers, reviewProject] = await Promise.all([
        project(join(folder, "oldest"), [tarball, ...oldest, "@types/node@20"]),
        project(join(folder, "newest"), [tarball, ...newest, "@types/node@20"]),
        project(
            join(folder, "compilers"),
            Object.entries(COMPILERS).map(([name, version]) => `${name}@npm:typescript@${version}`),
        ),
        project(join(folder, "review"), [reviewTarball]),
    ]);
    provide("tarball", tarball);
    provide("projects", { oldest: oldestProject, newest: newestProject });
    provide("compilers", {
        oldest: join(compilers, "node_modules/typescript-oldest/bin/tsc"),
        newest: join(compilers, "node_modules/typescript-newest/bin/tsc"),
    });
    provide("reviewTarball", reviewTarball);
    provide("reviewProject", reviewProject);
    return () => rmSync(folder, { recursive: true, force: true });
}

async function pack(name, folder) {
    await orFail("npx", ["--yes", `pnpm@${PNPM_VERSION}`, "pack", "--pack-destination", folder], `packages/${name}`);
    const [file] = readdirSync(folder).filter((each) => each.endsWith(".tgz"));
    return join(folder, file);
}

async function project(folder, dependencies) {
    mkdirSync(folder);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true }));
    const flags = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", "--save-exact"];
    await orFail("npm", ["install", ...flags, ...dependencies], folder);
    return folder;
}

async function orFail(command, args, cwd) {
    const { code, output } = await capture(command, args, existsSync(cwd) ? cwd : join(root, cwd));
    if (code !== 0) {
        throw new Error(`${command} ${args.join(" ")} failed:\n${lastLines(output, 40)}`);
    }
}

function installedVersion(name) {
    const path = join(root, "packages/guardduty/node_modules", name, "package.json");
    return JSON.parse(readFileSync(path, "utf8")).version;
}
