/** What the function is told, as JSON in the one variable of its environment, by the component that makes it. Holds no secrets. */
export interface FeedSettings {
    /** Names the feed in its metrics and log lines. */
    readonly feed: string;
    readonly listType: "THREAT" | "TRUSTED";
    readonly detectorId: string;
    readonly listId: string;
    readonly bucket: string;
    readonly sources: readonly SourceSettings[];
    readonly limits: FeedLimits;
    /** How many lists of earlier runs are kept, besides the one in use. */
    readonly keepVersions: number;
}

export interface SourceSettings {
    readonly key: string;
    readonly url: string;
    readonly format: SourceFormat;
    readonly tokenSecretArn?: string;
    /** The header that carries the token: `Authorization` gets it as a bearer token, any other as it is. */
    readonly tokenHeader?: string;
    /** How old the publisher's content may be before it counts as stale. */
    readonly maxAgeDays?: number;
}

export type SourceFormat =
    | { readonly kind: "TEXT" }
    /** The column by its name in the first row, or by its number, from 1, where there is no row of names. */
    | { readonly kind: "CSV"; readonly column: string | number; readonly delimiter: string }
    /** Such as `$.prefixes[*].ip_prefix`. */
    | { readonly kind: "JSON"; readonly path: string };

export interface FeedLimits {
    /** By how much a source may shrink from one run to the next, in percent of the addresses that it had. */
    readonly maxShrinkPercent: number;
    readonly maxGrowthPercent: number;
    /** The share of a source's entries that may be no IPv4 address or range. */
    readonly maxInvalidPercent: number;
    /** The widest range that is believed, such as 8 for a /8. */
    readonly widestPrefix: number;
}

export function readSettings(environment: Readonly<Record<string, string | undefined>>): FeedSettings {
    const text = environment["FEED_SETTINGS"];
    if (text === undefined) throw new Error("FEED_SETTINGS is missing from the function's environment.");
    const settings: FeedSettings = JSON.parse(text); // eslint-disable-line @typescript-eslint/no-unsafe-assignment -- the component wrote it
    return settings;
}
