import type { Scope } from "../core/scope";
import type { HasKms } from "../kms/kms-service";
import type { Bucket } from "./bucket";
import type { BucketNamespace } from "./bucket-namespace";
import { BucketSettings } from "./bucket-settings";
import { Buckets } from "./buckets";
import { Objects } from "./objects";
import { S3Access } from "./s3-access";
import type { S3Service } from "./s3-service";

/** What S3 needs of the account. */
export interface S3Host extends HasKms {
    readonly world: { readonly buckets: BucketNamespace };
    /** Called within an operation that takes a bucket's notifications, or the bucket: whoever counts on them learns of it. */
    bucketChanged(bucket: Bucket): void;
}

/** S3 as a client in one Region sees it. */
export class S3 implements S3Service {
    readonly access: S3Access;
    readonly buckets: Buckets;
    readonly settings: BucketSettings;
    readonly objects: Objects;

    constructor(scope: Scope, host: S3Host) {
        const { buckets } = host.world;
        this.access = new S3Access(scope, buckets);
        this.objects = new Objects(scope, this.access, host);
        const tell = (bucket: Bucket): void => host.bucketChanged(bucket);
        this.buckets = new Buckets(scope, this.access, buckets, tell);
        this.settings = new BucketSettings(scope, this.access, tell);
    }
}
