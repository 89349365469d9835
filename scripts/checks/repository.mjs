// What must not get into the repository: a path or name of the machine it was made on, the host of a package registry
// (whoever installs has their own), a tarball's address in the lock file.
import { readFileSync } from "node:fs";
import { homedir, hostname } from "node:os";
import { join } from "node:path";
import { capture, root, say } from "../bootstrap.mjs";

// Spelt in parts, so that this file does not find itself.
const REGISTRY_HOSTS = [
    "registry." + "npmjs.org",
    "registry." + "yarnpkg.com",
    "npm." + "pkg.github.com",
    "proxy." + "golang.org",
    "sum." + "golang.org",
];
// Where work on this project happens, and whatever the current clone and home are called (unless a plain word).
const MACHINE_PATHS = ["/" + "work/", "../" + "shared/", root, homedir()].filter((path) => path.split("/").length > 2);
const GENERIC_HOSTS = ["localhost", "runner", "host"];

const { output } = await capture("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
const problems = [];
for (const path of output.split("\0").filter((name) => name !== "")) {
    let text;
    try {
        text = readFileSync(join(root, path), "utf8");
    } catch {
        continue; // removed, not yet committed
    }
    const forbidden = [
        ...REGISTRY_HOSTS,
        ...MACHINE_PATHS,
        ...[hostname()].filter((name) => name.length > 5 && !GENERIC_HOSTS.includes(name)),
        ...(path === "pnpm-lock.yaml" ? ["tarball:"] : []),
    ];
    for (const word of forbidden.filter((each) => text.includes(each))) {
        const line = text.slice(0, text.indexOf(word)).split("\n").length;
        problems.push(`${path}:${line} has '${word}'`);
    }
}
problems.forEach(say);
process.exitCode = problems.length > 0 ? 1 : 0;
