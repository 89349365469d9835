import { refuse } from "../core/aws-error";
import type { ObjectVersion } from "./objects";
import { rules } from "../core/rules";
import type { S3Access } from "./s3-access";
import type { Scope } from "../core/scope";

const NAMING_PAGE = "Amazon S3 User Guide, bucketnamingrules";
const ERRORS_PAGE = "Amazon S3 API Reference, ErrorResponses";

export const BUCKET_RULES = rules("bucket", {
    name: {
        text: "A bucket's name has 3 to 63 lower-case letters, digits, periods and hyphens, begins and ends with a letter or digit, has no two periods together, is no IP address and has none of the reserved prefixes and suffixes",
        source: NAMING_PAGE,
        confidence: "documented",
        error: { code: "InvalidBucketName", status: 400, message: "The specified bucket is not valid." },
    },
    nameTakenByOther: {
        text: "A bucket's name is unique among all accounts of a partition",
        source: NAMING_PAGE,
        confidence: "documented",
        error: {
            code: "BucketAlreadyExists",
            status: 409,
            message:
                "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
        },
    },
    nameTakenBySelf: {
        text: "An account creates a bucket once; in us-east-1 too the provider is told so",
        source: ERRORS_PAGE,
        confidence: "documented",
        error: {
            code: "BucketAlreadyOwnedByYou",
            status: 409,
            message: "Your previous request to create the named bucket succeeded and you already own it.",
        },
    },
    notEmpty: {
        text: "Only an empty bucket is deleted; versions and delete markers count",
        source: ERRORS_PAGE,
        confidence: "documented",
        error: { code: "BucketNotEmpty", status: 409, message: "The bucket you tried to delete is not empty" },
    },
    notEmptyVersions: {
        text: "Only an empty bucket is deleted; versions and delete markers count",
        source: ERRORS_PAGE,
        confidence: "documented",
        error: {
            code: "BucketNotEmpty",
            status: 409,
            message: "The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
        },
    },
    tags: {
        text: "A bucket has at most 50 tags; a key has at most 128 characters and does not begin with aws:, a value has at most 256",
        source: "Amazon S3 User Guide, CostAllocTagging",
        confidence: "documented",
        wording: "general",
        error: { code: "InvalidTag", status: 400, message: "The TagKey or TagValue you have provided is invalid" },
    },
});

export interface PublicAccessBlock {
    readonly blockPublicAcls: boolean;
    readonly blockPublicPolicy: boolean;
    readonly ignorePublicAcls: boolean;
    readonly restrictPublicBuckets: boolean;
}

export interface Encryption {
    readonly algorithm: "AES256" | "aws:kms" | "aws:kms:dsse";
    readonly kmsKeyId: string | undefined;
    readonly bucketKeyEnabled: boolean;
}

export interface LockRetention {
    readonly mode: "GOVERNANCE" | "COMPLIANCE";
    readonly days: number;
}

export interface Bucket {
    readonly name: string;
    readonly arn: string;
    readonly region: string;
    readonly partition: string;
    /** Who owns it. */
    readonly accountId: string;
    tags: Readonly<Record<string, string>>;
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
    /** By key, the newest version last. */
    readonly objects: Map<string, ObjectVersion[]>;
}

export interface LifecycleRule {
    readonly id: string;
    readonly status: string;
    readonly filter: unknown;
    readonly expirationDays: number | undefined;
    readonly expiredObjectDeleteMarker: boolean | undefined;
    readonly noncurrentDays: number | undefined;
    readonly abortMultipartDays: number | undefined;
    readonly transitions: readonly { readonly days: number; readonly storageClass: string }[];
}

export const DEFAULT_ENCRYPTION: Encryption = { algorithm: "AES256", kmsKeyId: undefined, bucketKeyEnabled: false };

const NAME =
    /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const IP_ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;

/** The buckets of a partition, as a client in one Region makes and removes them. */
export class Buckets {
    constructor(
        private readonly scope: Scope,
        private readonly access: S3Access,
    ) {}

    /**
     * Since April 2023 a new bucket blocks all public access and has ACLs off; since January 2023 it encrypts with
     * SSE-S3 (Amazon S3 User Guide, create-bucket-faq and default-encryption-faq).
     */
    create(name: string, options: { readonly objectLock: boolean }): Promise<Bucket> {
        return this.scope.operation("S3", "CreateBucket", async () => {
            if (!NAME.test(name) || IP_ADDRESS.test(name)) {
                refuse(BUCKET_RULES.name, JSON.stringify(name.slice(0, 80)));
            }
            const existing = this.scope.account.world.bucket(this.scope.partition, name);
            if (existing !== undefined) {
                const mine = existing.accountId === this.scope.account.accountId;
                refuse(mine ? BUCKET_RULES.nameTakenBySelf : BUCKET_RULES.nameTakenByOther, name);
            }
            const bucket: Bucket = {
                name,
                arn: `arn:${this.scope.partition}:s3:::${name}`,
                region: this.scope.region,
                partition: this.scope.partition,
                accountId: this.scope.account.accountId,
                tags: {},
                // Object Lock at creation turns versioning on.
                versioning: options.objectLock ? "Enabled" : "Unversioned",
                ownership: "BucketOwnerEnforced",
                publicAccessBlock: {
                    blockPublicAcls: true,
                    blockPublicPolicy: true,
                    ignorePublicAcls: true,
                    restrictPublicBuckets: true,
                },
                policy: undefined,
                encryption: DEFAULT_ENCRYPTION,
                lifecycle: undefined,
                objectLock: options.objectLock,
                defaultRetention: undefined,
                logging: undefined,
                objects: new Map(),
            };
            this.scope.account.world.buckets.set(`${this.scope.partition}/${name}`, bucket);
            return bucket;
        });
    }

    /** The bucket, or undefined: what HeadBucket tells whoever owns it. */
    find(name: string): Promise<Bucket | undefined> {
        return this.scope.operation("S3", "HeadBucket", async () => {
            if (this.scope.account.world.bucket(this.scope.partition, name) === undefined) {
                return undefined;
            }
            return this.access.require(name);
        });
    }

    setTags(name: string, tags: Readonly<Record<string, string>>): Promise<void> {
        return this.scope.operation("S3", "PutBucketTagging", async () => {
            const bucket = this.access.require(name);
            await this.access.authorize(bucket, "s3:PutBucketTagging");
            checkS3Tags(tags, 50);
            bucket.tags = tags;
        });
    }

    delete(name: string): Promise<void> {
        return this.scope.operation("S3", "DeleteBucket", async () => {
            const bucket = this.access.require(name);
            await this.access.authorize(bucket, "s3:DeleteBucket");
            if (bucket.objects.size > 0) {
                const keys = [...bucket.objects.keys()].slice(0, 5).join(", ");
                const versioned = bucket.versioning !== "Unversioned";
                refuse(versioned ? BUCKET_RULES.notEmptyVersions : BUCKET_RULES.notEmpty, `holds ${keys}`);
            }
            this.scope.account.world.buckets.delete(`${this.scope.partition}/${name}`);
        });
    }
}

export function checkS3Tags(tags: Readonly<Record<string, string>>, most: number): void {
    const entries = Object.entries(tags);
    const invalid = entries.find(
        ([key, value]) => key.length < 1 || key.length > 128 || key.startsWith("aws:") || value.length > 256,
    );
    if (entries.length > most || invalid !== undefined) {
        refuse(BUCKET_RULES.tags, invalid === undefined ? `${entries.length} tags` : JSON.stringify(invalid[0]));
    }
}
