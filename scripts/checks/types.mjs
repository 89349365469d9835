// The compiler over every project of the workspace: each tsconfig.json that is not in node_modules.
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { capture, root, say, workspaceFolders } from "../bootstrap.mjs";

const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
const projects = [root, ...workspaceFolders()].filter((folder) => existsSync(join(folder, "tsconfig.json")));

let failed = 0;
const queue = [...projects];
async function work() {
    for (let folder = queue.shift(); folder !== undefined; folder = queue.shift()) {
        const { code, output } = await capture(process.execPath, [compiler, "--noEmit", "-p", folder]);
        if (code !== 0) {
            failed += 1;
            say(output.trimEnd());
        }
        say(`${code === 0 ? "ok    " : "FAILED"} ${relative(root, folder) || "."}`);
    }
}
await Promise.all([work(), work()]);
process.exitCode = failed === 0 ? 0 : 1;
