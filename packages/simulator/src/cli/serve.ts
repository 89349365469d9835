import { logVerbosity, setLogVerbosity } from "@grpc/grpc-js";
import { runServe } from "./run-serve";

// What goes wrong is said by the calls that it happens to.
setLogVerbosity(logVerbosity.NONE);

const interruption = new AbortController();
process.once("SIGINT", () => interruption.abort());
process.once("SIGTERM", () => interruption.abort());
stopWithNpm();

/** The exit code, when it has ended. */
export const ended: Promise<number> = runServe(process.argv.slice(2), {
    // `npm run` works in the workspace's folder, and says here where it was called.
    directory: process.env.INIT_CWD ?? process.cwd(),
    variables: process.env,
    write: (line) => console.log(line),
    writeError: (line) => console.error(line),
    signal: interruption.signal,
}).catch((error: unknown) => {
    console.error(error);
    return 1;
});

void ended.then((code) => {
    process.exitCode = code;
});

/** npm ends the shell that it started, not what that runs: without this, the server would stay behind alone. */
function stopWithNpm(): void {
    const parent = process.ppid;
    if (process.env.npm_lifecycle_event !== undefined) {
        const watch = setInterval(() => {
            if (process.ppid !== parent) {
                interruption.abort();
            }
        }, 500);
        interruption.signal.addEventListener("abort", () => clearInterval(watch));
        watch.unref();
    }
}
