import { parseArn } from "../core/arn";
import { refuse } from "../core/aws-error";
import type { Bucket } from "../s3/buckets";
import type { Detector, Detectors } from "./detectors";
import { checkGuardDutyTags, type Tags } from "./tags";
import { guardDutyPrincipal, isOptInRegion } from "../core/regions";
import type { S3 } from "../s3/s3";
import { askedThroughS3 } from "../s3/kms-context";
import { DESTINATION_RULES } from "./publishing-destination-rules";
import type { Scope } from "../core/scope";

export type PublishingStatus =
    "PENDING_VERIFICATION" | "PUBLISHING" | "UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY" | "STOPPED";

export interface PublishingDestination {
    readonly detectorId: string;
    readonly id: string;
    readonly arn: string;
    readonly destinationType: string;
    readonly destinationArn: string;
    readonly kmsKeyArn: string;
    readonly status: PublishingStatus;
    /** Since when GuardDuty cannot publish, in milliseconds since the epoch; 0 where it can. */
    readonly publishingFailureStartTimestamp: number;
    readonly tags: Tags;
}

export interface DestinationProperties {
    readonly destinationArn: string;
    readonly kmsKeyArn: string;
}

export interface CreateDestination extends DestinationProperties {
    readonly detectorId: string;
    readonly destinationType: string;
    readonly tags?: Tags;
}

interface Entry {
    destination: PublishingDestination;
    verifiedAt: number;
}

/** The places GuardDuty exports findings to, in one Region. */
export class PublishingDestinations {
    #entries: Entry[] = [];

    constructor(
        private readonly scope: Scope,
        private readonly detectors: Detectors,
    ) {}

    create(request: CreateDestination): Promise<PublishingDestination> {
        return this.scope.operation("GuardDuty", "CreatePublishingDestination", async () => {
            const detector = this.detectors.require(request.detectorId);
            if (request.destinationType !== "S3") {
                refuse(DESTINATION_RULES.type, request.destinationType);
            }
            checkGuardDutyTags(request.tags ?? {});
            if (!detector.enabled && this.scope.account.unknowns.destinationOfSuspendedDetector === "refuse") {
                refuse(DESTINATION_RULES.suspendedDetector);
            }
            if (this.#entries.some(({ destination }) => destination.detectorId === detector.id)) {
                refuse(DESTINATION_RULES.onlyOne);
            }
            await this.#admit(detector, request);
            const id = this.scope.account.ids.hex(32);
            const entry: Entry = {
                destination: {
                    detectorId: detector.id,
                    id,
                    arn: this.scope.arn("guardduty", `detector/${detector.id}/publishingDestination/${id}`),
                    destinationType: request.destinationType,
                    destinationArn: request.destinationArn,
                    kmsKeyArn: request.kmsKeyArn,
                    status: "PENDING_VERIFICATION",
                    publishingFailureStartTimestamp: 0,
                    tags: request.tags ?? {},
                },
                verifiedAt: this.scope.account.clock.now() + this.scope.account.timings.destinationVerification,
            };
            this.#entries.push(entry);
            return entry.destination;
        });
    }

    /** With the status of now: a bucket, key or policy that has changed since shows in it. */
    describe(detectorId: string, id: string): Promise<PublishingDestination> {
        return this.scope.operation("GuardDuty", "DescribePublishingDestination", async () => {
            const entry = this.#require(detectorId, id);
            await this.#refreshStatus(entry);
            return entry.destination;
        });
    }

    update(detectorId: string, id: string, properties: DestinationProperties): Promise<void> {
        return this.scope.operation("GuardDuty", "UpdatePublishingDestination", async () => {
            const entry = this.#require(detectorId, id);
            await this.#admit(this.detectors.require(detectorId), properties);
            entry.destination = {
                ...entry.destination,
                destinationArn: properties.destinationArn,
                kmsKeyArn: properties.kmsKeyArn,
                status: "PENDING_VERIFICATION",
                publishingFailureStartTimestamp: 0,
            };
            entry.verifiedAt = this.scope.account.clock.now() + this.scope.account.timings.destinationVerification;
        });
    }

