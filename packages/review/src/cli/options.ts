import { parseArgs } from "node:util";
import { BANDS, type Band } from "../report/bands";
import { ReviewError } from "../source/source";

export interface Options {
    readonly place: string;
    readonly html: string | undefined;
    readonly markdown: string | undefined;
    readonly json: string | undefined;
    readonly since: string | undefined;
    readonly until: string | undefined;
    readonly accountIds: readonly string[] | undefined;
    readonly regions: readonly string[] | undefined;
    readonly severities: readonly Band[] | undefined;
    readonly samples: boolean;
    readonly mostFindings: number;
    readonly mostProposals: number;
    readonly leastHidden: number;
    readonly quiet: boolean;
}

const TEXT = { type: "string" } as const;
const FLAG = { type: "boolean" } as const;

/** The options, or what else was asked for. */
export function readOptions(args: readonly string[], today: Date): Options | "help" | "version" {
    const { values, positionals } = parse(args);
    if (values.help === true) return "help";
    if (values.version === true) return "version";
    const [place, ...rest] = positionals;
    if (place === undefined) throw new ReviewError("Name the export: a folder, a file or s3://bucket/prefix.");
    if (rest.length > 0) throw new ReviewError(`One export at a time: '${rest.join(" ")}' is too much.`);
    const since = values.days === undefined ? dayIn(values.since, "--since") : daysBack(values.days, today);
    if (values.days !== undefined && values.since !== undefined) throw new ReviewError("--days or --since, not both.");
    const until = dayIn(values.until, "--until");
    if (since !== undefined && until !== undefined && since > until) {
        throw new ReviewError(`--since ${since} is later than --until ${until}.`);
    }
    const toStdout = [values.html, values.markdown, values.json].filter((path) => path === "-").length;
    if (toStdout > 1) throw new ReviewError("Only one of --html, --markdown and --json can go to standard output.");
    const none = values.html === undefined && values.markdown === undefined && values.json === undefined;
    return {
        place,
        html: none ? "guardduty-review.html" : values.html,
        markdown: values.markdown,
        json: values.json,
        since,
        until,
        accountIds: listIn(values.account, "--account", /^\d{12}$/, "12 digits each"),
        regions: listIn(values.region, "--region", /^[a-z]{2}(-[a-z]+)+-\d$/, "Regions such as us-east-1"),
        severities: bandsIn(values.severity),
        samples: values.samples ?? false,
        mostFindings: wholeIn(values["max-findings"], "--max-findings", 1000, 0),
        mostProposals: wholeIn(values["max-filters"], "--max-filters", 10, 0),
        leastHidden: wholeIn(values["min-hidden"], "--min-hidden", 20, 1),
        quiet: values.quiet ?? false,
    };
}

function parse(args: readonly string[]): ReturnType<typeof parseKnown> {
    try {
        return parseKnown(args);
    } catch (error) {
        throw new ReviewError(error instanceof Error ? error.message : String(error));
    }
}

function parseKnown(args: readonly string[]) {
    return parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
            html: TEXT,
            markdown: TEXT,
            json: TEXT,
            since: TEXT,
            until: TEXT,
            days: TEXT,
            account: { ...TEXT, multiple: true },
            region: { ...TEXT, multiple: true },
            severity: { ...TEXT, multiple: true },
            samples: FLAG,
            "max-findings": TEXT,
            "max-filters": TEXT,
            "min-hidden": TEXT,
            quiet: { ...FLAG, short: "q" },
            help: { ...FLAG, short: "h" },
            version: FLAG,
        },
    });
}

function dayIn(text: string | undefined, name: string): string | undefined {
    if (text === undefined) return undefined;
    const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
    // A 31st of February is taken for a day of March.
    if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) {
        throw new ReviewError(`${name} must be a day such as 2026-10-31, not '${text}'.`);
    }
    return text;
}

function daysBack(text: string, today: Date): string {
    const days = wholeIn(text, "--days", 1, 1);
    return new Date(today.getTime() - (days - 1) * 86_400_000).toISOString().slice(0, 10);
}

function wholeIn(text: string | undefined, name: string, otherwise: number, least: number): number {
    if (text === undefined) return otherwise;
    const value = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
    if (!(value >= least))
        throw new ReviewError(`${name} must be a whole number from ${least} to 999999, not '${text}'.`);
    return value;
}

function listIn(texts: string[] | undefined, name: string, form: RegExp, says: string): string[] | undefined {
    const list = texts?.flatMap((text) => text.split(",")).map((text) => text.trim());
    const wrong = list?.find((text) => !form.test(text));
    if (wrong !== undefined) throw new ReviewError(`${name} takes ${says}, not '${wrong}'.`);
    return list;
}

function bandsIn(texts: string[] | undefined): Band[] | undefined {
    const wanted = texts?.flatMap((text) => text.split(",")).map((text) => text.trim().toUpperCase());
    const wrong = wanted?.find((text) => BANDS.every((band) => band !== text));
    if (wrong !== undefined)
        throw new ReviewError(`--severity takes ${BANDS.join(", ").toLowerCase()}, not '${wrong}'.`);
    return wanted === undefined ? undefined : BANDS.filter((band) => wanted.includes(band));
}
