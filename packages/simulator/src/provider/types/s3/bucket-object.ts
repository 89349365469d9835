import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

import type { Encryption } from "../../../account/s3/encryption";
import type { ObjectVersion } from "../../../account/s3/object-version";
import type { PutObject } from "../../../account/s3/objects";
import { attempt } from "../../attempt";
import type { PropertyReader } from "../../property-reader";
import { isPropertyMap } from "../../property-reader";
import { ProviderError, type AssetValue, type PropertyMap } from "../../resource-provider";
import type { ResourceContext, ResourceType, TagMap } from "../../resource-type";
import { BOOLEAN, computed, MAP, notRead, object, oneOf, REGION, replacing, required, STRING } from "../../schema";
import { tagsRead, tagsToSend } from "../../tags";
import { algorithmOf } from "./bucket-encryption";

/** An object in a bucket. Its id is its key. */
export const BUCKET_OBJECT: ResourceType = {
    token: "aws:s3/bucketObjectv2:BucketObjectv2",
    inputs: {
        bucket: replacing(required(STRING)),
        bucketKeyEnabled: computed(BOOLEAN),
        cacheControl: notRead(STRING),
        content: notRead(STRING),
        contentBase64: notRead(STRING),
        contentType: computed(STRING),
        forceDestroy: notRead({ ...BOOLEAN, default: false }),
        key: replacing(required(STRING)),
        kmsKeyId: computed(STRING),
        metadata: MAP,
        overrideProvider: notRead(object({ defaultTags: object({ tags: MAP }) })),
        region: REGION,
        serverSideEncryption: computed(oneOf(["AES256", "aws:kms", "aws:kms:dsse"])),
        source: notRead({ schema: { kind: "asset" } }),
        sourceHash: notRead(STRING),
        tags: MAP,
    },
    computedOutputs: ["arn", "etag", "versionId"],
    taggable: true,
    // By default the key is the resource's name, as it is.
    autoName: { property: "key", maxLength: 1024, plain: true },

    importedAs(id) {
        const [, bucket, key] = /^(?:s3:\/\/)?([^/]+)\/(.+)$/s.exec(id) ?? [];
        if (bucket === undefined || key === undefined) {
            throw new ProviderError(`importing S3 Object (${id}): expected <bucket>/<key> or s3://<bucket>/<key>`);
        }
        return { id: key, state: { bucket, key } };
    },

    check(inputs) {
        const given = ["content", "contentBase64", "source"].filter((name) => inputs[name] !== undefined);
        return given.slice(1).map((name) => ({ property: name, reason: `conflicts with ${given[0]}` }));
    },

    async create(inputs, context) {
        await put(inputs, context);
        return inputs.string("key");
    },

    async read(id, context, prior) {
        const bucket = prior.string("bucket");
        const key = prior.optionalString("key") ?? id;
        const { buckets, objects } = context.account.s3(context.region);
        const object = await attempt(`reading S3 Object (${id})`, async () =>
            (await buckets.find(bucket)) === undefined ? undefined : objects.head(bucket, key),
        );
        return object && propertiesOf(object, bucket, contextFor(prior, context), prior);
    },

    async update(_id, { news, changed }, context) {
        if (changed(...Object.keys(this.inputs))) {
            await put(news, context);
        }
    },

    /** With versions in the bucket all of them go. */
    async delete(id, state, context) {
        const bucket = state.string("bucket");
        const key = state.optionalString("key") ?? id;
        const { buckets, objects } = context.account.s3(context.region);
        const doing = `deleting S3 Object (${key}) from S3 Bucket (${bucket})`;
        await attempt(doing, async () => {
            const versioning = (await buckets.find(bucket))?.versioning;
            if (versioning === "Unversioned") {
                await objects.delete(bucket, key);
            } else if (versioning !== undefined) {
                await objects.deleteAllVersions(bucket, key, state.optionalBoolean("forceDestroy") ?? false);
            }
        });
    },
};

async function put(inputs: PropertyReader, context: ResourceContext): Promise<void> {
    const bucket = inputs.string("bucket");
    const key = inputs.string("key");
    const content = await contentOf(inputs);
    const request: PutObject = {
        key,
        content,
        contentType: inputs.optionalString("contentType"),
        encryption: encryptionOf(inputs),
        metadata: inputs.map("metadata"),
        tags: tagsToSend(inputs, contextFor(inputs, context)),
    };
    await attempt(`uploading S3 Object (${key}) to Bucket (${bucket})`, () =>
        context.account.s3(context.region).objects.put(bucket, request),
    );
}

async function contentOf(inputs: PropertyReader): Promise<Buffer> {
    const source = inputs.asset("source");
    if (source !== undefined) {
        return source.asset === "text" ? Buffer.from(source.source, "utf8") : readSource(source);
    }
    const base64 = inputs.optionalString("contentBase64");
    return base64 === undefined
        ? Buffer.from(inputs.optionalString("content") ?? "", "utf8")
        : Buffer.from(base64, "base64");
}

async function readSource({ source, path, hash }: AssetValue): Promise<Buffer> {
    // The real provider is started in the program's folder; one that an engine attaches to has to be told.
    const note =
        path === undefined ? "" : `\n    [simulator: ${path} was looked for from its own folder, as ${source}]`;
    try {
        const content = await readFile(source);
        if (path === undefined || createHash("sha256").update(content).digest("hex") === hash) {
            return content;
        }
    } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new ProviderError(`opening S3 object source (${path ?? source}): ${why}${note}`);
    }
    throw new ProviderError(
        `opening S3 object source (${path}): it is not the file that the program registered${note}`,
    );
}

function encryptionOf(inputs: PropertyReader): Partial<Encryption> | undefined {
    const kmsKeyId = inputs.optionalString("kmsKeyId");
    const named = inputs.optionalString("serverSideEncryption");
    const bucketKeyEnabled = inputs.optionalBoolean("bucketKeyEnabled");
    // A key without an algorithm means aws:kms to the provider.
    const algorithm = named ?? (kmsKeyId === undefined ? undefined : "aws:kms");
    if (algorithm === undefined) {
        return undefined;
    }
    return {
        algorithm: algorithmOf(algorithm),
        kmsKeyId: algorithm === "AES256" ? undefined : kmsKeyId,
        ...(bucketKeyEnabled === undefined ? {} : { bucketKeyEnabled }),
    };
}

/** The default tags of the provider, unless the resource overrides them: an object takes ten tags at most. */
function contextFor(inputs: PropertyReader, context: ResourceContext): ResourceContext {
    const override = inputs.object("overrideProvider")?.object("defaultTags");
    const defaultTags: TagMap | undefined = override?.map("tags");
    return defaultTags === undefined ? context : { ...context, defaultTags };
}

function propertiesOf(
    object: ObjectVersion,
    bucket: string,
    context: ResourceContext,
    prior: PropertyReader,
): PropertyMap {
    const { encryption } = object;
    return {
        arn: `arn:${context.partition}:s3:::${bucket}/${object.key}`,
        bucket,
        bucketKeyEnabled: encryption.bucketKeyEnabled,
        contentType: object.contentType,
        etag: object.etag,
        key: object.key,
        serverSideEncryption: encryption.algorithm,
        versionId: object.versionId === "null" ? "" : object.versionId,
        ...(encryption.kmsKeyId === undefined ? {} : { kmsKeyId: encryption.kmsKeyId }),
        ...(isPropertyMap(object.metadata) && Object.keys(object.metadata).length > 0
            ? { metadata: object.metadata }
            : {}),
        ...tagsRead(object.tags, context, prior),
    };
}
