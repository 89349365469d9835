// Whether an executable is what its name says: a file of that name may be too old, broken, or for another machine.
import { existsSync } from "node:fs";
import { capture, lastLines } from "../bootstrap.mjs";
import { isOlder } from "./tools.mjs";

const LIMIT_MS = 30_000;

/** Runs it; resolves to `{ version }` (where it has one to tell), or to `{ objection }`, a clause that follows its path. */
export async function tryOut(tool, path, { env }) {
    if (!existsSync(path)) {
        return { objection: "does not exist" };
    }
    const args = tool.versionArgs ?? ["--help"];
    const quiet = { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" };
    let result;
    try {
        result = await capture(path, args, undefined, quiet, { limitMs: LIMIT_MS });
    } catch (error) {
        return { objection: `does not start (${error.message})` };
    }
    const { code, output } = result;
    if (code !== 0) {
        return { objection: `fails (exit code ${code} of \`${args.join(" ")}\`: ${lastLines(output, 3).trim()})` };
    }
    if (tool.versionArgs === undefined) {
        return {};
    }
    const version = /^v?(\d+\.\d+\.\d+\S*)/m.exec(output)?.[1];
    if (version === undefined) {
        return { objection: `does not say its version (\`${args.join(" ")}\` printed ${JSON.stringify(output)})` };
    }
    return isOlder(version, tool.oldest)
        ? { objection: `is v${version}, and at least ${tool.oldest} is needed` }
        : { version: `v${version}` };
}
