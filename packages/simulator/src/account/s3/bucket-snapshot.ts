import type { Snapshot, SnapshotReader } from "../core/snapshot";
import type { Bucket, LifecycleFilter, LifecycleRule, LockRetention } from "./bucket";
import type { Encryption } from "./encryption";
import type { ObjectVersion } from "./object-version";

export function writeBucket({ objects, lifecycle, encryption, ...bucket }: Bucket): Snapshot {
    return {
        ...bucket,
        publicAccessBlock: bucket.publicAccessBlock && { ...bucket.publicAccessBlock },
        defaultRetention: bucket.defaultRetention && { ...bucket.defaultRetention },
        logging: bucket.logging && { ...bucket.logging },
        notification: { ...bucket.notification },
        encryption: { ...encryption },
        lifecycle: lifecycle?.map(({ filter, transitions, ...rule }) => ({
            ...rule,
            transitions: transitions.map((transition) => ({ ...transition })),
            filter: filter && { ...filter, tag: filter.tag && { ...filter.tag }, and: filter.and && { ...filter.and } },
        })),
        objects: [...objects].map(([key, versions]) => ({ key, versions: versions.map(writeVersion) })),
    };
}

export function readBucket(bucket: SnapshotReader): Bucket {
    const block = bucket.optionalObject("publicAccessBlock");
    const retention = bucket.optionalObject("defaultRetention");
    const logging = bucket.optionalObject("logging");
    return {
        name: bucket.string("name"),
        arn: bucket.string("arn"),
        region: bucket.string("region"),
        partition: bucket.string("partition"),
        accountId: bucket.string("accountId"),
        tags: bucket.map("tags"),
        versioning: bucket.oneOf("versioning", ["Unversioned", "Enabled", "Suspended"]),
        ownership: bucket.optionalString("ownership"),
        publicAccessBlock: block && {
            blockPublicAcls: block.boolean("blockPublicAcls"),
            blockPublicPolicy: block.boolean("blockPublicPolicy"),
            ignorePublicAcls: block.boolean("ignorePublicAcls"),
            restrictPublicBuckets: block.boolean("restrictPublicBuckets"),
        },
        policy: bucket.optionalString("policy"),
        encryption: readEncryption(bucket.object("encryption")),
        lifecycle: bucket.has("lifecycle") ? bucket.list("lifecycle", readLifecycleRule) : undefined,
        objectLock: bucket.boolean("objectLock"),
        defaultRetention: retention && readRetention(retention),
        logging: logging && {
            targetBucket: logging.string("targetBucket"),
            targetPrefix: logging.string("targetPrefix"),
        },
        // One written before the simulator had notifications tells nobody.
        notification: { eventBridge: bucket.optionalObject("notification")?.boolean("eventBridge") ?? false },
        objects: new Map(
            bucket.list("objects", (object) => [object.string("key"), object.list("versions", readVersion)]),
        ),
    };
}

function readRetention(retention: SnapshotReader): LockRetention {
    return { mode: retention.oneOf("mode", ["GOVERNANCE", "COMPLIANCE"]), days: retention.number("days") };
}

function readEncryption(encryption: SnapshotReader): Encryption {
    return {
        algorithm: encryption.oneOf("algorithm", ["AES256", "aws:kms", "aws:kms:dsse"]),
        kmsKeyId: encryption.optionalString("kmsKeyId"),
        bucketKeyEnabled: encryption.boolean("bucketKeyEnabled"),
    };
}

function readLifecycleRule(rule: SnapshotReader): LifecycleRule {
    const filter = rule.optionalObject("filter");
    return {
        id: rule.string("id"),
        status: rule.string("status"),
        filter: filter && readFilter(filter),
        expirationDays: rule.optionalNumber("expirationDays"),
        expiredObjectDeleteMarker: rule.optionalBoolean("expiredObjectDeleteMarker"),
        noncurrentDays: rule.optionalNumber("noncurrentDays"),
        newerNoncurrentVersions: rule.optionalNumber("newerNoncurrentVersions"),
        abortMultipartDays: rule.optionalNumber("abortMultipartDays"),
        transitions: rule.list("transitions", (transition) => ({
            days: transition.number("days"),
            storageClass: transition.string("storageClass"),
        })),
    };
}

function readFilter(filter: SnapshotReader): LifecycleFilter {
    const [tag, and] = [filter.optionalObject("tag"), filter.optionalObject("and")];
    return {
        ...readCondition(filter),
        tag: tag && { key: tag.string("key"), value: tag.string("value") },
        and: and && { ...readCondition(and), tags: and.map("tags") },
    };
}

function readCondition(condition: SnapshotReader): Omit<LifecycleFilter, "tag" | "and"> {
    return {
        prefix: condition.optionalString("prefix"),
        objectSizeGreaterThan: condition.optionalNumber("objectSizeGreaterThan"),
        objectSizeLessThan: condition.optionalNumber("objectSizeLessThan"),
    };
}

/** A list of addresses can be megabytes, and its text is wanted again after every operation. */
const ENCODED = new WeakMap<Buffer, string>();

function writeVersion({ content, encryption, retention, ...version }: ObjectVersion): Snapshot {
    const encoded = ENCODED.get(content) ?? content.toString("base64");
    ENCODED.set(content, encoded);
    return {
        ...version,
        content: encoded,
        encryption: { ...encryption },
        retention: retention && { ...retention },
    };
}

function readVersion(version: SnapshotReader): ObjectVersion {
    const retention = version.optionalObject("retention");
    return {
        key: version.string("key"),
        versionId: version.string("versionId"),
        deleteMarker: version.boolean("deleteMarker"),
        content: version.bytes("content"),
        etag: version.string("etag"),
        contentType: version.string("contentType"),
        encryption: readEncryption(version.object("encryption")),
        metadata: version.map("metadata"),
        tags: version.map("tags"),
        retention: retention && { mode: retention.string("mode"), until: retention.number("until") },
    };
}
