import type { LifecycleFilter, LifecycleRule } from "../../../account/s3/bucket";
import type { PropertyReader } from "../../property-reader";
import { isList } from "../../property-reader";
import type { PropertyMap, PropertyValue } from "../../resource-provider";
import { BOOLEAN, INTEGER, list, MAP, object, oneOf, required, STRING, type Fields } from "../../schema";
import { bucketSetting } from "./bucket-setting";

const FILTER: Fields = {
    and: object({
        objectSizeGreaterThan: INTEGER,
        objectSizeLessThan: INTEGER,
        prefix: STRING,
        tags: MAP,
    }),
    objectSizeGreaterThan: INTEGER,
    objectSizeLessThan: INTEGER,
    prefix: STRING,
    tag: object({ key: required(STRING), value: required(STRING) }),
};

/** Checked and kept, not carried out: nothing expires in the simulator. */
export const BUCKET_LIFECYCLE = bucketSetting({
    token: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    title: "S3 Bucket Lifecycle Configuration",
    inputs: {
        rules: list({
            kind: "object",
            fields: {
                abortIncompleteMultipartUpload: object({ daysAfterInitiation: INTEGER }),
                expiration: object({ days: INTEGER, expiredObjectDeleteMarker: BOOLEAN }),
                filter: object(FILTER),
                id: required(STRING),
                noncurrentVersionExpiration: object({
                    newerNoncurrentVersions: INTEGER,
                    noncurrentDays: required(INTEGER),
                }),
                status: required(oneOf(["Enabled", "Disabled"])),
                transitions: list({
                    kind: "object",
                    fields: { days: INTEGER, storageClass: required(STRING) },
                }),
            },
        }),
    },
    put: (settings, bucket, inputs) => settings.putLifecycle(bucket, inputs.objects("rules").map(ruleOf)),
    read: ({ lifecycle }) => (lifecycle === undefined ? undefined : { rules: lifecycle.map(ruleRead) }),
    // Made with the plugin framework, whose updates begin with the prior state (terraform-plugin-framework, fwserver).
    keepsStateOfFailedUpdate: true,
    remove: (settings, bucket) => settings.putLifecycle(bucket, undefined),
});

function ruleOf(rule: PropertyReader): LifecycleRule {
    const expiration = rule.object("expiration");
    return {
        id: rule.string("id"),
        status: rule.string("status"),
        filter: filterOf(rule.object("filter")),
        expirationDays: expiration?.optionalNumber("days"),
        expiredObjectDeleteMarker: expiration?.optionalBoolean("expiredObjectDeleteMarker"),
        noncurrentDays: rule.object("noncurrentVersionExpiration")?.optionalNumber("noncurrentDays"),
        newerNoncurrentVersions: rule.object("noncurrentVersionExpiration")?.optionalNumber("newerNoncurrentVersions"),
        abortMultipartDays: rule.object("abortIncompleteMultipartUpload")?.optionalNumber("daysAfterInitiation"),
        transitions: isList(rule.properties["transitions"])
            ? rule.objects("transitions").map((transition) => ({
                  days: transition.optionalNumber("days") ?? 0,
                  storageClass: transition.string("storageClass"),
              }))
            : [],
    };
}

function filterOf(filter: PropertyReader | undefined): LifecycleFilter | undefined {
    if (filter === undefined) {
        return undefined;
    }
    const [tag, and] = [filter.object("tag"), filter.object("and")];
    return {
        ...conditionOf(filter),
        tag: tag && { key: tag.string("key"), value: tag.string("value") },
        and: and && { ...conditionOf(and), tags: and.map("tags") },
    };
}

function conditionOf(
    condition: PropertyReader,
): Pick<LifecycleFilter, "prefix" | `objectSize${"Greater" | "Less"}Than`> {
    return {
        prefix: condition.optionalString("prefix"),
        objectSizeGreaterThan: condition.optionalNumber("objectSizeGreaterThan"),
        objectSizeLessThan: condition.optionalNumber("objectSizeLessThan"),
    };
}

function filterRead({ and, ...filter }: LifecycleFilter): PropertyMap {
    const tags = and === undefined || Object.keys(and.tags).length === 0 ? undefined : and.tags;
    return whatIsSet({ ...filter, and: and && whatIsSet({ ...and, tags }) }) ?? {};
}

function ruleRead(rule: LifecycleRule): PropertyMap {
    const { expirationDays: days, expiredObjectDeleteMarker, abortMultipartDays: daysAfterInitiation } = rule;
    const { noncurrentDays, newerNoncurrentVersions } = rule;
    const parts: Readonly<Record<string, PropertyMap | undefined>> = {
        abortIncompleteMultipartUpload: whatIsSet({ daysAfterInitiation }),
        expiration: whatIsSet({ days, expiredObjectDeleteMarker }),
        noncurrentVersionExpiration: whatIsSet({ newerNoncurrentVersions, noncurrentDays }),
    };
    return {
        ...whatIsSet(parts),
        ...(rule.filter === undefined ? {} : { filter: filterRead(rule.filter) }),
        id: rule.id,
        status: rule.status,
        ...(rule.transitions.length === 0 ? {} : { transitions: rule.transitions.map((one) => ({ ...one })) }),
    };
}

function whatIsSet(properties: Readonly<Record<string, PropertyValue | undefined>>): PropertyMap | undefined {
    const set = Object.entries(properties).flatMap(([name, value]): [string, PropertyValue][] =>
        value === undefined ? [] : [[name, value]],
    );
    return set.length === 0 ? undefined : Object.fromEntries(set);
}
