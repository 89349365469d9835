import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
    resolve: {
        alias: {
            "pulumi-guardduty-simulator": source("packages/simulator/src/index.ts"),
            "guardduty-findings-generator": source("packages/findings-generator/src/index.ts"),
        },
    },
    test: {
        include: ["packages/*/src/**/*.test.ts", "packages/*/test/**/*.test.ts", "scripts/**/*.test.mjs"],
        // Those work on the packed tarball, or need the Pulumi CLI, and have configurations of their own.
        exclude: ["**/node_modules/**", "packages/*/test/package/**", "packages/engine-tests/test/**"],
        testTimeout: 30_000,
        // What a file prepares may be a whole program, on a machine that is busy.
        hookTimeout: 60_000,
        // Its files import folders, which Node does not resolve.
        server: { deps: { inline: ["dt-sql-parser"] } },
        coverage: {
            provider: "v8",
            reportOnFailure: true,
            // A little below what there is: for noticing code that no test reaches, not for chasing numbers.
            thresholds: { statements: 93, branches: 87, functions: 93, lines: 93 },
            include: ["packages/*/src/**/*.ts"],
            exclude: [
                "**/*.test.ts",
                "**/index.ts",
                "packages/engine-tests/**",
                // Run as processes and threads of their own.
                "packages/findings-generator/src/cli/**",
                "packages/review/src/cli/guardduty-review.ts",
                "packages/review/src/read/worker.ts",
            ],
            reporter: ["text-summary", "html"],
            reportsDirectory: "coverage",
        },
    },
});
