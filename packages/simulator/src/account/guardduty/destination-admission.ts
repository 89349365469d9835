import { parseArn } from "../core/arn";
import { refuse } from "../core/aws-error";
import { isOptInRegion } from "../core/regions";
import type { Scope } from "../core/scope";
import type { HasKms } from "../kms/kms-service";
import { currentVersion, type Bucket } from "../s3/bucket";
import { askedThroughS3 } from "../s3/kms-context";
import type { HasS3 } from "../s3/s3-service";
import type { Detector } from "./detectors";
import { guardDutyPrincipal } from "./principals";
import { DESTINATION_RULES } from "./publishing-destination-rules";

export interface DestinationProperties {
    readonly destinationArn: string;
    readonly kmsKeyArn: string;
}

/** Whether findings can go to a bucket, encrypted with a key: what GuardDuty asks S3 and KMS. */
export class DestinationAdmission {
    constructor(
        private readonly scope: Scope,
        private readonly services: HasS3 & HasKms,
    ) {}

    /** What Create and Update check, and the object that they leave behind. */
    async admit(detector: Detector, properties: DestinationProperties): Promise<void> {
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
        this.services
            .s3(bucket.region)
            .objects.store(
                bucket,
                { key: `${prefix}AWSLogs/`, content: Buffer.alloc(0) },
                { algorithm: "aws:kms", kmsKeyId: properties.kmsKeyArn, bucketKeyEnabled: false },
            );
    }

    /** Whether GuardDuty can still write to a destination that was admitted. */
    async canPublish(detector: Detector, destination: DestinationProperties): Promise<boolean> {
        const arn = parseArn(destination.destinationArn);
        const name = arn?.resource.split("/")[0] ?? "";
        if (this.#findBucket(name) === undefined) {
            return false;
        }
        const { bucket, prefix } = this.#locate(destination);
        return (
            (await this.#mayUseBucket(detector, bucket, prefix, destination.kmsKeyArn)) &&
            (await this.#mayUseKey(detector, bucket, prefix, destination.kmsKeyArn))
        );
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
        const bucket = this.#findBucket(name);
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
        const { access } = this.services.s3(bucket.region);
        const deployer = this.scope.account.deployer(this.scope.partition);
        const mayList = await access.allows(bucket, deployer, "s3:ListBucket", bucket.arn);
        const mayRead = await access.allows(bucket, deployer, "s3:GetObject", `${bucket.arn}/${prefix}`);
        if (!mayList || !mayRead) {
            refuse(DESTINATION_RULES.prefixUnreadable, bucket.name);
        }
        if (currentVersion(bucket, prefix) === undefined) {
            refuse(DESTINATION_RULES.prefixMissing, `no object ${prefix} in ${bucket.name}`);
        }
    }

    async #mayUseBucket(detector: Detector, bucket: Bucket, prefix: string, kmsKeyArn: string): Promise<boolean> {
        const { access } = this.services.s3(bucket.region);
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
        return this.services.kms(bucket.region).access.allows(kmsKeyArn, caller, "kms:GenerateDataKey", {
            ...this.#context(detector),
            ...askedThroughS3(bucket, `${prefix}AWSLogs/`, bucket.encryption.bucketKeyEnabled),
        });
    }

    #context(detector: Detector): Record<string, string> {
        return {
            "aws:SourceArn": detector.arn,
            "aws:SourceAccount": this.scope.account.accountId,
        };
    }

    #findBucket(name: string): Bucket | undefined {
        return this.services.s3(this.scope.region).access.find(name);
    }
}
