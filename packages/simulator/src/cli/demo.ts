import { join } from "node:path";
import { wantsColor } from "../engine/styles";
import { runDemo } from "./run-demo";

const EXIT_INTERRUPTED = 130;

/** dist/demo.js, where the build puts this file, is three folders below the repository's own. */
const root = join(__dirname, "../../..");

const interruption = new AbortController();
process.once("SIGINT", () => interruption.abort());
process.once("SIGTERM", () => interruption.abort());

runDemo(process.argv.slice(2), {
    root,
    write: (line) => console.log(line),
    writeError: (line) => console.error(line),
    color: wantsColor(process.stdout, process.env),
    // `npm run demo` sets it to the CLI that it found.
    pulumi: process.env.PULUMI_CLI,
    signal: interruption.signal,
}).then(
    (code) => {
        process.exitCode = interruption.signal.aborted ? EXIT_INTERRUPTED : code;
    },
    (error: unknown) => {
        console.error(error);
        process.exitCode = 1;
    },
);
