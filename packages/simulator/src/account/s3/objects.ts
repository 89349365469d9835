import { createHash } from "node:crypto";

import type { Caller, RequestContext } from "../../policy/policy-evaluator";
import { refuse } from "../core/aws-error";
import { DAY } from "../core/clock";
import { rules } from "../core/rules";
import type { Scope } from "../core/scope";
import type { Tags } from "../core/tags";
import type { HasKms } from "../kms/kms-service";
import { currentVersion, type Bucket } from "./bucket";
import type { Encryption } from "./encryption";
import { askedThroughS3 } from "./kms-context";
import type { NewObject, ObjectVersion } from "./object-version";
import type { S3Access } from "./s3-access";
import type { ReadObstacle, TagObstacle } from "./s3-service";
import { checkS3Tags } from "./s3-tags";

export const OBJECT_RULES = rules("object", {
    key: {
        text: "An object's key has 1 to 1,024 bytes of UTF-8",
        source: "Amazon S3 User Guide, object-keys",
        confidence: "documented",
        error: { code: "KeyTooLongError", status: 400, message: "Your key is too long" },
    },
    tagCount: {
        text: "An object has at most ten tags",
        source: "Amazon S3 User Guide, object-tagging",
        confidence: "documented",
        error: { code: "BadRequest", status: 400, message: "Object tags cannot be greater than 10" },
    },
    noSuchKey: {
        text: "An object that is tagged exists",
        source: "Amazon S3 API Reference, ErrorResponses",
        confidence: "documented",
        error: { code: "NoSuchKey", status: 404, message: "The specified key does not exist." },
    },
    keyDenied: {
        text: "Who puts an object that a KMS key encrypts may generate data keys with it",
        source: "Amazon S3 User Guide, UsingKMSEncryption",
        confidence: "documented",
        wording: "general",
        error: {
            code: "AccessDenied",
            status: 403,
            message: "User: {caller} is not authorized to perform: kms:GenerateDataKey on resource: {key}",
        },
    },
    locked: {
        text: "A version that Object Lock protects is not deleted before its time; governance mode yields to whoever may bypass it",
        source: "Amazon S3 User Guide, object-lock",
        confidence: "documented",
        error: {
            code: "AccessDenied",
            status: 403,
            message: "Access Denied because object protected by object lock.",
        },
    },
});

export interface PutObject extends NewObject {
    readonly encryption?: Partial<Encryption> | undefined;
}

/** The objects in buckets, as a client in one Region handles them. */
export class Objects {
    constructor(
        private readonly scope: Scope,
        private readonly access: S3Access,
        private readonly services: HasKms,
    ) {}

    put(bucketName: string, request: PutObject): Promise<ObjectVersion> {
        return this.scope.operation("S3", "PutObject", async () => {
            const bucket = this.access.require(bucketName);
            const length = Buffer.byteLength(request.key, "utf8");
            if (length < 1 || length > 1024) {
                refuse(OBJECT_RULES.key, `${length} bytes`);
            }
            const tags = request.tags ?? {};
            if (Object.keys(tags).length > 10) {
                refuse(OBJECT_RULES.tagCount, `${Object.keys(tags).length} tags`);
            }
            checkS3Tags(tags, 10);
            const headers = { ...headersOf(request.encryption), ...requestTags(tags) };
            await this.access.authorize(bucket, "s3:PutObject", `${bucket.arn}/${request.key}`, headers);
            if (Object.keys(tags).length > 0) {
                await this.access.authorize(bucket, "s3:PutObjectTagging", `${bucket.arn}/${request.key}`, headers);
            }
            const encryption: Encryption = { ...bucket.encryption, ...request.encryption };
            await this.#authorizeKey(bucket, request.key, encryption);
            return this.store(bucket, request, encryption);
        });
    }

