import type { Bucket } from "../../../account/s3/bucket";
import { BUCKET_RULES } from "../../../account/s3/bucket-rules";
import type { BucketSettings } from "../../../account/s3/bucket-settings";
import { S3_ACCESS_RULES } from "../../../account/s3/s3-access";
import { attempt } from "../../attempt";
import type { PropertyReader } from "../../property-reader";
import type { PropertyMap } from "../../resource-provider";
import type { ResourceType } from "../../resource-type";
import { REGION, replacing, required, STRING, type Fields } from "../../schema";
import { unless } from "../gone";

const GONE = [S3_ACCESS_RULES.noSuchBucket, BUCKET_RULES.name];

/** Resources that set one thing on a bucket have the bucket's name as their id, and all work the same. */
export function bucketSetting(options: {
    readonly token: string;
    readonly title: string;
    readonly inputs: Fields;
    readonly computedOutputs?: readonly string[];
    readonly keepsStateOfFailedUpdate?: true;
    readonly put: (settings: BucketSettings, bucket: string, inputs: PropertyReader) => Promise<void>;
    /** What the setting is now, undefined where there is none. */
    readonly read: (bucket: Bucket) => PropertyMap | undefined;
    readonly remove: (settings: BucketSettings, bucket: string, state: PropertyReader) => Promise<void>;
}): ResourceType {
    const { title } = options;
    return {
        token: options.token,
        inputs: { bucket: replacing(required(STRING)), region: REGION, ...options.inputs },
        computedOutputs: options.computedOutputs ?? [],
        ...(options.keepsStateOfFailedUpdate === true ? { keepsStateOfFailedUpdate: true } : {}),

        async create(inputs, context) {
            const bucket = inputs.string("bucket");
            const { settings } = context.account.s3(context.region);
            await attempt(`creating ${title} (${bucket})`, () => options.put(settings, bucket, inputs));
            return bucket;
        },

        async read(id, context) {
            const bucket = await attempt(`reading ${title} (${id})`, () =>
                context.account.s3(context.region).settings.of(id),
            );
            const properties = bucket === undefined ? undefined : options.read(bucket);
            return properties && { bucket: id, ...properties };
        },

        async update(id, { news }, context) {
            const { settings } = context.account.s3(context.region);
            await attempt(`updating ${title} (${id})`, () => options.put(settings, id, news));
        },

        async delete(id, state, context) {
            const { settings } = context.account.s3(context.region);
            await attempt(`deleting ${title} (${id})`, () => unless(GONE, () => options.remove(settings, id, state)));
        },
    };
}
