import { BucketSettings } from "./bucket-settings";
import { Buckets } from "./buckets";
import { Objects } from "./objects";
import { S3Access } from "./s3-access";
import type { Scope } from "../core/scope";

/** S3 as a client in one Region sees it. */
export class S3 {
    readonly access: S3Access;
    readonly buckets: Buckets;
    readonly settings: BucketSettings;
    readonly objects: Objects;

    constructor(scope: Scope) {
        this.access = new S3Access(scope);
        this.objects = new Objects(scope, this.access);
        this.buckets = new Buckets(scope, this.access);
        this.settings = new BucketSettings(scope, this.access);
    }
}
