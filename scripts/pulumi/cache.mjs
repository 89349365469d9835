// Where tools that were obtained once are kept: a folder of the user, so that every clone has them, one for each version
// and platform. It is filled beside its place and then renamed: what is in place is whole.
import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join } from "node:path";
import { withLock } from "./lock.mjs";

export function cachedFolder(tool, machine) {
    return join(cacheHome(machine), "pulumi-guardduty", tool.name, tool.version, `${machine.platform}-${machine.arch}`);
}

/** Where in such a folder the executable is: as the official installer has it. */
export function executableIn(folder, tool, { platform }) {
    return join(folder, "bin", platform === "win32" ? `${tool.name}.exe` : tool.name);
}

/**
 * Fills `folder`, unless `isFilled` says that it is: `fill` gets the path of a folder to make, and resolves to whether it
 * did. Of several that ask at once one does it and the others wait. Resolves to whether the folder is filled.
 */
export function fillOnce(folder, { isFilled, fill, onWait }) {
    mkdirSync(dirname(folder), { recursive: true });
    return withLock(`${folder}.lock`, onWait, async () => {
        if (await isFilled()) {
            return true;
        }
        sweep(folder);
        const partial = `${folder}.partial-${process.pid}`;
        try {
            const filled = await fill(partial);
            if (filled) {
                rmSync(folder, { recursive: true, force: true });
                renameSync(partial, folder);
            }
            return filled;
        } finally {
            rmSync(partial, { recursive: true, force: true });
        }
    });
}

// What those left who were killed: whoever holds the lock is the only one alive.
function sweep(folder) {
    const siblings = readdirSync(dirname(folder)).filter((name) => name.startsWith(`${basename(folder)}.partial-`));
    siblings.forEach((name) => rmSync(join(dirname(folder), name), { recursive: true, force: true }));
}

function cacheHome({ env, platform }) {
    if (platform === "win32" && env.LOCALAPPDATA) {
        return env.LOCALAPPDATA;
    }
    // A relative one is to be ignored, says the XDG specification.
    return isAbsolute(env.XDG_CACHE_HOME ?? "") ? env.XDG_CACHE_HOME : join(env.HOME || homedir(), ".cache");
}
