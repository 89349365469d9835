// The queries as they ship and the harness of their test, as plain JavaScript: neither is exported, so both are bundled from source.
import { createRequire } from "node:module";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "tsup";
import { root } from "../../scripts/bootstrap.mjs";

const require = createRequire(import.meta.url);

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
        // The engine's program stays where it is.
        esbuildOptions: (options) => {
            options.define = { ...options.define, __dirname: JSON.stringify(harness) };
        },
    });
    const load = (name) => require(join(folder, `${name}.cjs`));
    return { ...load("queries"), ...load("view"), ...load("projection"), ...load("engine"), ...loadOracle(load) };
}

function loadOracle(load) {
    return { ...load("expected"), ...load("exported"), ...load("generator") };
}
