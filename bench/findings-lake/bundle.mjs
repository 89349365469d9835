// The queries as they ship and the harness of their test, as plain JavaScript: neither is exported, so both are bundled from source.
import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "tsup";
import { root } from "../../scripts/bootstrap.mjs";

const require = createRequire(import.meta.url);

/** The harness finds the engine's program by its own folder. */
const keepFolders = {
    name: "keep-folders",
    setup: (build) =>
        build.onLoad({ filter: /[\\/]guardduty[\\/]test[\\/].*\.ts$/ }, ({ path }) => ({
            loader: "ts",
            contents: `const __dirname = ${JSON.stringify(dirname(path))};\n${readFileSync(path, "utf8")}`,
        })),
};

/** What is measured, and what measures it. */
export async function bundleLake() {
    const folder = join(root, "bench", "node_modules", ".cache", "findings-lake");
    mkdirSync(folder, { recursive: true });
    const source = join(root, "packages", "guardduty", "src", "findings-lake");
    const harness = join(root, "packages", "guardduty", "test", "findings-lake");
    await build({
        entry: {
            queries: join(source, "queries", "review-queries.ts"),
            view: join(source, "view.ts"),
            projection: join(source, "projection.ts"),
            engine: join(harness, "engine.ts"),
            expected: join(harness, "expected.ts"),
            exported: join(harness, "exported.ts"),
            generator: join(root, "packages", "findings-generator", "src", "index.ts"),
        },
        outDir: folder,
        format: ["cjs"],
        outExtension: () => ({ js: ".cjs" }),
        target: "node20",
        config: false,
        silent: true,
        esbuildPlugins: [keepFolders],
    });
    const load = (name) => require(join(folder, `${name}.cjs`));
    return { ...load("queries"), ...load("view"), ...load("projection"), ...load("engine"), ...loadOracle(load) };
}

function loadOracle(load) {
    return { ...load("expected"), ...load("exported"), ...load("generator") };
}
