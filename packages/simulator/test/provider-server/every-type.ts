import type { SimulatedAccount } from "../../src/index";
import type { Made, Plain, ProtocolClient } from "../protocol-client";
import { ALERTING_TYPES, makeAlertingTypes } from "./alerting-types";
import { IDENTITY_TYPES, makeIdentityTypes } from "./identity-types";
import { LAKE_TYPES, makeLakeTypes } from "./lake-types";
import { LISTENING_TYPES, makeListeningTypes } from "./listening-types";

export const TYPES = {
    detector: "aws:guardduty/detector:Detector",
    feature: "aws:guardduty/detectorFeature:DetectorFeature",
    filter: "aws:guardduty/filter:Filter",
    ipSet: "aws:guardduty/iPSet:IPSet",
    threatSet: "aws:guardduty/threatIntelSet:ThreatIntelSet",
    destination: "aws:guardduty/publishingDestination:PublishingDestination",
    bucket: "aws:s3/bucket:Bucket",
    policy: "aws:s3/bucketPolicy:BucketPolicy",
    versioning: "aws:s3/bucketVersioning:BucketVersioning",
    ownership: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    publicAccess: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    encryption: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    lifecycle: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    objectLock: "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    logging: "aws:s3/bucketLogging:BucketLogging",
    object: "aws:s3/bucketObjectv2:BucketObjectv2",
    keyPolicy: "aws:kms/keyPolicy:KeyPolicy",
    key: "aws:kms/key:Key",
    alias: "aws:kms/alias:Alias",
    eip: "aws:ec2/eip:Eip",
    ...ALERTING_TYPES,
    ...LISTENING_TYPES,
    ...IDENTITY_TYPES,
    ...LAKE_TYPES,
} as const;

export type Kind = keyof typeof TYPES;

export interface Declared extends Made {
    /** What the program says. */
    readonly news: Plain;
}

/** A program with a resource of every modelled type, each with what the type can do. */
export async function makeEveryType(
    client: ProtocolClient,
    account: SimulatedAccount,
): Promise<Record<Kind, Declared>> {
    const make = async (kind: Kind, news: Plain): Promise<Declared> => ({
        ...(await client.make(TYPES[kind], `${kind}s`, news)),
        news,
    });
    const tags = { team: "security" };
    const bucket = await make("bucket", { bucket: "evidence-1", objectLockEnabled: true, tags });
    const on = { bucket: "evidence-1" };
    const statement = (action: string, resource: string): Plain => ({
        ...{ Effect: "Allow", Principal: { Service: "guardduty.amazonaws.com" } },
        ...{ Action: action, Resource: resource },
    });
    const policy = await make("policy", {
        ...on,
        policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
                statement("s3:GetBucketLocation", "arn:aws:s3:::evidence-1"),
                statement("s3:PutObject", "arn:aws:s3:::evidence-1/*"),
            ],
        }),
    });
    const key = await make("key", {
        ...{ description: "evidence", enableKeyRotation: true, rotationPeriodInDays: 180, tags },
        policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { AWS: "arn:aws:iam::123456789012:root" },
                    Action: "kms:*",
                    Resource: "*",
                },
                statement("kms:GenerateDataKey", "*"),
            ],
        }),
    });
    const keyPolicy = await make("keyPolicy", { keyId: key.id, policy: String(key.state.policy) });
    const alias = await make("alias", { name: "alias/evidence", targetKeyId: String(key.state.keyId) });
    const versioning = await make("versioning", { ...on, versioningConfiguration: { status: "Enabled" } });
    const ownership = await make("ownership", { ...on, rule: { objectOwnership: "BucketOwnerEnforced" } });
    const publicAccess = await make("publicAccess", { ...on, blockPublicAcls: true, restrictPublicBuckets: true });
    const encryption = await make("encryption", {
        ...on,
        rules: [
            {
                applyServerSideEncryptionByDefault: {
                    sseAlgorithm: "aws:kms",
                    kmsMasterKeyId: String(key.state.arn),
                },
                bucketKeyEnabled: true,
            },
        ],
    });
    const lifecycle = await make("lifecycle", {
        ...on,
        rules: [
            {
                ...{ id: "old", status: "Enabled", filter: { prefix: "a/" }, expiration: { days: 30 } },
                noncurrentVersionExpiration: { noncurrentDays: 7, newerNoncurrentVersions: 2 },
                abortIncompleteMultipartUpload: { daysAfterInitiation: 3 },
                transitions: [{ days: 10, storageClass: "GLACIER" }],
            },
            {
                ...{ id: "tagged", status: "Disabled", expiration: { days: 1 } },
                filter: { and: { prefix: "b/", objectSizeGreaterThan: 1, tags: { team: "x" } } },
            },
        ],
    });
    const objectLock = await make("objectLock", {
        ...on,
        rule: { defaultRetention: { mode: "GOVERNANCE", days: 5 } },
    });
    await make("bucket", { bucket: "logs-1" });
    const logging = await make("logging", { ...on, targetBucket: "logs-1", targetPrefix: "evidence/" });
    await make("bucket", { bucket: "lists-1" });
    const object = await make("object", {
        ...{ bucket: "lists-1", key: "lists/trusted.txt", contentType: "text/plain" },
        ...{ content: "198.51.100.0/24\n", tags },
    });
    const detector = await make("detector", { findingPublishingFrequency: "ONE_HOUR", tags });
    const detectorId = detector.id;
    const feature = await make("feature", { detectorId, name: "S3_DATA_EVENTS", status: "DISABLED" });
    const filter = await make("filter", {
        ...{ detectorId, name: "quiet", action: "ARCHIVE", rank: 1, description: "noise", tags },
        findingCriteria: { criterions: [{ field: "severity", greaterThanOrEqual: "4" }] },
    });
    const lists = { detectorId, format: "TXT", location: "s3://lists-1/lists/trusted.txt", tags };
    const ipSet = await make("ipSet", { ...lists, name: "trusted", activate: true });
    const threatSet = await make("threatSet", { ...lists, name: "threats", activate: false });
    const destination = await make("destination", {
        ...{ detectorId, destinationArn: "arn:aws:s3:::evidence-1", kmsKeyArn: String(key.state.arn), tags },
    });
    const eip = await make("eip", { domain: "vpc", tags });
    const alerting = await makeAlertingTypes(make, String(key.state.arn));
    return {
        ...{ detector, feature, filter, ipSet, threatSet, destination, bucket, policy, versioning, ownership },
        ...{ publicAccess, encryption, lifecycle, objectLock, logging, object, key, keyPolicy, alias, eip },
        ...alerting,
        ...(await makeListeningTypes(make, account, alerting.topic.id)),
        ...(await makeIdentityTypes(make)),
        ...(await makeLakeTypes(make)),
    };
}
