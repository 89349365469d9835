import { resolve } from "node:path";
import { runSheets } from "./run-sheets";

/** `npm run sheets`: what goes wrong is said without a stack. */
runSheets(process.argv.slice(2), {
    root: resolve(__dirname, "../../.."),
    cwd: process.cwd(),
    print: (text) => process.stdout.write(text),
}).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
});
