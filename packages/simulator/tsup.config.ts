import { defineConfig } from "tsup";

export default defineConfig({
    entry: ["src/index.ts"],
    format: ["cjs"],
    target: "node20",
    dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
    clean: true,
});
