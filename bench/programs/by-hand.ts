import { join } from "node:path";
import * as guardduty from "@pulumi/aws/guardduty/index.js";
import * as kms from "@pulumi/aws/kms/index.js";
import * as s3 from "@pulumi/aws/s3/index.js";
import * as pulumi from "@pulumi/pulumi";

export interface Size {
    readonly region?: string;
    readonly filters?: number;
}

interface Common {
    readonly region?: string;
}

const tags = { Environment: "training" };

/** The same resources as the component makes, each written out, as the raw provider wants them. */
export function monitor(name: string, { region, filters = 3 }: Size = {}): pulumi.Output<string> {
    const common: Common = region === undefined ? {} : { region };
    const detector = new guardduty.Detector(`${name}-detector`, {
        enable: true,
        findingPublishingFrequency: "FIFTEEN_MINUTES",
        tags,
        ...common,
    });
    switchPlansOn(name, detector, common);
    makeLists(name, detector, common);
    makeFilters(name, detector, filters, common);
    exportFindings(name, detector, common);
    return detector.id;
}

function switchPlansOn(name: string, detector: guardduty.Detector, common: Common): void {
    const plans = [
        "S3_DATA_EVENTS",
        "EKS_AUDIT_LOGS",
        "EBS_MALWARE_PROTECTION",
        "RDS_LOGIN_EVENTS",
        "LAMBDA_NETWORK_LOGS",
        "AI_PROTECTION",
    ];
    for (const plan of plans) {
        new guardduty.DetectorFeature(
            `${name}-plan-${plan.toLowerCase().replace(/_/g, "-")}`,
            { detectorId: detector.id, name: plan, status: "ENABLED", ...common },
            plan === "RDS_LOGIN_EVENTS" ? { ignoreChanges: ["additionalConfigurations"] } : {},
        );
    }
    new guardduty.DetectorFeature(`${name}-plan-runtime-monitoring`, {
        detectorId: detector.id,
        name: "RUNTIME_MONITORING",
        status: "ENABLED",
        additionalConfigurations: [
            { name: "EKS_ADDON_MANAGEMENT", status: "ENABLED" },
            { name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "DISABLED" },
            { name: "EC2_AGENT_MANAGEMENT", status: "ENABLED" },
        ],
        ...common,
    });
}

function makeLists(name: string, detector: guardduty.Detector, common: Common): void {
    const { bucket, settings } = makeBucket(`${name}-list-bucket`, { forceDestroy: true }, common);
    const policy = new s3.BucketPolicy(
        `${name}-list-bucket-policy`,
        {
            bucket: bucket.id,
            policy: bucket.arn.apply((arn) => JSON.stringify(document([denyPlainHttp(arn)]))),
            ...common,
        },
        { dependsOn: settings },
    );
    const dependsOn = [...settings, policy];
    const object = (suffix: string, content: pulumi.asset.Asset): pulumi.Output<string> => {
        const made = new s3.BucketObjectv2(
            `${name}-${suffix}-object`,
            {
                bucket: bucket.id,
                key: pulumi.interpolate`guardduty-lists/${detector.id}/${suffix}.txt`,
                source: content,
                contentType: "text/plain",
                serverSideEncryption: "AES256",
                overrideProvider: { defaultTags: { tags: {} } },
                ...common,
            },
            { dependsOn },
        );
        return pulumi.interpolate`s3://${made.bucket}/${made.key}`;
    };
    const list = (suffix: string, content: pulumi.asset.Asset): guardduty.IPSetArgs => ({
        detectorId: detector.id,
        name: `${name}-${suffix}`,
        format: "TXT",
        location: object(suffix, content),
        activate: true,
        tags,
        ...common,
    });
    const options = { replaceOnChanges: ["location"], deleteBeforeReplace: true };
    const trusted = new pulumi.asset.FileAsset(join(__dirname, "trusted.txt"));
    new guardduty.IPSet(`${name}-trusted-ip-list`, list("trusted-ip-list", trusted), options);
    const threats = new pulumi.asset.FileAsset(join(__dirname, "threats.txt"));
    new guardduty.ThreatIntelSet(`${name}-threat-ip-list-known`, list("threat-ip-list-known", threats), options);
}

function makeFilters(name: string, detector: guardduty.Detector, count: number, common: Common): void {
    let previous: guardduty.Filter[] = [];
    for (let index = 0; index < count; index += 1) {
        const filter = new guardduty.Filter(
            `${name}-filter-pulls-${index}`,
            {
                detectorId: detector.id,
                name: `pulls-${index}`,
                action: "ARCHIVE",
                description: "dataset pulls",
                rank: index + 1,
                findingCriteria: {
                    criterions: [
                        { field: "type", equals: ["Behavior:EC2/TrafficVolumeUnusual"] },
                        { field: "resource.instanceDetails.imageId", equals: [`ami-0000000000000${index}`] },
                    ],
                },
                tags,
                ...common,
            },
            { dependsOn: previous },
        );
        previous = [filter];
    }
}

