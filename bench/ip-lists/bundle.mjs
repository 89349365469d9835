// The library's list code as one file of plain JavaScript: it is pure and not exported, so it is bundled from its source.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "tsup";
import { root } from "../../scripts/bootstrap.mjs";

/** Returns the path of a CommonJS module with `planEntries` and `planFile`. */
export async function bundleListCode() {
    const folder = join(root, "bench", "node_modules", ".cache", "ip-lists");
    mkdirSync(folder, { recursive: true });
    // Errors quote what they got and know Outputs for that. Without an error the SDK is never used, and loading it would
    // drown the memory that is to be measured.
    const withoutPulumi = join(folder, "no-pulumi.cjs");
    writeFileSync(
        withoutPulumi,
        [
            "const none = { isInstance: () => false };",
            "module.exports = { Output: none, Resource: none, InputPropertiesError: Error };\n",
        ].join("\n"),
    );
    await build({
        entry: { plan: join(root, "packages", "guardduty", "src", "ip-lists", "canonical-list.ts") },
        outDir: folder,
        format: ["cjs"],
        outExtension: () => ({ js: ".cjs" }),
        target: "node20",
        config: false,
        silent: true,
        noExternal: ["@pulumi/pulumi"],
        esbuildOptions: (options) => {
            options.alias = { "@pulumi/pulumi": withoutPulumi };
        },
    });
    return join(folder, "plan.cjs");
}
