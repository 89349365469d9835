// The function as Lambda runs it: the built file, loaded once, its handler called with an event and a context. GuardDuty takes
// minutes where the simulated clock jumps: waits of seconds are cut short.
const wait = globalThis.setTimeout;
globalThis.setTimeout = (run, milliseconds, ...rest) => wait(run, milliseconds === 5_000 ? 1 : milliseconds, ...rest);

const { handler } = require(process.argv[2]);
const started = Date.now();
const context = { getRemainingTimeInMillis: () => Number(process.argv[3]) - (Date.now() - started) };
handler({}, context).then(
    () => {
        // In KiB, as the kernel counts it.
        console.error(`peak ${process.resourceUsage().maxRSS}`);
        process.exit(0);
    },
    (error) => {
        console.error(error);
        process.exit(1);
    },
);
