import { download, type DownloadRequest } from "./download";
import { extractEntries } from "./extract";
import { readSource } from "./feed-list";
import { refuseLeap } from "./growth";
import type { FeedLimits, SourceSettings } from "./settings";
import type { SourceState } from "./state";
import type { FeedStore } from "./store";

/** What is known of a source after a run, and whether it is as fresh as it should be. */
export interface SourceResult {
    readonly state: SourceState;
    readonly text: Uint8Array;
    readonly tooOld: boolean;
}

export interface SourceReader {
    readonly store: FeedStore;
    readonly limits: FeedLimits;
    readonly now: () => number;
    /** The text of a secret of Secrets Manager. */
    readonly secret: (arn: string) => Promise<string>;
}

const MS_PER_DAY = 86_400_000;

/** Where a source's addresses are kept, so that the others can be folded with them when it is unchanged, or not to be had. */
export function sourceKey(key: string, sha256: string): string {
    return `sources/${key}/${sha256}.txt`;
}

/**
 * What a source holds now. Throws a DownloadError where it cannot be fetched and a Refusal where it is not believed; nothing is
 * changed then.
 */
export async function readFeedSource(
    source: SourceSettings,
    known: SourceState | undefined,
    reader: SourceReader,
): Promise<SourceResult> {
    const kept = await keptText(source, known, reader.store);
    // Without the text, "not modified" would be of no use.
    const validators = kept === undefined || known === undefined ? {} : known.validators;
    const answer = await download({ url: source.url, validators, ...(await secretHeader(source, reader)) });
    if (answer.kind === "unchanged") {
        if (kept === undefined || known === undefined) throw new Error("A server said 304 and was not asked for it.");
        return { state: known, text: kept, tooOld: isTooOld(source, known, reader.now()) };
    }
    const list = readSource(extractEntries(answer.bytes, answer.contentType, source.format), reader.limits);
    refuseLeap(known?.addressCount, list.addressCount, reader.limits);
    const isChanged = list.sha256 !== known?.sha256;
    if (isChanged) await reader.store.write(sourceKey(source.key, list.sha256), list.text);
    const state: SourceState = {
        url: source.url,
        sha256: list.sha256,
        addressCount: list.addressCount,
        validators: answer.validators,
        changedAt: isChanged ? new Date(reader.now()).toISOString() : known.changedAt,
    };
    return { state, text: list.text, tooOld: isTooOld(source, state, reader.now()) };
}

/** What a source was last believed to hold; undefined where it never was, or its object is gone. */
export async function keptText(
    { key }: Pick<SourceSettings, "key">,
    known: SourceState | undefined,
    store: FeedStore,
): Promise<Uint8Array | undefined> {
    return known === undefined ? undefined : store.read(sourceKey(key, known.sha256));
}

/** By what the publisher says of its content, or else by when we saw it change. */
function isTooOld({ maxAgeDays }: SourceSettings, { validators, changedAt }: SourceState, now: number): boolean {
    if (maxAgeDays === undefined) return false;
    const published = Date.parse(validators.lastModified ?? "");
    const since = Number.isNaN(published) ? Date.parse(changedAt) : published;
    return now - since > maxAgeDays * MS_PER_DAY;
}

async function secretHeader(
    { tokenSecretArn, tokenHeader = "Authorization" }: SourceSettings,
    { secret }: SourceReader,
): Promise<Pick<DownloadRequest, "secretHeader">> {
    if (tokenSecretArn === undefined) return {};
    const token = (await secret(tokenSecretArn)).trim();
    const value = tokenHeader.toLowerCase() === "authorization" ? `Bearer ${token}` : token;
    return { secretHeader: [tokenHeader, value] };
}
