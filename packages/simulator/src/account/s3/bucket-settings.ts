import { InvalidPolicyError } from "../../policy/policy-evaluator";
import { refuse } from "../core/aws-error";
import type { Scope } from "../core/scope";
import type { Bucket, LifecycleRule, LockRetention, Notification, PublicAccessBlock } from "./bucket";
import { checkBucketPolicy } from "./bucket-policies";
import { BUCKET_POLICY_RULES } from "./bucket-policy-rules";
import { BUCKET_SETTING_RULES } from "./bucket-setting-rules";
import { DEFAULT_ENCRYPTION, type Encryption } from "./encryption";
import type { S3Access } from "./s3-access";

/** What can be set on a bucket, one setting at a time. */
export class BucketSettings {
    constructor(
        private readonly scope: Scope,
        private readonly access: S3Access,
        private readonly onChange: (bucket: Bucket) => void,
    ) {}

    /** The bucket, to read its settings. */
    async of(name: string): Promise<Bucket | undefined> {
        return this.access.find(name) === undefined ? undefined : this.access.require(name);
    }

    putOwnership(name: string, ownership: string | undefined): Promise<void> {
        return this.#set("PutBucketOwnershipControls", "s3:PutBucketOwnershipControls", name, (bucket) => {
            bucket.ownership = ownership;
        });
    }

    putPublicAccessBlock(name: string, block: PublicAccessBlock | undefined): Promise<void> {
        return this.#set("PutPublicAccessBlock", "s3:PutBucketPublicAccessBlock", name, (bucket) => {
            bucket.publicAccessBlock = block;
        });
    }

    putVersioning(name: string, status: "Enabled" | "Suspended"): Promise<void> {
        return this.#set("PutBucketVersioning", "s3:PutBucketVersioning", name, (bucket) => {
            if (bucket.objectLock && status !== "Enabled") {
                refuse(BUCKET_SETTING_RULES.versioningLocked, name);
            }
            bucket.versioning = status;
        });
    }

    putEncryption(name: string, encryption: Encryption | undefined): Promise<void> {
        return this.#set("PutBucketEncryption", "s3:PutEncryptionConfiguration", name, (bucket) => {
            bucket.encryption = encryption ?? DEFAULT_ENCRYPTION;
        });
    }

    putLifecycle(name: string, lifecycle: readonly LifecycleRule[] | undefined): Promise<void> {
        return this.#set("PutBucketLifecycleConfiguration", "s3:PutLifecycleConfiguration", name, (bucket) => {
            if (lifecycle !== undefined) {
                checkLifecycle(lifecycle);
            }
            bucket.lifecycle = lifecycle;
        });
    }

    putObjectLock(name: string, retention: LockRetention | undefined): Promise<void> {
        return this.#set("PutObjectLockConfiguration", "s3:PutBucketObjectLockConfiguration", name, (bucket) => {
            if (bucket.versioning !== "Enabled") {
                refuse(BUCKET_SETTING_RULES.lockNeedsVersioning, name);
            }
            if (retention !== undefined && !(Number.isInteger(retention.days) && retention.days >= 1)) {
                refuse(BUCKET_SETTING_RULES.lockDays, `${retention.days}`);
            }
            // Once on, Object Lock stays on: without a rule only the default retention goes.
            bucket.objectLock = true;
            bucket.defaultRetention = retention;
        });
    }

    putLogging(name: string, logging: Bucket["logging"]): Promise<void> {
        return this.#set("PutBucketLogging", "s3:PutBucketLogging", name, (bucket) => {
            if (logging !== undefined) {
                const target = this.access.find(logging.targetBucket);
                if (target === undefined || target.accountId !== bucket.accountId || target.region !== bucket.region) {
                    refuse(BUCKET_SETTING_RULES.loggingTarget, logging.targetBucket);
                }
            }
            bucket.logging = logging;
        });
    }

    /** Replaces all that was there, whoever put it: the API knows no addition. */
    putNotification(name: string, notification: Notification): Promise<void> {
        return this.#set("PutBucketNotificationConfiguration", "s3:PutBucketNotification", name, (bucket) => {
            bucket.notification = notification;
            this.onChange(bucket);
        });
    }

    putPolicy(name: string, document: string): Promise<void> {
        return this.scope.operation("S3", "PutBucketPolicy", async () => {
            const bucket = this.access.require(name);
            await this.access.authorize(bucket, "s3:PutBucketPolicy");
            checkBucketPolicy(this.scope, bucket, document);
            await this.#understand(bucket, document);
            bucket.policy = document;
        });
    }

    deletePolicy(name: string): Promise<void> {
        return this.#set("DeleteBucketPolicy", "s3:DeleteBucketPolicy", name, (bucket) => {
            bucket.policy = undefined;
        });
    }

    /** What the evaluator cannot read, such as a condition operator that does not exist, S3 does not take either. */
    async #understand(bucket: Bucket, document: string): Promise<void> {
        try {
            await this.access.allows(
                { ...bucket, policy: document },
                { kind: "anonymous" },
                "s3:ListBucket",
                bucket.arn,
            );
        } catch (error) {
            if (error instanceof InvalidPolicyError) {
                refuse(BUCKET_POLICY_RULES.syntax, undefined, { problem: error.problems.join("; ") });
            }
            throw error;
        }
    }

    #set(name: string, action: string, bucketName: string, change: (bucket: Bucket) => void): Promise<void> {
        return this.scope.operation("S3", name, async () => {
            const bucket = this.access.require(bucketName);
            await this.access.authorize(bucket, action);
            change(bucket);
        });
    }
}

function checkLifecycle(lifecycle: readonly LifecycleRule[]): void {
    const ids = new Set(lifecycle.map(({ id }) => id));
    if (ids.size !== lifecycle.length || lifecycle.length < 1 || lifecycle.length > 1000) {
        refuse(BUCKET_SETTING_RULES.lifecycleRules, `${lifecycle.length} rules, ${ids.size} ids`);
    }
    for (const rule of lifecycle) {
        const days = [rule.expirationDays, rule.noncurrentDays, rule.abortMultipartDays].filter(
            (value) => value !== undefined,
        );
        if (days.some((value) => !(Number.isInteger(value) && value >= 1))) {
            refuse(BUCKET_SETTING_RULES.lifecycleDays, rule.id);
        }
        if (rule.expirationDays !== undefined && rule.expiredObjectDeleteMarker !== undefined) {
            refuse(BUCKET_SETTING_RULES.lifecycleExpiration, rule.id);
        }
        if (days.length === 0 && rule.expiredObjectDeleteMarker === undefined && rule.transitions.length === 0) {
            refuse(BUCKET_SETTING_RULES.lifecycleAction, rule.id);
        }
    }
}
