#!/usr/bin/env node
import { version } from "../../package.json";
import { ReviewError } from "../source/source";
import { HELP } from "./help";
import { readOptions } from "./options";
import { EXIT, review } from "./review";

async function main(): Promise<number> {
    const options = readOptions(process.argv.slice(2), new Date());
    if (options === "help" || options === "version") {
        process.stdout.write(options === "help" ? HELP : `${version}\n`);
        return EXIT.fine;
    }
    return review(options);
}

// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(EXIT.fine);
    throw error;
});

main().then(
    (code) => {
        process.exitCode = code;
    },
    (error: unknown) => {
        const text =
            error instanceof ReviewError ? error.message : error instanceof Error ? error.stack : String(error);
        process.stderr.write(`guardduty-review: ${text}\n`);
        process.exitCode = EXIT.failed;
    },
);
