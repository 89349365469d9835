import { refuse } from "../core/aws-error";
import type { Scope } from "../core/scope";
import type { Tags } from "../core/tags";
import type { Bucket } from "./bucket";
import type { BucketNamespace } from "./bucket-namespace";
import { BUCKET_RULES } from "./bucket-rules";
import { DEFAULT_ENCRYPTION } from "./encryption";
import type { S3Access } from "./s3-access";
import { checkS3Tags } from "./s3-tags";

const NAME =
    /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const IP_ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;

/** The buckets of a partition, as a client in one Region makes and removes them. */
export class Buckets {
    constructor(
        private readonly scope: Scope,
        private readonly access: S3Access,
        private readonly namespace: BucketNamespace,
        private readonly onDelete: (bucket: Bucket) => void,
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
            const existing = this.access.find(name);
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
                notification: { eventBridge: false },
                objects: new Map(),
            };
            this.namespace.add(bucket);
            return bucket;
        });
    }

    /** The bucket, or undefined: what HeadBucket tells whoever owns it. */
    find(name: string): Promise<Bucket | undefined> {
        return this.scope.operation("S3", "HeadBucket", async () => {
            return this.access.find(name) === undefined ? undefined : this.access.require(name);
        });
    }

    setTags(name: string, tags: Tags): Promise<void> {
        return this.scope.operation("S3", "PutBucketTagging", async () => {
            const bucket = this.access.require(name);
            await this.access.authorize(bucket, "s3:PutBucketTagging");
            checkS3Tags(tags, 50);
            bucket.tags = tags;
        });
    }

    /** The same by S3 Control, with actions of its own. Tags that go do so first. */
    async tagResource(name: string, tags: Tags): Promise<void> {
        const before = this.access.find(name)?.tags ?? {};
        const kept = Object.fromEntries(Object.entries(before).filter(([key]) => Object.hasOwn(tags, key)));
        if (Object.keys(kept).length < Object.keys(before).length) {
            await this.#tagResource("UntagResource", name, kept);
        }
        if (Object.keys(tags).length > 0) {
            await this.#tagResource("TagResource", name, tags);
        }
    }

    #tagResource(action: string, name: string, tags: Tags): Promise<void> {
        return this.scope.operation("S3 Control", action, async () => {
            const bucket = this.access.require(name);
            await this.access.authorize(bucket, `s3:${action}`);
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
            this.namespace.remove(bucket);
            this.onDelete(bucket);
        });
    }
}
