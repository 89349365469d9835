// The public surface as a consumer's compiler sees it, against the report that is committed.
// `npm run api -- --update` takes a change over: the diff of the report is then part of the review.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, run, say } from "../bootstrap.mjs";

const folder = join(root, "packages", "guardduty");
const update = process.argv.includes("--update");

mkdirSync(join(folder, "etc"), { recursive: true });
const extractor = join(folder, "node_modules", "@microsoft", "api-extractor", "bin", "api-extractor");
const code = await run(process.execPath, [extractor, "run", ...(update ? ["--local"] : [])], { cwd: folder });
if (code !== 0) {
    say("\nThe public API is not what etc/pulumi-guardduty.api.md says. Where that is meant: npm run api -- --update");
}

// zod is bundled: a consumer has no copy of it, so no declaration may mention it.
const leaked = readFileSync(join(folder, "dist", "index.d.ts"), "utf8")
    .split("\n")
    .filter((line) => /\bzod\b|\bZod[A-Z]/.test(line));
for (const line of leaked) {
    say(`dist/index.d.ts mentions zod: ${line.trim()}`);
}
process.exitCode = code !== 0 || leaked.length > 0 ? 1 : 0;
