import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// Stacks on the real Pulumi engine, with its CLI: minutes, not seconds. `npm run test:engine`.
export default defineConfig({
    resolve: {
        alias: {
            "pulumi-guardduty-simulator": source("packages/simulator/src/index.ts"),
        },
    },
    test: {
        include: ["packages/engine-tests/test/**/*.test.ts"],
        globalSetup: ["scripts/pulumi-setup.mjs"],
        // Each starts engines, language hosts and programs of its own, some at once: more would only wait for each other.
        pool: "forks",
        maxWorkers: 2,
        testTimeout: 300_000,
        hookTimeout: 180_000,
    },
});
