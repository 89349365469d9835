import { defineConfig } from "tsup";

export default defineConfig({
    entry: { index: "src/cli.ts" },
    format: ["cjs"],
    target: "node20",
    clean: true,
});
