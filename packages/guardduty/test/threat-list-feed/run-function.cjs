// The function as Lambda runs it: the built file, loaded once, its handler called with an event and a context. GuardDuty takes
// minutes where the simulated clock jumps: waits of seconds are cut short.
const { readFileSync } = require("node:fs");

const wait = globalThis.setTimeout;
globalThis.setTimeout = (run, milliseconds, ...rest) => wait(run, milliseconds === 5_000 ? 1 : milliseconds, ...rest);

// A publisher that dawdles is given up sooner, and days go by between two runs.
const { TEST_TIMEOUT_MS, TEST_DAYS_LATER = "0" } = process.env;
const { timeout } = AbortSignal;
if (TEST_TIMEOUT_MS !== undefined) AbortSignal.timeout = () => timeout.call(AbortSignal, Number(TEST_TIMEOUT_MS));
const now = Date.now;
Date.now = () => now() + Number(TEST_DAYS_LATER) * 86_400_000;

/** Of this program: on Linux `maxRSS` counts the one that started it as well, until it became this one. */
function peakKiB() {
    try {
        return /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))[1];
    } catch {
        return process.resourceUsage().maxRSS;
    }
}

const { handler } = require(process.argv[2]);
const started = Date.now();
const context = { getRemainingTimeInMillis: () => Number(process.argv[3]) - (Date.now() - started) };
handler({}, context).then(
    () => {
        console.error(`peak ${peakKiB()}`);
        process.exit(0);
    },
    (error) => {
        console.error(error);
        process.exit(1);
    },
);
