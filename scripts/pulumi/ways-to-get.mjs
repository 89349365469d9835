// The ways to get a tool that is not there. Each resolves to `true` when the tool is in `folder`, else to why not.

import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { capture, lastLines } from "../bootstrap.mjs";
import { executableIn } from "./cache.mjs";
import { moduleFolder, PULUMI } from "./tools.mjs";
// Without a network the attempt must not hold anyone up.
const CURL_LIMITS = ["--connect-timeout", "10", "--max-time", "60"];
const INSTALLER_LIMIT_MS = 10 * 60_000;

/** Pulumi's own installer, which brings the language hosts along. */
export async function installOfficially(tool, folder, { env, platform, say }) {
    if (tool !== PULUMI) {
        return "comes with an official Pulumi CLI only";
    }
    if (platform === "win32") {
        return "needs a POSIX shell";
    }
    const script = await attempt("curl", ["-fsSL", ...CURL_LIMITS, "https://get.pulumi.com"], { env });
    if (script.problem !== undefined) {
        return `could not be fetched: ${script.problem}`;
    }
    say(`Installing Pulumi ${tool.version} with the official installer, once for all clones ...`);
    const args = ["-s", "--", "--version", tool.version.slice(1), "--no-edit-path", "--install-root", folder];
    const { problem } = await attempt("sh", args, { env, input: script.output, limitMs: INSTALLER_LIMIT_MS });
    return problem === undefined || `failed: ${problem}`;
}

/** The Go module in tools/<name>, whose go.sum has the checksum of every source. */
export async function buildWithGo(tool, folder, machine) {
    const { env, say, progressMs = 30_000 } = machine;
    const go = await attempt("go", ["version"], { env });
    if (go.problem !== undefined) {
        return `needs Go: ${go.problem}`;
    }
    const { title, version, buildTime } = tool;
    say(`Building ${title} ${version} from its sources, once for all clones: this takes ${buildTime} ...`);
    const output = executableIn(folder, tool, machine);
    mkdirSync(dirname(output), { recursive: true });
    const started = Date.now();
    const progress = setInterval(() => {
        say(`... still building ${title}, ${Math.round((Date.now() - started) / 1000)} s so far`);
    }, progressMs);
    try {
        const { problem } = await attempt("go", buildArgs(tool, output), {
            cwd: moduleFolder(tool.name),
            // Neither a workspace around the clone nor flags of the user's decide what is built.
            env: { ...env, CGO_ENABLED: "0", GOWORK: "off", GOFLAGS: "" },
        });
        return problem === undefined || `failed:\n${problem}`;
    } finally {
        clearInterval(progress);
    }
}

function buildArgs({ source, version, versionVariable }, output) {
    const linked = `-s -w -X ${versionVariable}=${version}`;
    return ["build", "-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags", linked, "-o", output, source];
}

async function attempt(command, args, { cwd, env, ...options }) {
    try {
        const { code, output } = await capture(command, args, cwd, env, options);
        return code === 0 ? { output } : { problem: lastLines(output, 20).trim() || `exit code ${code}` };
    } catch (error) {
        return { problem: error.message.includes("ENOENT") ? `there is no \`${command}\` on PATH` : error.message };
    }
}