    setTags(detectorId: string, id: string, tags: Tags): Promise<void> {
        return this.scope.operation("GuardDuty", "TagResource", async () => {
            checkGuardDutyTags(tags);
            const entry = this.#require(detectorId, id);
            entry.destination = { ...entry.destination, tags };
        });
    }

    delete(detectorId: string, id: string): Promise<void> {
        return this.scope.operation("GuardDuty", "DeletePublishingDestination", async () => {
            const entry = this.#require(detectorId, id);
            this.#entries = this.#entries.filter((other) => other !== entry);
        });
    }

    list(detectorId: string): readonly PublishingDestination[] {
        return this.#entries
            .map(({ destination }) => destination)
            .filter((destination) => destination.detectorId === detectorId);
    }

    dropAllOf(detectorId: string): void {
        this.#entries = this.#entries.filter(({ destination }) => destination.detectorId !== detectorId);
    }

    #require(detectorId: string, id: string): Entry {
        this.detectors.require(detectorId);
        return this.#entries.find(({ destination }) => destination.id === id) ?? refuse(DESTINATION_RULES.notFound, id);
    }

    async #refreshStatus(entry: Entry): Promise<void> {
        const now = this.scope.account.clock.now();
        const { destination } = entry;
        if (destination.status === "PENDING_VERIFICATION" && now < entry.verifiedAt) {
            return;
        }
        const detector = this.detectors.require(destination.detectorId);
        const publishes = await this.#canPublish(detector, destination);
        entry.destination = {
            ...destination,
            status: publishes ? "PUBLISHING" : "UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY",
            publishingFailureStartTimestamp: publishes ? 0 : destination.publishingFailureStartTimestamp || now,
        };
    }

    /** What Create and Update check, and the object that they leave behind. */
    async #admit(detector: Detector, properties: DestinationProperties): Promise<void> {
        const { bucket, prefix } = this.#locate(properties);
        this.#checkRegions(bucket, properties.kmsKeyArn);
        if (prefix !== "") {
            await this.#checkPrefix(bucket, prefix);
        }
        if (!(await this.#mayUseBucket(detector, bucket, prefix, properties.kmsKeyArn))) {
            refuse(DESTINATION_RULES.bucketPermission, bucket.name);
        }
        if (!(await this.#mayUseKey(detector, bucket, prefix, properties.kmsKeyArn))) {
            refuse(DESTINATION_RULES.keyPermission, properties.kmsKeyArn);
        }
        // Seen in recorded answers of September 2026: an empty object is left, so the bucket is not empty any more.
        this.#s3(bucket).objects.writeAsGuardDuty(bucket, `${prefix}AWSLogs/`, properties.kmsKeyArn);
    }

    #locate({ destinationArn }: DestinationProperties): { bucket: Bucket; prefix: string } {
        const arn = parseArn(destinationArn);
        const isBucket = arn?.service === "s3" && arn.region === "" && arn.accountId === "";
        if (arn === undefined || !isBucket || arn.partition !== this.scope.partition) {
            refuse(DESTINATION_RULES.destinationArn, destinationArn);
        }
        const slash = arn.resource.indexOf("/");
        const name = slash < 0 ? arn.resource : arn.resource.slice(0, slash);
        const path = slash < 0 ? "" : arn.resource.slice(slash + 1);
        const bucket = this.scope.account.world.bucket(this.scope.partition, name);
        if (bucket === undefined) {
            refuse(DESTINATION_RULES.bucketMissing, name);
        }
        return { bucket, prefix: path === "" || path.endsWith("/") ? path : `${path}/` };
    }

    #checkRegions(bucket: Bucket, kmsKeyArn: string): void {
        const key = parseArn(kmsKeyArn);
        if (key?.service !== "kms" || !key.resource.startsWith("key/") || key.partition !== this.scope.partition) {
            refuse(DESTINATION_RULES.kmsKeyArn, kmsKeyArn);
        }
        if (key.region !== bucket.region) {
            refuse(DESTINATION_RULES.keyRegion, `key in ${key.region}, bucket in ${bucket.region}`);
        }
        if (bucket.region === this.scope.region) {
            return;
        }
        if (this.scope.partition !== "aws") {
            refuse(DESTINATION_RULES.govCloudRegion, `detector in ${this.scope.region}, bucket in ${bucket.region}`);
        }
        if (isOptInRegion(bucket.region)) {
            refuse(DESTINATION_RULES.bucketRegion, `detector in ${this.scope.region}, bucket in ${bucket.region}`);
        }
    }

    async #checkPrefix(bucket: Bucket, prefix: string): Promise<void> {
        const s3 = this.#s3(bucket);
        const deployer = this.scope.account.deployer(this.scope.partition);
        const mayList = await s3.access.allows(bucket, deployer, "s3:ListBucket", bucket.arn);
        const mayRead = await s3.access.allows(bucket, deployer, "s3:GetObject", `${bucket.arn}/${prefix}`);
        if (!mayList || !mayRead) {
            refuse(DESTINATION_RULES.prefixUnreadable, bucket.name);
        }
        if (s3.objects.current(bucket, prefix) === undefined) {
            refuse(DESTINATION_RULES.prefixMissing, `no object ${prefix} in ${bucket.name}`);
        }
    }

    async #canPublish(detector: Detector, destination: PublishingDestination): Promise<boolean> {
        const arn = parseArn(destination.destinationArn);
        const name = arn?.resource.split("/")[0] ?? "";
        if (this.scope.account.world.bucket(this.scope.partition, name) === undefined) {
            return false;
        }
        const { bucket, prefix } = this.#locate(destination);
        return (
            (await this.#mayUseBucket(detector, bucket, prefix, destination.kmsKeyArn)) &&
            (await this.#mayUseKey(detector, bucket, prefix, destination.kmsKeyArn))
        );
    }

    async #mayUseBucket(detector: Detector, bucket: Bucket, prefix: string, kmsKeyArn: string): Promise<boolean> {
        const access = this.#s3(bucket).access;
        const caller = { kind: "service", principal: guardDutyPrincipal(this.scope.region) } as const;
        const context = this.#context(detector);
        const object = `${bucket.arn}/${prefix}AWSLogs/${this.scope.account.accountId}/GuardDuty/${this.scope.region}/`;
        return (
            (await access.allows(bucket, caller, "s3:GetBucketLocation", bucket.arn, context)) &&
            (await access.allows(bucket, caller, "s3:PutObject", object, {
                ...context,
                "s3:x-amz-server-side-encryption": "aws:kms",
                "s3:x-amz-server-side-encryption-aws-kms-key-id": kmsKeyArn,
            }))
        );
    }

    /** S3 asks KMS for the data key, in GuardDuty's name. */
    #mayUseKey(detector: Detector, bucket: Bucket, prefix: string, kmsKeyArn: string): Promise<boolean> {
        const caller = { kind: "service", principal: guardDutyPrincipal(this.scope.region) } as const;
        return this.scope.account.kms(bucket.region).allows(kmsKeyArn, caller, "kms:GenerateDataKey", {
            ...this.#context(detector),
            ...askedThroughS3(bucket, `${prefix}AWSLogs/`, bucket.encryption.bucketKeyEnabled),
        });
    }

    #context(detector: Detector): Record<string, string> {
        return {
            "aws:SourceArn": detector.arn,
            "aws:SourceAccount": this.scope.account.accountId,
            "aws:SecureTransport": "true",
        };
    }

    #s3(bucket: Bucket): S3 {
        return this.scope.account.s3(bucket.region);
    }
}
