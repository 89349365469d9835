import { isFindingsFile, mayHold, nextDay, type Selection } from "./object-path";
import { ReviewError, type Source, type SourceFile } from "./source";

export interface S3Location {
    readonly bucket: string;
    readonly prefix: string;
}

/** The folder of a Region: below it, keys are in the order of days. */
const REGION_FOLDER = /(?:^|\/)AWSLogs\/\d{12}\/GuardDuty\/[^/]+\/$/;

/** Larger objects are read as they come in. GuardDuty's are far smaller. */
const WHOLE_AT_MOST = 16 * 1024 * 1024;

/** How often an object is fetched whose transfer breaks off. */
const TRIES = 3;

export function parseS3Location(text: string): S3Location {
    const [, bucket = "", prefix = ""] = /^s3:\/\/([^/]*)\/?(.*)$/s.exec(text) ?? [];
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
        throw new ReviewError(`'${text}' names no bucket. Write s3://bucket or s3://bucket/prefix.`);
    }
    return { bucket, prefix: prefix === "" || prefix.endsWith("/") || isFindingsFile(prefix) ? prefix : `${prefix}/` };
}

/** Objects in a bucket. Credentials, Region and endpoint come from where AWS's tools look for them. */
export function s3Source(location: S3Location): Source {
    // Loaded here only: a local review needs nothing of it.
    const bucket = connect(location.bucket);
    return {
        async *list(selection) {
            yield* walk(await bucket, location.prefix, selection);
        },
        async *read({ name, bytes }) {
            yield* (await bucket).get(name.slice(`s3://${location.bucket}/`.length), bytes);
        },
    };
}

interface Page {
    readonly folders: readonly string[];
    readonly objects: readonly { readonly key: string; readonly bytes: number }[];
    readonly next: string | undefined;
}

interface Bucket {
    readonly name: string;
    page(
        prefix: string,
        options: { delimiter?: string; startAfter?: string; token?: string | undefined },
    ): Promise<Page>;
    get(key: string, bytes: number): AsyncIterable<Buffer>;
}

async function connect(name: string): Promise<Bucket> {
    // On Node 20 the SDK warns of versions to come. This package names its version exactly, so whoever runs it can do nothing about it.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
    const { GetObjectCommand, ListObjectsV2Command, S3Client } = await import("@aws-sdk/client-s3");
    // An endpoint of one's own (a stand-in for S3, a gateway) seldom has a name for every bucket.
    const ownEndpoint = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL;
    const client = new S3Client({ followRegionRedirects: true, forcePathStyle: ownEndpoint !== undefined });
    return {
        name,
        async page(prefix, { delimiter, startAfter, token }) {
            const command = new ListObjectsV2Command({
                Bucket: name,
                Prefix: prefix,
                Delimiter: delimiter,
                StartAfter: startAfter,
                ContinuationToken: token,
            });
            const answer = await client.send(command).catch((error: unknown) => {
                throw new ReviewError(`Cannot list s3://${name}/${prefix}: ${explain(error, "s3:ListBucket")}`);
            });
            return {
                folders: (answer.CommonPrefixes ?? []).flatMap(({ Prefix }) => Prefix ?? []),
                objects: (answer.Contents ?? []).flatMap(({ Key, Size = 0 }) =>
                    Key === undefined ? [] : [{ key: Key, bytes: Size }],
                ),
                next: answer.NextContinuationToken,
            };
        },
        async *get(key, bytes) {
            const open = async (): Promise<AsyncIterable<Uint8Array>> => {
                const answer = await client.send(new GetObjectCommand({ Bucket: name, Key: key }));
                const body: unknown = answer.Body;
                if (isPieces(body)) return body;
                throw new ReviewError("the answer has no body.");
            };
            try {
                if (bytes > WHOLE_AT_MOST) yield* buffersOf(await open());
                else yield await fetchWhole(open);
            } catch (error) {
                throw new ReviewError(explain(error, "s3:GetObject, and kms:Decrypt on the key of the export"));
            }
        },
    };
}

/** Goes down to the Regions folder by folder, so that accounts and Regions which are not wanted are not even listed. */
async function* walk(bucket: Bucket, prefix: string, selection: Selection): AsyncGenerator<SourceFile> {
    const flat = REGION_FOLDER.test(prefix);
    const last = selection.until === undefined ? undefined : nextDay(selection.until).replaceAll("-", "/");
    const options = {
        ...(flat ? {} : { delimiter: "/" }),
        ...(flat && selection.since !== undefined
            ? { startAfter: `${prefix}${selection.since.replaceAll("-", "/")}/` }
            : {}),
    };
    for (let token: string | undefined, more = true; more;) {
        const { folders, objects, next } = await bucket.page(prefix, { ...options, token });
        for (const { key, bytes } of objects) {
            // Behind the last day there is nothing more to be had: keys come in order.
            if (flat && last !== undefined && key.slice(prefix.length, prefix.length + last.length) > last) return;
            if (isFindingsFile(key) && mayHold(key, selection)) yield { name: `s3://${bucket.name}/${key}`, bytes };
        }
        for (const folder of folders) {
            if (mayHold(folder, selection)) yield* walk(bucket, folder, selection);
        }
        token = next;
        more = next !== undefined;
    }
}

/** The whole object; again where its transfer broke off, which the SDK leaves to its users. */
async function fetchWhole(open: () => Promise<AsyncIterable<Uint8Array>>): Promise<Buffer> {
    for (let left = TRIES - 1; ; left -= 1) {
        const body = await open();
        const pieces: Buffer[] = [];
        try {
            for await (const piece of buffersOf(body)) pieces.push(piece);
            return Buffer.concat(pieces);
        } catch (error) {
            if (left === 0) throw error;
        }
    }
}

async function* buffersOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
}

function isPieces(body: unknown): body is AsyncIterable<Uint8Array> {
    return typeof body === "object" && body !== null && Symbol.asyncIterator in body;
}

function explain(error: unknown, permission: string): string {
    if (error instanceof ReviewError) return error.message;
    const name = error instanceof Error ? error.name : "";
    switch (name) {
        case "NoSuchBucket":
            return "there is no such bucket.";
        case "AccessDenied":
        case "Forbidden":
        case "403":
            return `access is denied. It takes ${permission}.`;
        case "CredentialsProviderError":
            return "no AWS credentials were found. Log in, or set AWS_PROFILE.";
        default:
            return error instanceof Error ? `${name}: ${error.message}` : String(error);
    }
}
