import { defineConfig } from "tsup";

export default defineConfig({
    entry: { "guardduty-review": "src/cli/guardduty-review.ts", worker: "src/read/worker.ts" },
    format: ["cjs"],
    target: "node20",
    clean: true,
});
