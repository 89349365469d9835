import { defineConfig } from "tsup";
import { thirdPartyNotices } from "./build/third-party-notices";

export default defineConfig({
    entry: {
        index: "src/index.ts",
        plugin: "plugin/src/index.ts",
        // The function that ThreatListFeed deploys, in one file.
        "threat-list-feed": "src/threat-list-feed/handler/index.ts",
    },
    format: ["cjs"],
    target: "node20",
    dts: { entry: "src/index.ts", compilerOptions: { ignoreDeprecations: "6.0" } },
    clean: true,
    // zod goes into the bundle: loaded from node_modules it costs each run of a user's program far more.
    noExternal: ["zod", "csv-parse"],
    // Lambda's runtime brings it.
    external: [/^@aws-sdk\//],
    esbuildPlugins: [thirdPartyNotices()],
});
