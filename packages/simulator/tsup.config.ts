import { defineConfig } from "tsup";

export default defineConfig({
    entry: { index: "src/index.ts", demo: "src/cli/demo.ts", serve: "src/cli/serve.ts" },
    format: ["cjs"],
    target: "node20",
    dts: { entry: { index: "src/index.ts" }, compilerOptions: { ignoreDeprecations: "6.0" } },
    clean: true,
});
