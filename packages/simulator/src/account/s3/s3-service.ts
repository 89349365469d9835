import type { Caller, RequestContext } from "../../policy/policy-evaluator";
import type { Tags } from "../core/tags";
import type { Bucket } from "./bucket";
import type { Encryption } from "./encryption";
import type { NewObject, ObjectVersion } from "./object-version";

/** What keeps a caller from an object. */
export type ReadObstacle = "noSuchBucket" | "noSuchObject" | "bucketPolicy" | "keyPolicy";

/** What keeps a caller from tagging an object. */
export type TagObstacle = "noSuchObject" | "denied" | "tooMany";

/** What S3 does for other services, for buckets of any Region and account. */
export interface S3Service {
    readonly access: {
        find(bucketName: string): Bucket | undefined;
        allows(
            bucket: Bucket,
            caller: Caller,
            action: string,
            resourceArn: string,
            context?: RequestContext,
        ): Promise<boolean>;
    };
    readonly objects: {
        /** Reads an object in a caller's name, and decrypts it in that name where KMS has encrypted it. */
        readAs(caller: Caller, bucketName: string, key: string): Promise<ObjectVersion | ReadObstacle>;
        /** Puts tags on an object in a caller's name, in place of those that it has. */
        tagAs(caller: Caller, bucketName: string, key: string, tags: Tags): Promise<"done" | TagObstacle>;
        /** Keeps an object, whoever it is from: the service has asked before whether it may. */
        store(bucket: Bucket, object: NewObject, encryption: Encryption): ObjectVersion;
    };
}

/** Whoever has S3 in every Region: the account. */
export interface HasS3 {
    s3(region: string): S3Service;
}
