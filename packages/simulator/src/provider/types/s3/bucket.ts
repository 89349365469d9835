import { AwsError } from "../../../account/core/aws-error";
import { dnsSuffixOf } from "../../../account/core/regions";
import type { Tags } from "../../../account/core/tags";
import type { Bucket } from "../../../account/s3/bucket";
import type { Buckets } from "../../../account/s3/buckets";
import { attempt } from "../../attempt";
import { nameFromPrefix } from "../../auto-name";
import type { PropertyMap } from "../../resource-provider";
import { HalfMade, type ResourceContext, type ResourceType } from "../../resource-type";
import { BOOLEAN, checked, computed, MAP, notRead, REGION, replacing, STRING } from "../../schema";
import { tagsRead, tagsToSend } from "../../tags";
import { MIRRORS, mirrorsOf } from "./bucket-mirrors";

/** The provider adds 26 characters to a prefix, and S3 takes 63. */
const LIMITED_PREFIX = checked((prefix) =>
    prefix.length <= 63 - 26 ? undefined : "expected length of bucketPrefix to be in the range (0 - 37)",
);

/**
 * A bucket alone: what the provider deprecates on it (acl, policy, versioning, lifecycleRules, logging and the like) is
 * modelled as resources of its own only.
 */
export const BUCKET: ResourceType = {
    token: "aws:s3/bucket:Bucket",
    inputs: {
        bucket: replacing(computed(STRING)),
        bucketPrefix: notRead(replacing(computed(LIMITED_PREFIX))),
        forceDestroy: notRead({ ...BOOLEAN, default: false }),
        objectLockEnabled: replacing(computed(BOOLEAN)),
        region: REGION,
        tags: MAP,
    },
    computedOutputs: ["arn", "bucketDomainName", "bucketRegion", "bucketRegionalDomainName", ...MIRRORS],
    taggable: true,
    autoName: {
        property: "bucket",
        maxLength: 63,
        transform: (name) => name.toLowerCase(),
        prefixProperty: "bucketPrefix",
    },

    async create(inputs, context) {
        const { buckets } = context.account.s3(context.region);
        const name =
            inputs.optionalString("bucket") ??
            nameFromPrefix(inputs.string("bucketPrefix"), context.account.clock.now(), context.account.ids.serial());
        await attempt(`creating S3 Bucket (${name})`, () =>
            buckets.create(name, { objectLock: inputs.optionalBoolean("objectLockEnabled") ?? false }),
        );
        const tags = tagsToSend(inputs, context);
        if (Object.keys(tags).length > 0) {
            try {
                await attempt(`setting S3 Bucket (${name}) tags`, () => setTags(buckets, name, tags));
            } catch (error) {
                throw new HalfMade(name, error);
            }
        }
        return name;
    },

    async read(id, context, prior) {
        const bucket = await attempt(`reading S3 Bucket (${id})`, () =>
            context.account.s3(context.region).buckets.find(id),
        );
        return bucket && { ...propertiesOf(bucket), ...tagsRead(bucket.tags, context, prior) };
    },

    async update(id, { news, changed }, context) {
        if (changed("tags")) {
            await attempt(`updating tags for S3 Bucket (${id})`, () =>
                setTags(context.account.s3(context.region).buckets, id, tagsToSend(news, context)),
            );
        }
    },

    async delete(id, state, context) {
        const { buckets } = context.account.s3(context.region);
        const bucket = await attempt(`reading S3 Bucket (${id})`, () => buckets.find(id));
        if (bucket === undefined) {
            return;
        }
        if (state.optionalBoolean("forceDestroy") === true) {
            await attempt(`emptying S3 Bucket (${id})`, () => empty(bucket, context));
        }
        await attempt(`deleting S3 Bucket (${id})`, () => buckets.delete(id));
    },
};

function propertiesOf(bucket: Bucket): PropertyMap {
    const suffix = dnsSuffixOf(bucket.region);
    return {
        arn: bucket.arn,
        bucket: bucket.name,
        bucketDomainName: `${bucket.name}.s3.${suffix}`,
        bucketRegion: bucket.region,
        bucketRegionalDomainName: `${bucket.name}.s3.${bucket.region}.${suffix}`,
        objectLockEnabled: bucket.objectLock,
        ...mirrorsOf(bucket),
    };
}

/**
 * By S3 Control, and by the bucket's own API where the caller may not use that (terraform-provider-aws,
 * internal/service/s3/tags.go, since 6.23: hashicorp/terraform-provider-aws#45251).
 */
async function setTags(buckets: Pick<Buckets, "setTags" | "tagResource">, name: string, tags: Tags): Promise<void> {
    try {
        await buckets.tagResource(name, tags);
    } catch (error) {
        if (!(error instanceof AwsError && error.code === "AccessDenied")) {
            throw error;
        }
        await buckets.setTags(name, tags);
    }
}

async function empty(bucket: Bucket, { account, region }: ResourceContext): Promise<void> {
    for (const key of [...bucket.objects.keys()]) {
        await account.s3(region).objects.deleteAllVersions(bucket.name, key, true);
    }
}