    /** Puts tags on an object, in place of those that it has. */
    putTags(bucketName: string, key: string, tags: Tags): Promise<void> {
        return this.scope.operation("S3", "PutObjectTagging", async () => {
            const bucket = this.access.require(bucketName);
            if (currentVersion(bucket, key) === undefined) {
                refuse(OBJECT_RULES.noSuchKey, key);
            }
            if (Object.keys(tags).length > 10) {
                refuse(OBJECT_RULES.tagCount, `${Object.keys(tags).length} tags`);
            }
            checkS3Tags(tags, 10);
            await this.access.authorize(bucket, "s3:PutObjectTagging", `${bucket.arn}/${key}`, requestTags(tags));
            setTags(bucket, key, tags);
        });
    }

    head(bucketName: string, key: string): Promise<ObjectVersion | undefined> {
        return this.scope.operation("S3", "HeadObject", async () =>
            currentVersion(this.access.require(bucketName), key),
        );
    }

    /** Without a version: removes the object, or in a versioned bucket puts a delete marker on it. */
    delete(bucketName: string, key: string): Promise<void> {
        return this.scope.operation("S3", "DeleteObject", async () => {
            const bucket = this.access.require(bucketName);
            await this.access.authorize(bucket, "s3:DeleteObject", `${bucket.arn}/${key}`);
            if (bucket.versioning === "Unversioned") {
                bucket.objects.delete(key);
                return;
            }
            const marker: ObjectVersion = {
                ...{ key, versionId: this.scope.account.ids.hex(32), deleteMarker: true, content: Buffer.alloc(0) },
                ...{ etag: "", contentType: "", encryption: bucket.encryption, metadata: {}, tags: {} },
                retention: undefined,
            };
            bucket.objects.set(key, [...(bucket.objects.get(key) ?? []), marker]);
        });
    }

    /** Removes every version of a key, delete markers too. */
    deleteAllVersions(bucketName: string, key: string, bypassGovernance: boolean): Promise<void> {
        return this.scope.operation("S3", "DeleteObject", async () => {
            const bucket = this.access.require(bucketName);
            await this.access.authorize(bucket, "s3:DeleteObjectVersion", `${bucket.arn}/${key}`);
            const now = this.scope.account.clock.now();
            const isLocked = ({ retention }: ObjectVersion): boolean =>
                retention !== undefined &&
                retention.until > now &&
                !(bypassGovernance && retention.mode === "GOVERNANCE");
            const locked = (bucket.objects.get(key) ?? []).filter(isLocked);
            if (locked.length > 0) {
                bucket.objects.set(key, locked);
                refuse(OBJECT_RULES.locked, key);
            }
            bucket.objects.delete(key);
        });
    }

