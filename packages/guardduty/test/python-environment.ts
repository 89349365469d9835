import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

const CACHE = join(__dirname, "../../../node_modules/.cache/python");

/** Whether there is a Python that can make environments. */
export const hasPython = spawnSync("python3", ["-c", "import ensurepip, venv"]).status === 0;

/** A Python with the packages of a requirements.txt: fetched the first time, then kept under a hash of what they are. */
export function pythonWith(requirements: string): string {
    const hash = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
    const folder = join(CACHE, hash);
    const python = (root: string): string => join(root, "bin", "python");
    if (existsSync(python(folder))) return python(folder);
    mkdirSync(CACHE, { recursive: true });
    const draft = join(CACHE, `${hash}.${process.pid}`);
    run("python3", ["-m", "venv", draft]);
    run(python(draft), ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]);
    try {
        renameSync(draft, folder);
    } catch {
        // Another test was faster.
        rmSync(draft, { recursive: true, force: true });
    }
    return python(folder);
}

function run(command: string, args: readonly string[]): void {
    const { status, stderr } = spawnSync(command, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed:\n${stderr}`);
}
