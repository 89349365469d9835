import type { Scope } from "../core/scope";
import type { HasKms } from "../kms/kms-service";
import type { BucketNamespace } from "./bucket-namespace";
import { BucketSettings } from "./bucket-settings";
import { Buckets } from "./buckets";
import { Objects } from "./objects";
import { S3Access } from "./s3-access";
import type { S3Service } from "./s3-service";

/** What S3 needs of the account. */
export interface S3Host extends HasKms {
    readonly world: { readonly buckets: BucketNamespace };
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
        this.buckets = new Buckets(scope, this.access, buckets);
        this.settings = new BucketSettings(scope, this.access);
    }
}