    /** Reads an object in a caller's name, and decrypts it in that name where KMS has encrypted it. */
    async readAs(caller: Caller, bucketName: string, key: string): Promise<ObjectVersion | ReadObstacle> {
        const bucket = this.access.find(bucketName);
        if (bucket === undefined) {
            return "noSuchBucket";
        }
        const object = currentVersion(bucket, key);
        if (object === undefined) {
            return "noSuchObject";
        }
        if (!(await this.access.allows(bucket, caller, "s3:GetObject", `${bucket.arn}/${key}`))) {
            return "bucketPolicy";
        }
        return (await this.#mayUseKey(caller, "kms:Decrypt", bucket, key, object.encryption)) ? object : "keyPolicy";
    }

    /** Of a version that has an id, the actions for versions are asked for as well. */
    async tagAs(caller: Caller, bucketName: string, key: string, tags: Tags): Promise<"done" | TagObstacle> {
        const bucket = this.access.find(bucketName);
        const object = bucket && currentVersion(bucket, key);
        if (bucket === undefined || object === undefined) {
            return "noSuchObject";
        }
        const actions = object.versionId === "null" ? TAG_ACTIONS : [...TAG_ACTIONS, ...TAG_VERSION_ACTIONS];
        for (const action of actions) {
            const context = action.startsWith("s3:Put") ? requestTags(tags) : {};
            if (!(await this.access.allows(bucket, caller, action, `${bucket.arn}/${key}`, context))) {
                return "denied";
            }
        }
        if (Object.keys(tags).length > 10) {
            return "tooMany";
        }
        setTags(bucket, key, tags);
        return "done";
    }

    /** Keeps an object, whoever it is from. */
    store(bucket: Bucket, request: NewObject, encryption: Encryption): ObjectVersion {
        const versioned = bucket.versioning === "Enabled";
        const { defaultRetention } = bucket;
        const version: ObjectVersion = {
            key: request.key,
            versionId: versioned ? this.scope.account.ids.hex(32) : "null",
            deleteMarker: false,
            content: request.content,
            etag: createHash("md5").update(request.content).digest("hex"),
            contentType: request.contentType ?? "application/octet-stream",
            encryption,
            metadata: request.metadata ?? {},
            tags: request.tags ?? {},
            retention:
                defaultRetention === undefined
                    ? undefined
                    : {
                          mode: defaultRetention.mode,
                          until: this.scope.account.clock.now() + defaultRetention.days * DAY,
                      },
        };
        const kept = (bucket.objects.get(request.key) ?? []).filter(
            ({ versionId }) => versioned || versionId !== "null",
        );
        bucket.objects.set(request.key, [...kept, version]);
        return version;
    }

    async #authorizeKey(bucket: Bucket, key: string, encryption: Encryption): Promise<void> {
        const { account, partition } = this.scope;
        const deployer = account.deployer(partition);
        if (!(await this.#mayUseKey(deployer, "kms:GenerateDataKey", bucket, key, encryption))) {
            const kmsKey = encryption.kmsKeyId ?? "";
            refuse(OBJECT_RULES.keyDenied, undefined, { caller: account.deployerArn(partition), key: kmsKey });
        }
    }

    async #mayUseKey(
        caller: Caller,
        action: string,
        bucket: Bucket,
        key: string,
        { algorithm, kmsKeyId, bucketKeyEnabled }: Encryption,
    ): Promise<boolean> {
        if (algorithm === "AES256" || kmsKeyId === undefined) {
            return true;
        }
        return this.services.kms(bucket.region).access.allows(kmsKeyId, caller, action, {
            ...askedThroughS3(bucket, key, bucketKeyEnabled),
            "kms:CallerAccount": this.scope.account.accountId,
        });
    }
}

const TAG_ACTIONS = ["s3:GetObjectTagging", "s3:PutObjectTagging"];
const TAG_VERSION_ACTIONS = ["s3:GetObjectVersionTagging", "s3:PutObjectVersionTagging"];

/** What a policy sees of the tags that a request brings (Amazon S3 User Guide, tagging-and-policies). */
function requestTags(tags: Tags): RequestContext {
    const keys = Object.keys(tags);
    const values = Object.entries(tags).map(([key, value]): [string, string] => [`s3:RequestObjectTag/${key}`, value]);
    return keys.length === 0 ? {} : { "s3:RequestObjectTagKeys": keys, ...Object.fromEntries(values) };
}

function setTags(bucket: Bucket, key: string, tags: Tags): void {
    const versions = bucket.objects.get(key) ?? [];
    bucket.objects.set(
        key,
        versions.map((version, index) => (index === versions.length - 1 ? { ...version, tags } : version)),
    );
}

/** The encryption headers as the bucket's policy sees them: only what the request itself says, not the default. */
function headersOf(encryption: Partial<Encryption> | undefined): Record<string, string> {
    return {
        ...(encryption?.algorithm === undefined ? {} : { "s3:x-amz-server-side-encryption": encryption.algorithm }),
        ...(encryption?.kmsKeyId === undefined
            ? {}
            : { "s3:x-amz-server-side-encryption-aws-kms-key-id": encryption.kmsKeyId }),
    };
}
