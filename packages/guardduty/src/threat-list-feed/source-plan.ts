import { gateOptional } from "../validation/gate";
import { joinPath, type Problem } from "../validation/problem";
import { quote } from "../validation/quote";
import { findProblems } from "../validation/schema";
import type { Settled } from "../validation/settled";
import { withoutBroken } from "../validation/without-broken";
import type { SourceFormat, SourceSettings } from "./handler/settings";
import { FeedFormat, feedSourceSchema, secretArnSchema, type FeedSourceArgs } from "./source-args";

/** A source as the function is told of it, but for the ARN of its secret, which may be known later. */
export interface SourcePlan {
    readonly settings: SourceSettings;
    readonly tokenSecretArn: Settled<string> | undefined;
}

export function planSource(
    key: string,
    given: unknown,
    subject: string,
): { readonly problems: readonly Problem[]; readonly plan: () => SourcePlan } {
    const root = joinPath([key], "sources");
    const shapeProblems = findProblems(feedSourceSchema, given, root);
    const args: Partial<FeedSourceArgs> = withoutBroken(given, shapeProblems, root);
    const secret = gateOptional<string>(subject, secretArnSchema, args.tokenSecretArn, `${root}.tokenSecretArn`);
    const problems = [
        ...shapeProblems,
        ...(secret?.problems ?? []),
        ...(shapeProblems.length > 0 ? [] : findContradictions(args, root)),
    ];
    const { url = "", tokenHeader, maxAgeDays } = args;
    return {
        problems,
        plan: () => ({
            settings: {
                ...{ key, url, format: formatOf(args) },
                ...(tokenHeader === undefined ? {} : { tokenHeader }),
                ...(maxAgeDays === undefined ? {} : { maxAgeDays }),
            },
            tokenSecretArn: secret?.plan(),
        }),
    };
}

function formatOf({
    format,
    csvColumn,
    csvColumnNumber,
    csvDelimiter,
    jsonPath,
}: Partial<FeedSourceArgs>): SourceFormat {
    if (format === FeedFormat.CSV) {
        return { kind: "CSV", column: csvColumn ?? csvColumnNumber ?? 1, delimiter: csvDelimiter ?? "," };
    }
    return format === FeedFormat.JSON ? { kind: "JSON", path: jsonPath ?? "$" } : { kind: "TEXT" };
}

const OF_FORMAT = {
    csvColumn: FeedFormat.CSV,
    csvColumnNumber: FeedFormat.CSV,
    csvDelimiter: FeedFormat.CSV,
    jsonPath: FeedFormat.JSON,
} as const;

function findContradictions(args: Partial<FeedSourceArgs>, root: string): Problem[] {
    const { format = FeedFormat.TEXT, csvColumn, csvColumnNumber, jsonPath, tokenHeader, tokenSecretArn } = args;
    const problems: Problem[] = [];
    for (const argument of ["csvColumn", "csvColumnNumber", "csvDelimiter", "jsonPath"] as const) {
        const needed = OF_FORMAT[argument];
        if (args[argument] === undefined || format === needed) continue;
        problems.push({
            path: `${root}.${argument}`,
            got: quote(args[argument]),
            rule: `goes with the format ${needed}`,
        });
    }
    if (format === FeedFormat.CSV && (csvColumn === undefined) === (csvColumnNumber === undefined)) {
        problems.push({ path: `${root}.csvColumn`, rule: "CSV needs either csvColumn or csvColumnNumber" });
    }
    if (format === FeedFormat.JSON && jsonPath === undefined) {
        problems.push({ path: `${root}.jsonPath`, rule: "JSON needs the path of the entries" });
    }
    if (tokenHeader !== undefined && tokenSecretArn === undefined) {
        problems.push({ path: `${root}.tokenHeader`, got: quote(tokenHeader), rule: "goes with tokenSecretArn" });
    }
    return problems;
}
