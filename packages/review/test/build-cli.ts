import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const packageFolder = join(__dirname, "..");

export interface Finished {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

export interface Cli {
    run(args: readonly string[], options?: { cwd?: string; env?: NodeJS.ProcessEnv }): Promise<Finished>;
    remove(): void;
}

/** The command as it is published, built anew from the sources; inside the package, so that it finds its dependencies. */
export async function buildCli(): Promise<Cli> {
    const folder = mkdtempSync(join(packageFolder, "node_modules", ".cli-"));
    const tsup = join(packageFolder, "node_modules", "tsup", "dist", "cli-default.js");
    await promisify(execFile)(process.execPath, [tsup, "--out-dir", folder, "--silent"], { cwd: packageFolder });
    return {
        run: (args, { cwd, env = process.env } = {}) =>
            new Promise((resolve) => {
                const program = [join(folder, "guardduty-review.js"), ...args];
                execFile(process.execPath, program, { cwd, env, maxBuffer: 2 ** 28 }, (error, stdout, stderr) =>
                    resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
                );
            }),
        remove: () => rmSync(folder, { recursive: true, force: true }),
    };
}
