// Loaded into a process that is measured: says on standard error the most memory that it had, in KiB.
const { readFileSync } = require("node:fs");

/** Of this program: on Linux `maxRSS` counts the one that started it as well, until it became this one. */
function peakKiB() {
    try {
        return /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))[1];
    } catch {
        return process.resourceUsage().maxRSS;
    }
}

process.on("exit", () => process.stderr.write(`peak ${peakKiB()}\n`));
