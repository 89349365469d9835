import {
    DeleteObjectCommand,
    GetObjectCommand,
    ListObjectVersionsCommand,
    type ListObjectVersionsOutput,
    PutObjectCommand,
    type S3Client,
    S3ServiceException,
} from "@aws-sdk/client-s3";
import { type FeedState, NO_STATE, readState } from "./state";

const STATE_KEY = "state.json";

/** Another run has written its state since this one read it: that one goes on, this one ends. */
export class Overtaken extends Error {
    constructor() {
        super("another run of this feed was quicker");
        this.name = "Overtaken";
    }
}

/** A state, and which version of the object it is; none where there is no object. */
export interface ReadState {
    readonly state: FeedState;
    readonly etag: string | undefined;
}

/** An object with all its versions. */
export interface StoredObject {
    readonly key: string;
    /** Of the newest version. */
    readonly modifiedAt: Date;
    readonly versionIds: readonly string[];
}

/** The feed's bucket. An object is named after the hash of its content, but for the state, which is written under a condition. */
export class FeedStore {
    constructor(
        private readonly client: S3Client,
        private readonly bucket: string,
    ) {}

    async readState(): Promise<ReadState> {
        try {
            const { Body, ETag } = await this.client.send(this.#get(STATE_KEY));
            return { state: readState((await Body?.transformToString()) ?? ""), etag: ETag };
        } catch (error) {
            if (isMissing(error)) return { state: NO_STATE, etag: undefined };
            throw error;
        }
    }

    /** Throws `Overtaken` unless the state is still the one that was read. */
    async writeState(state: FeedState, { etag }: Pick<ReadState, "etag">): Promise<ReadState> {
        const condition = etag === undefined ? { IfNoneMatch: "*" } : { IfMatch: etag };
        try {
            const { ETag } = await this.client.send(
                new PutObjectCommand({
                    ...{ Bucket: this.bucket, Key: STATE_KEY, ContentType: "application/json" },
                    ...{ Body: JSON.stringify(state), ServerSideEncryption: "AES256" },
                    ...condition,
                }),
            );
            return { state, etag: ETag };
        } catch (error) {
            if (isConflict(error)) throw new Overtaken();
            throw error;
        }
    }

    /** Undefined where there is no such object. */
    async read(key: string): Promise<Uint8Array | undefined> {
        try {
            const { Body } = await this.client.send(this.#get(key));
            return await Body?.transformToByteArray();
        } catch (error) {
            if (isMissing(error)) return undefined;
            throw error;
        }
    }

    /** Writes an object, also where it is there already: what another run cleans up then is the older version of it. */
    async write(key: string, content: Uint8Array): Promise<void> {
        await this.client.send(
            new PutObjectCommand({
                ...{ Bucket: this.bucket, Key: key, Body: content, ContentType: "text/plain" },
                // GuardDuty's role could read what a KMS key encrypts only if the key's policy named it (User Guide, "Lists").
                ServerSideEncryption: "AES256",
            }),
        );
    }

    async list(prefix: string): Promise<StoredObject[]> {
        const found = new Map<string, StoredObject>();
        let page: ListObjectVersionsOutput | undefined;
        do {
            page = await this.client.send(
                new ListObjectVersionsCommand({
                    ...{ Bucket: this.bucket, Prefix: prefix },
                    ...{ KeyMarker: page?.NextKeyMarker, VersionIdMarker: page?.NextVersionIdMarker },
                }),
            );
            for (const { Key: key, VersionId, LastModified } of page.Versions ?? []) {
                if (key === undefined || VersionId === undefined || LastModified === undefined) continue;
                const { modifiedAt = LastModified, versionIds = [] } = found.get(key) ?? {};
                const newest = modifiedAt > LastModified ? modifiedAt : LastModified;
                found.set(key, { key, modifiedAt: newest, versionIds: [...versionIds, VersionId] });
            }
        } while (page.IsTruncated === true);
        return [...found.values()];
    }

    /** Deletes the versions that were listed: one that another run has written since stays. */
    async delete({ key, versionIds }: StoredObject): Promise<void> {
        for (const VersionId of versionIds) {
            await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key, VersionId }));
        }
    }

    #get(key: string): GetObjectCommand {
        return new GetObjectCommand({ Bucket: this.bucket, Key: key });
    }
}

function isMissing(error: unknown): boolean {
    return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;
}

/** 412 where the object changed, 409 where another request is writing it (S3 User Guide, "Conditional writes"). */
function isConflict(error: unknown): boolean {
    const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
    return status === 412 || status === 409;
}
