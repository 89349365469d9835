import { defineConfig } from "vitest/config";

// The published thing: slower, since projects are installed from the tarball. `npm run package`.
export default defineConfig({
    test: {
        include: ["packages/{guardduty,review}/test/package/**/*.test.{ts,mts}"],
        globalSetup: ["scripts/package-projects.mjs"],
        testTimeout: 120_000,
        hookTimeout: 600_000,
    },
});
