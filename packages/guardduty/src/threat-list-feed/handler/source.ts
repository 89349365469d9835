import { count } from "../../ip-lists/list-rules";
import { download, DownloadError, type DownloadRequest } from "./download";
import { extractEntries } from "./extract";
import { readSource, type ReadingRules, type SourceList } from "./feed-list";
import { refuseLeap } from "./growth";
import type { SourceSettings } from "./settings";
import type { SourceState } from "./state";
import type { FeedStore } from "./store";

/** What is known of a source after a run, and whether it is as fresh as it should be. */
export interface SourceResult {
    readonly state: SourceState;
    readonly text: Uint8Array;
    readonly tooOld: boolean;
    /** What was read, for the log; nothing where the source is unchanged. */
    readonly summary?: string;
}

export interface SourceReader {
    readonly store: FeedStore;
    readonly rules: ReadingRules;
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
        if (kept === undefined || known === undefined)
            throw new Error("Nothing was asked about that could be unchanged.");
        return { state: known, text: kept, tooOld: isTooOld(source, known, reader.now()) };
    }
    const list = readSource(extractEntries(answer.bytes, source.format), reader.rules);
    refuseLeap(known?.addressCount, list.addressCount, reader.rules.limits);
    const isChanged = list.sha256 !== known?.sha256;
    if (isChanged || kept === undefined) await reader.store.write(sourceKey(source.key, list.sha256), list.text);
    const state: SourceState = {
        url: source.url,
        format: source.format,
        sha256: list.sha256,
        addressCount: list.addressCount,
        validators: answer.validators,
        changedAt: isChanged ? new Date(reader.now()).toISOString() : known.changedAt,
    };
    return { state, text: list.text, tooOld: isTooOld(source, state, reader.now()), summary: summarize(list) };
}

function summarize({ entryCount, addressCount, ipv6, notPublic, invalid, firstInvalidLine }: SourceList): string {
    const leftOut = [
        ...(ipv6 === 0 ? [] : [`${count(ipv6)} IPv6`]),
        ...(notPublic === 0 ? [] : [`${count(notPublic)} not publicly routable`]),
        ...(invalid === 0 ? [] : [`${count(invalid)} that can't be read, the first in line ${firstInvalidLine}`]),
    ];
    const held = `${count(addressCount)} addresses in ${count(entryCount)} entries`;
    return leftOut.length === 0 ? held : `${held}; left out: ${leftOut.join(", ")}`;
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
    const token = (await readToken(tokenSecretArn, secret)).trim();
    // What `fetch` says of a header that it does not take has the token in it.
    if (!/^[\x20-\x7e]+$/.test(token)) {
        throw new DownloadError("its token is empty, or has characters that no header takes");
    }
    const value = tokenHeader.toLowerCase() === "authorization" ? `Bearer ${token}` : token;
    return { secretHeader: [tokenHeader, value] };
}

/** A token that is not to be had is like a feed that is not: the other sources go on. */
async function readToken(arn: string, secret: SourceReader["secret"]): Promise<string> {
    try {
        return await secret(arn);
    } catch (error) {
        const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        throw new DownloadError(`its token can't be read: ${reason}`, { cause: error });
    }
}
