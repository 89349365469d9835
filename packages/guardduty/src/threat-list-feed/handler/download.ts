import { LARGEST_FILE_BYTES } from "../../ip-lists/list-rules";

/** What a source said the last time: sent back, so that an unchanged feed is not sent again. */
export interface Validators {
    readonly etag?: string;
    readonly lastModified?: string;
}

export type Download =
    | { readonly kind: "unchanged" }
    | {
          readonly kind: "content";
          readonly bytes: Buffer;
          readonly validators: Validators;
      };

export interface DownloadRequest {
    readonly url: string;
    readonly validators: Validators;
    /** A header with a token. It goes to the feed's own origin only. */
    readonly secretHeader?: readonly [name: string, value: string];
    readonly timeoutMs?: number;
    readonly maxBytes?: number;
}

/** Of a whole download, redirects included: a feed of 250,000 entries is 4 MB. */
const TIMEOUT_MS = 60_000;
const MOST_REDIRECTS = 5;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** A source could not be fetched. What it had before stays good; the reason is for the log. */
export class DownloadError extends Error {
    constructor(message: string, options?: ErrorOptions) {
        super(message, options);
        this.name = "DownloadError";
    }
}

/** Fetches a feed over HTTPS, within limits of time and size, or hears that it has not changed. */
export async function download(request: DownloadRequest): Promise<Download> {
    const { timeoutMs = TIMEOUT_MS, maxBytes = LARGEST_FILE_BYTES } = request;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
        const response = await follow(request, signal);
        if (response.status === 304 && isConditional(request)) return { kind: "unchanged" };
        if (response.status !== 200) {
            await response.body?.cancel();
            throw new DownloadError(`the server answered ${response.status}`);
        }
        return {
            kind: "content",
            bytes: await readAtMost(response, maxBytes),
            validators: validatorsOf(response.headers),
        };
    } catch (error) {
        if (error instanceof DownloadError) throw error;
        if (signal.aborted) throw new DownloadError(`it took longer than ${timeoutMs / 1000} s`, { cause: error });
        throw new DownloadError(describe(error), { cause: error });
    }
}

/** Redirects are followed by hand: `fetch` would follow one to plain HTTP, and take the token along. */
async function follow(request: DownloadRequest, signal: AbortSignal): Promise<Response> {
    let url = new URL(request.url);
    const { origin } = url;
    let isOwnOrigin = true;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
        if (url.protocol !== "https:") throw new DownloadError("it redirects to something other than https");
        // Once led away, no request is the feed's own any more.
        isOwnOrigin &&= url.origin === origin;
        const headers = headersFor(request, isOwnOrigin);
        const response = await fetch(url, { headers, redirect: "manual", signal });
        const location = response.headers.get("location");
        if (!REDIRECTS.includes(response.status) || location === null) return response;
        await response.body?.cancel();
        if (!URL.canParse(location, url.href))
            throw new DownloadError(`it redirects to ${JSON.stringify(location.slice(0, 200))}`);
        url = new URL(location, url);
    }
    throw new DownloadError(`it redirects more than ${MOST_REDIRECTS} times`);
}

function isConditional({ validators: { etag, lastModified } }: DownloadRequest): boolean {
    return etag !== undefined || lastModified !== undefined;
}

function headersFor({ validators, secretHeader }: DownloadRequest, isOwnOrigin: boolean): Record<string, string> {
    const { etag, lastModified } = validators;
    return {
        "user-agent": "pulumi-guardduty-threat-list-feed",
        accept: "*/*",
        ...(etag === undefined ? {} : { "if-none-match": etag }),
        ...(lastModified === undefined ? {} : { "if-modified-since": lastModified }),
        ...(secretHeader === undefined || !isOwnOrigin ? {} : { [secretHeader[0]]: secretHeader[1] }),
    };
}

/** Counts what comes out of the decompression, so that a small answer cannot become a large one. */
async function readAtMost(response: Response, maxBytes: number): Promise<Buffer> {
    const tooLarge = (): DownloadError => new DownloadError(`it is larger than ${maxBytes} bytes`);
    const declared = Number(response.headers.get("content-length") ?? 0);
    if (declared > maxBytes) {
        await response.body?.cancel();
        throw tooLarge();
    }
    const chunks: Uint8Array[] = [];
    let length = 0;
    const body: AsyncIterable<Uint8Array> | undefined = response.body ?? undefined;
    for await (const chunk of body ?? []) {
        length += chunk.length;
        if (length > maxBytes) throw tooLarge();
        chunks.push(chunk);
    }
    // An encoded answer says the length of what was sent, and not of what comes out.
    if (declared > 0 && length < declared && response.headers.get("content-encoding") === null) {
        throw new DownloadError(`only ${length} of ${declared} bytes came`);
    }
    return Buffer.concat(chunks, length);
}

function validatorsOf(headers: Headers): Validators {
    const etag = headers.get("etag");
    const lastModified = headers.get("last-modified");
    return { ...(etag === null ? {} : { etag }), ...(lastModified === null ? {} : { lastModified }) };
}

/** `fetch failed` says nothing: what did is in its cause. */
function describe(error: unknown): string {
    if (!(error instanceof Error)) return String(error);
    return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
