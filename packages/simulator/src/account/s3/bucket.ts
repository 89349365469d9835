import type { Tags } from "../core/tags";
import type { Encryption } from "./encryption";
import type { ObjectVersion } from "./object-version";

export interface PublicAccessBlock {
    readonly blockPublicAcls: boolean;
    readonly blockPublicPolicy: boolean;
    readonly ignorePublicAcls: boolean;
    readonly restrictPublicBuckets: boolean;
}

export interface LockRetention {
    readonly mode: "GOVERNANCE" | "COMPLIANCE";
    readonly days: number;
}

interface LifecycleCondition {
    readonly prefix: string | undefined;
    readonly objectSizeGreaterThan: number | undefined;
    readonly objectSizeLessThan: number | undefined;
}

/** Which objects a rule is for: one condition, or several that all hold. */
export interface LifecycleFilter extends LifecycleCondition {
    readonly tag: { readonly key: string; readonly value: string } | undefined;
    readonly and: (LifecycleCondition & { readonly tags: Tags }) | undefined;
}

export interface LifecycleRule {
    readonly id: string;
    readonly status: string;
    readonly filter: LifecycleFilter | undefined;
    readonly expirationDays: number | undefined;
    readonly expiredObjectDeleteMarker: boolean | undefined;
    readonly noncurrentDays: number | undefined;
    /** How many noncurrent versions are kept whatever their age. */
    readonly newerNoncurrentVersions: number | undefined;
    readonly abortMultipartDays: number | undefined;
    readonly transitions: readonly { readonly days: number; readonly storageClass: string }[];
}

/** Whom a bucket tells of what is done in it. Queues, topics and functions are not modelled. */
export interface Notification {
    /** Whether EventBridge hears of everything. */
    readonly eventBridge: boolean;
}

/** A bucket as S3 holds it. */
export interface Bucket {
    readonly name: string;
    readonly arn: string;
    readonly region: string;
    readonly partition: string;
    /** Who owns it. */
    readonly accountId: string;
    tags: Tags;
    versioning: "Unversioned" | "Enabled" | "Suspended";
    /** Undefined once the setting was deleted. */
    ownership: string | undefined;
    publicAccessBlock: PublicAccessBlock | undefined;
    policy: string | undefined;
    encryption: Encryption;
    /** As it was put: the rules' own limits are checked, they are not carried out. */
    lifecycle: readonly LifecycleRule[] | undefined;
    objectLock: boolean;
    defaultRetention: LockRetention | undefined;
    logging: { readonly targetBucket: string; readonly targetPrefix: string } | undefined;
    notification: Notification;
    /** By key, the newest version last. */
    readonly objects: Map<string, ObjectVersion[]>;
}

/** What a key holds now; undefined where it holds nothing or a delete marker. */
export function currentVersion(bucket: Bucket, key: string): ObjectVersion | undefined {
    const latest = bucket.objects.get(key)?.at(-1);
    return latest?.deleteMarker === true ? undefined : latest;
}