function exportFindings(name: string, detector: guardduty.Detector, common: Common): void {
    const prefix = "guardduty";
    const own = `${name}-findings-export`;
    const options = { retainOnDelete: true };
    const { bucket, settings } = makeBucket(`${own}-bucket`, {}, common, options);
    const key = new kms.Key(
        `${own}-key`,
        {
            description: `GuardDuty findings of ${name}`,
            enableKeyRotation: true,
            policy: pulumi.all([detector.arn, bucket.arn]).apply(([arn, to]) => JSON.stringify(keyPolicy(arn, to))),
            tags,
            ...common,
        },
        options,
    );
    new kms.Alias(`${own}-key-alias`, { namePrefix: `alias/${own}-`, targetKeyId: key.keyId, ...common });
    const encryption = new s3.BucketServerSideEncryptionConfiguration(
        `${own}-bucket-encryption`,
        {
            bucket: bucket.id,
            rules: [
                {
                    applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
                    bucketKeyEnabled: true,
                },
            ],
            ...common,
        },
        options,
    );
    const lifecycle = new s3.BucketLifecycleConfiguration(
        `${own}-bucket-lifecycle`,
        {
            bucket: bucket.id,
            rules: [
                {
                    id: "aborted",
                    status: "Enabled",
                    filter: {},
                    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                },
                {
                    id: "expiry",
                    status: "Enabled",
                    filter: { prefix: `${prefix}/AWSLogs/` },
                    expiration: { days: 365 },
                    noncurrentVersionExpiration: { noncurrentDays: 365 },
                },
            ],
            ...common,
        },
        options,
    );
    const policy = new s3.BucketPolicy(
        `${own}-bucket-policy`,
        {
            bucket: bucket.id,
            policy: pulumi
                .all([detector.arn, bucket.arn, key.arn])
                .apply(([arn, to, with_]) => JSON.stringify(bucketPolicy(arn, to, prefix, with_))),
            ...common,
        },
        { ...options, dependsOn: settings },
    );
    const marker = new s3.BucketObjectv2(
        `${own}-prefix-marker`,
        {
            bucket: bucket.id,
            key: `${prefix}/`,
            content: "",
            serverSideEncryption: "aws:kms",
            kmsKeyId: key.arn,
            overrideProvider: { defaultTags: { tags: {} } },
            ...common,
        },
        { ...options, dependsOn: [policy, encryption] },
    );
    new guardduty.PublishingDestination(
        `${own}-destination`,
        {
            detectorId: detector.id,
            destinationArn: pulumi.interpolate`${bucket.arn}/${prefix}/`,
            kmsKeyArn: key.arn,
            tags,
            ...common,
        },
        { dependsOn: [...settings, policy, encryption, lifecycle, marker] },
    );
}

function makeBucket(
    name: string,
    args: s3.BucketArgs,
    common: Common,
    options: pulumi.CustomResourceOptions = {},
): { bucket: s3.Bucket; settings: pulumi.Resource[] } {
    const bucket = new s3.Bucket(name, { ...args, tags, ...common }, options);
    const ownership = new s3.BucketOwnershipControls(
        `${name}-ownership`,
        { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" }, ...common },
        options,
    );
    const publicAccess = new s3.BucketPublicAccessBlock(
        `${name}-public-access`,
        {
            bucket: bucket.id,
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
            ...common,
        },
        options,
    );
    const versioning = new s3.BucketVersioning(
        `${name}-versioning`,
        { bucket: bucket.id, versioningConfiguration: { status: "Enabled" }, ...common },
        options,
    );
    return { bucket, settings: [ownership, publicAccess, versioning] };
}

function document(statements: object[]): object {
    return { Version: "2012-10-17", Statement: statements };
}

function denyPlainHttp(bucketArn: string): object {
    return {
        Sid: "DenyPlainHttp",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
}

function bucketPolicy(detectorArn: string, bucketArn: string, prefix: string, keyArn: string): object {
    const from = source(detectorArn);
    const put = {
        Principal: { Service: "guardduty.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${bucketArn}/${prefix}/*`,
    };
    const unless = (key: string, value: string): object => ({
        ...from,
        StringNotEquals: { [`s3:x-amz-${key}`]: value },
    });
    return document([
        {
            Sid: "Locate",
            Effect: "Allow",
            ...put,
            Action: "s3:GetBucketLocation",
            Resource: bucketArn,
            Condition: from,
        },
        { Sid: "Write", Effect: "Allow", ...put, Condition: from },
        { Sid: "Encrypted", Effect: "Deny", ...put, Condition: unless("server-side-encryption", "aws:kms") },
        {
            Sid: "ThisKey",
            Effect: "Deny",
            ...put,
            Condition: unless("server-side-encryption-aws-kms-key-id", keyArn),
        },
        denyPlainHttp(bucketArn),
    ]);
}

function keyPolicy(detectorArn: string, bucketArn: string): object {
    const [, partition, , region, account] = detectorArn.split(":");
    return document([
        {
            Sid: "Administration",
            Effect: "Allow",
            Principal: { AWS: `arn:${partition}:iam::${account}:root` },
            Action: "kms:*",
            Resource: "*",
        },
        {
            Sid: "Encrypt",
            Effect: "Allow",
            Principal: { Service: "guardduty.amazonaws.com" },
            Action: "kms:GenerateDataKey",
            Resource: "*",
            Condition: source(detectorArn),
        },
        {
            Sid: "Decrypt",
            Effect: "Allow",
            Principal: { AWS: "*" },
            Action: "kms:Decrypt",
            Resource: "*",
            Condition: {
                StringEquals: { "kms:CallerAccount": account, "kms:ViaService": `s3.${region}.amazonaws.com` },
                StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucketArn, `${bucketArn}/*`] },
            },
        },
    ]);
}

function source(detectorArn: string): object {
    const account = detectorArn.split(":")[4];
    return { StringEquals: { "aws:SourceAccount": account, "aws:SourceArn": detectorArn } };
}
