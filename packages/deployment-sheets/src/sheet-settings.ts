import { USAGE, type BucketUsage, type Usage, type UsageKey } from "./cost/usage";

/** Another project whose stack has to be there first, in an account of its own. */
export interface After {
    /** Its folder, from this one. */
    readonly project: string;
    readonly accountId: string;
    /** Outputs of its stack that are configuration of this one, under the same names. */
    readonly outputs: readonly string[];
}

/** `sheets.json`, beside a project's Pulumi.yaml: what its sheets are made with. */
export interface SheetSettings {
    readonly usage: Usage;
    readonly accountId?: string;
    readonly after?: After;
}

/** Reads the file, and says all that is wrong with it. */
export function readSettings(content: string, where: string): SheetSettings {
    const problems: string[] = [];
    const root = fields(JSON.parse(content), "the file", ["usage", "buckets", "accountId", "after"], problems);
    const usage = fields(root["usage"] ?? {}, "usage", Object.keys(USAGE), problems);
    const amounts: Partial<Record<UsageKey, number>> = {};
    for (const [key, value] of Object.entries(usage)) {
        if (isUsageKey(key)) {
            amounts[key] = amount(value, `usage.${key}`, problems);
        }
    }
    const buckets = Object.entries(fields(root["buckets"] ?? {}, "buckets", undefined, problems)).map(
        ([name, value]): [string, BucketUsage] => [name, bucketUsage(value, `buckets.${name}`, problems)],
    );
    const accountId = root["accountId"];
    const after = root["after"] === undefined ? undefined : readAfter(root["after"], problems);
    if (problems.length > 0) {
        throw new Error(`${where}:\n${problems.map((each) => `- ${each}`).join("\n")}`);
    }
    return {
        usage: { amounts, buckets: Object.fromEntries(buckets) },
        ...(typeof accountId === "string" ? { accountId } : {}),
        ...(after === undefined ? {} : { after }),
    };
}

function isUsageKey(key: string): key is UsageKey {
    return key in USAGE;
}

function bucketUsage(value: unknown, path: string, problems: string[]): BucketUsage {
    const found = fields(value, path, ["storedGB", "writes", "reads"], problems);
    return {
        storedGB: amount(found["storedGB"], `${path}.storedGB`, problems),
        writes: amount(found["writes"], `${path}.writes`, problems),
        reads: amount(found["reads"], `${path}.reads`, problems),
    };
}

function readAfter(value: unknown, problems: string[]): After {
    const { project, accountId, outputs } = fields(value, "after", ["project", "accountId", "outputs"], problems);
    if (typeof project !== "string" || typeof accountId !== "string" || !Array.isArray(outputs)) {
        problems.push("after: a project, its accountId and a list of outputs are wanted");
        return { project: "", accountId: "", outputs: [] };
    }
    return { project, accountId, outputs: outputs.map(String) };
}

function fields(
    value: unknown,
    path: string,
    known: readonly string[] | undefined,
    problems: string[],
): Record<string, unknown> {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
        problems.push(`${path}: an object is wanted`);
        return {};
    }
    const entries = Object.entries(value);
    for (const [key] of entries.filter(([name]) => known?.includes(name) === false)) {
        problems.push(`${path}: "${key}" is not known; there is ${known?.join(", ")}`);
    }
    return Object.fromEntries(entries);
}

function amount(value: unknown, path: string, problems: string[]): number {
    if (typeof value !== "number" || !Number.isFinite(value) || value < 0) {
        problems.push(`${path}: a number, 0 or more, is wanted, not ${JSON.stringify(value)}`);
        return 0;
    }
    return value;
}
