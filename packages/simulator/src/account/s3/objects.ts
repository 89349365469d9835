import { createHash } from "node:crypto";

import type { Caller } from "../../policy/policy-evaluator";
import { refuse } from "../core/aws-error";
import { checkS3Tags, type Bucket, type Encryption } from "./buckets";
import { rules } from "../core/rules";
import type { S3Access } from "./s3-access";
import { askedThroughS3 } from "./kms-context";
import type { Scope } from "../core/scope";

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

export interface ObjectVersion {
    readonly key: string;
    /** "null" in a bucket that keeps no versions. */
    readonly versionId: string;
    readonly deleteMarker: boolean;
    readonly content: Buffer;
    readonly etag: string;
    readonly contentType: string;
    readonly encryption: Encryption;
    readonly metadata: Readonly<Record<string, string>>;
    readonly tags: Readonly<Record<string, string>>;
    readonly retention: { readonly mode: string; readonly until: number } | undefined;
}

export interface PutObject {
    readonly key: string;
    readonly content: Buffer;
    readonly contentType?: string | undefined;
    readonly encryption?: Partial<Encryption> | undefined;
    readonly metadata?: Readonly<Record<string, string>>;
    readonly tags?: Readonly<Record<string, string>>;
}

const DAY = 24 * 60 * 60 * 1000;

/** The objects in buckets, as a client in one Region handles them. */
export class Objects {
    constructor(
        private readonly scope: Scope,
        private readonly access: S3Access,
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
            const headers = headersOf(request.encryption);
            await this.access.authorize(bucket, "s3:PutObject", `${bucket.arn}/${request.key}`, headers);
            const encryption: Encryption = { ...bucket.encryption, ...request.encryption };
            await this.#authorizeKey(bucket, request.key, encryption);
            return this.#store(bucket, request, encryption);
        });
    }

    /** What a key holds now; undefined where it holds nothing or a delete marker. */
    current(bucket: Bucket, key: string): ObjectVersion | undefined {
        const latest = bucket.objects.get(key)?.at(-1);
        return latest?.deleteMarker === true ? undefined : latest;
    }

    head(bucketName: string, key: string): Promise<ObjectVersion | undefined> {
        return this.scope.operation("S3", "HeadObject", async () => this.current(this.access.require(bucketName), key));
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

    /** Reads an IP list as GuardDuty does: through its service-linked role, and through KMS where that encrypts. */
    async readAsGuardDuty(
        bucketName: string,
        key: string,
    ): Promise<{ readonly content: Buffer; readonly etag: string } | { readonly problem: string }> {
        const { account, partition } = this.scope;
        const bucket = account.world.bucket(partition, bucketName);
        if (bucket === undefined) {
            return { problem: "no such bucket" };
        }
        const object = this.current(bucket, key);
        if (object === undefined) {
            return { problem: "no such object" };
        }
        // GuardDuty adds a policy for this object to its role (User Guide, guardduty-lists-prerequisites).
        const resource = `${bucket.arn}/${key}`;
        const policy = { Effect: "Allow", Action: ["s3:GetObject", "s3:GetObjectVersion"], Resource: resource };
        const role: Caller = {
            kind: "iam",
            arn: account.guardDutyRoleArn(partition),
            identityPolicies: [JSON.stringify({ Version: "2012-10-17", Statement: [policy] })],
        };
        if (!(await this.access.allows(bucket, role, "s3:GetObject", resource))) {
            return { problem: "the bucket's policy keeps GuardDuty's service-linked role out" };
        }
        const { algorithm, kmsKeyId } = object.encryption;
        if (algorithm !== "AES256" && kmsKeyId !== undefined) {
            const reader: Caller = { ...role, identityPolicies: [] };
            const via = {
                ...askedThroughS3(bucket, key, object.encryption.bucketKeyEnabled),
                "kms:CallerAccount": account.accountId,
            };
            if (!(await account.kms(bucket.region).allows(kmsKeyId, reader, "kms:Decrypt", via))) {
                return { problem: "the key's policy does not let GuardDuty's service-linked role decrypt" };
            }
        }
        return { content: object.content, etag: object.etag };
    }

    /** Writes the empty object that GuardDuty leaves when it admits a destination. Its right to was checked before. */
    writeAsGuardDuty(bucket: Bucket, key: string, kmsKeyArn: string): void {
        this.#store(
            bucket,
            { key, content: Buffer.alloc(0) },
            { algorithm: "aws:kms", kmsKeyId: kmsKeyArn, bucketKeyEnabled: false },
        );
    }

    async #authorizeKey(bucket: Bucket, key: string, encryption: Encryption): Promise<void> {
        const { algorithm, kmsKeyId, bucketKeyEnabled } = encryption;
        if (algorithm === "AES256" || kmsKeyId === undefined) {
            return;
        }
        const { account, partition } = this.scope;
        const via = {
            ...askedThroughS3(bucket, key, bucketKeyEnabled),
            "kms:CallerAccount": account.accountId,
        };
        const kms = account.kms(bucket.region);
        if (!(await kms.allows(kmsKeyId, account.deployer(partition), "kms:GenerateDataKey", via))) {
            refuse(OBJECT_RULES.keyDenied, undefined, { caller: account.deployerArn(partition), key: kmsKeyId });
        }
    }

    #store(bucket: Bucket, request: PutObject, encryption: Encryption): ObjectVersion {
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
