// What the scripts in package.json call: `node scripts/run.mjs <command> [arguments]`.
// It brings the workspace to where the command can run, saying what it does, then hands over to the command.
import { build, checkNode, install, say, sayOnStderr, UserError } from "./bootstrap.mjs";
import { commands } from "./commands.mjs";

async function main() {
    const [name, ...args] = process.argv.slice(2);
    const command = commands.get(name);
    if (command === undefined) {
        say("Commands (`npm run <command> -- <arguments>`):\n");
        for (const [known, { about }] of commands) {
            say(`    ${known.padEnd(12)} ${about}`);
        }
        return name === undefined || name === "--help" ? 0 : 2;
    }
    checkNode();
    if (command.quiet) {
        sayOnStderr();
    }
    await install();
    await build(command.builds);
    return command.run(args);
}

try {
    process.exitCode = await main();
} catch (error) {
    process.stderr.write(`\n${error instanceof UserError ? error.message : error.stack}\n`);
    process.exitCode = 1;
}
