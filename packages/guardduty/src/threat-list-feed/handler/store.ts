import {
    DeleteObjectCommand,
    GetObjectCommand,
    HeadObjectCommand,
    paginateListObjectsV2,
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

export interface StoredObject {
    readonly key: string;
    readonly modifiedAt: Date;
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
    async writeState(state: FeedState, { etag }: Pick<ReadState, "etag">): Promise<void> {
        const condition = etag === undefined ? { IfNoneMatch: "*" } : { IfMatch: etag };
        try {
            await this.client.send(
                new PutObjectCommand({
                    ...{ Bucket: this.bucket, Key: STATE_KEY, ContentType: "application/json" },
                    ...{ Body: JSON.stringify(state), ServerSideEncryption: "AES256" },
                    ...condition,
                }),
            );
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

    async write(key: string, content: Uint8Array): Promise<void> {
        if (await this.#exists(key)) return;
        await this.client.send(
            new PutObjectCommand({
                ...{ Bucket: this.bucket, Key: key, Body: content, ContentType: "text/plain" },
                // GuardDuty's role could read what a KMS key encrypts only if the key's policy named it (User Guide, "Lists").
                ServerSideEncryption: "AES256",
            }),
        );
    }

    async list(prefix: string): Promise<StoredObject[]> {
        const found: StoredObject[] = [];
        for await (const page of paginateListObjectsV2(
            { client: this.client },
            { Bucket: this.bucket, Prefix: prefix },
        )) {
            for (const { Key, LastModified } of page.Contents ?? []) {
                if (Key !== undefined && LastModified !== undefined) found.push({ key: Key, modifiedAt: LastModified });
            }
        }
        return found;
    }

    async delete(key: string): Promise<void> {
        await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key }));
    }

    async #exists(key: string): Promise<boolean> {
        try {
            await this.client.send(new HeadObjectCommand({ Bucket: this.bucket, Key: key }));
            return true;
        } catch (error) {
            if (isMissing(error)) return false;
            throw error;
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
