// What the tests of the feed's function run it with, as one file of plain JavaScript: moto, a publisher, the simulated GuardDuty.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build } from "tsup";
import { root } from "../../scripts/bootstrap.mjs";

const PACKAGE = join(root, "packages", "guardduty");
const TESTS = join(PACKAGE, "test", "threat-list-feed");

/** Returns `FeedWorld`, `FeedServer` and `MotoServer` of the tests. */
export async function bundleFeedWorld() {
    // Within the package, so that what is not bundled is found.
    const folder = join(PACKAGE, "node_modules", ".cache", "feed-bench");
    mkdirSync(folder, { recursive: true });
    const entry = join(folder, "world.ts");
    const modules = ["feed-world", "feed-server", "moto-server"].map((name) => join(TESTS, name));
    writeFileSync(entry, modules.map((path) => `export * from ${JSON.stringify(path)};\n`).join(""));
    await build({
        entry: { world: entry },
        outDir: folder,
        format: ["cjs"],
        outExtension: () => ({ js: ".cjs" }),
        target: "node20",
        config: false,
        silent: true,
        external: [/^[^./]/],
        esbuildPlugins: [{ name: "dirname", setup: keepDirname }],
    });
    return createRequire(import.meta.url)(join(folder, "world.cjs"));
}

/** Each file finds others by where it was. */
function keepDirname({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
        contents: readFileSync(path, "utf8").replaceAll("__dirname", JSON.stringify(dirname(path))),
        loader: "ts",
    }));
}
