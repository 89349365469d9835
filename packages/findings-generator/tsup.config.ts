import { defineConfig } from "tsup";

export default defineConfig({
    entry: { index: "src/index.ts", generate: "src/cli/generate.ts" },
    format: ["cjs"],
    target: "node20",
    dts: { entry: { index: "src/index.ts" }, compilerOptions: { ignoreDeprecations: "6.0" } },
    clean: true,
});
