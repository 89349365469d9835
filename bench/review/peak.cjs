// Loaded into a process that is measured: says on standard error the most memory that it had, in KiB.
process.on("exit", () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\n`));
