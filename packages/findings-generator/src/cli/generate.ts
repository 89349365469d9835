// Writes made-up findings: `npm run findings -- <folder> --count 1000000`.
import { parseArgs } from "node:util";
import { DEFAULT_PLAN } from "../plan";
import { writeFindings } from "../write-findings";

const HELP = `Usage: findings <folder> [options]

Writes made-up GuardDuty findings of every type, in the layout of GuardDuty's export to S3.

  --count N        lines to write (${DEFAULT_PLAN.count})
  --seed TEXT      the same seed gives the same files (${DEFAULT_PLAN.seed})
  --days N         days, from --first-day on (${DEFAULT_PLAN.days})
  --first-day DAY  yyyy-mm-dd (${DEFAULT_PLAN.firstDay})
  --accounts LIST  ids, separated by commas (${DEFAULT_PLAN.accountIds.join(",")})
  --regions LIST   (${DEFAULT_PLAN.regions.join(",")})
  --per-file N     lines in a file (${DEFAULT_PLAN.findingsPerFile})
  --prefix TEXT    folder above AWSLogs, ending in a slash (none)
`;

const TEXT = { type: "string" } as const;

async function main(): Promise<number> {
    const { values, positionals } = parseArgs({
        allowPositionals: true,
        options: {
            count: TEXT,
            seed: TEXT,
            days: TEXT,
            "first-day": TEXT,
            accounts: TEXT,
            regions: TEXT,
            "per-file": TEXT,
            prefix: TEXT,
            help: { type: "boolean" },
        },
    });
    const [directory, ...rest] = positionals;
    if (values.help === true || directory === undefined || rest.length > 0) {
        process.stdout.write(HELP);
        return values.help === true ? 0 : 1;
    }
    const started = Date.now();
    const written = await writeFindings({
        directory,
        count: Number(values.count ?? DEFAULT_PLAN.count),
        seed: values.seed ?? DEFAULT_PLAN.seed,
        days: Number(values.days ?? DEFAULT_PLAN.days),
        firstDay: values["first-day"] ?? DEFAULT_PLAN.firstDay,
        accountIds: values.accounts?.split(",") ?? DEFAULT_PLAN.accountIds,
        regions: values.regions?.split(",") ?? DEFAULT_PLAN.regions,
        findingsPerFile: Number(values["per-file"] ?? DEFAULT_PLAN.findingsPerFile),
        prefix: values.prefix ?? DEFAULT_PLAN.prefix,
        onFile: ({ lines }) => {
            if (process.stderr.isTTY) process.stderr.write(`\r${lines} lines`);
        },
    });
    if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
    process.stdout.write(`${JSON.stringify({ ...written, seconds: (Date.now() - started) / 1000 })}\n`);
    return 0;
}

main().then(
    (code) => {
        process.exitCode = code;
    },
    (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        process.exitCode = 1;
    },
);
