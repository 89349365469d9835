import type { LifecycleRule } from "../../../account/s3/bucket";
import type { PropertyReader } from "../../property-reader";
import { isList } from "../../property-reader";
import { BOOLEAN, INTEGER, list, MAP, notRead, object, oneOf, required, STRING, type Fields } from "../../schema";
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

/** Checked and kept, not carried out: nothing expires in the simulator, so the state is what the program said. */
export const BUCKET_LIFECYCLE = bucketSetting({
    token: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    title: "S3 Bucket Lifecycle Configuration",
    inputs: {
        rules: notRead(
            list({
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
        ),
    },
    put: (settings, bucket, inputs) => settings.putLifecycle(bucket, inputs.objects("rules").map(ruleOf)),
    read: ({ lifecycle }) => (lifecycle === undefined ? undefined : {}),
    remove: (settings, bucket) => settings.putLifecycle(bucket, undefined),
});

function ruleOf(rule: PropertyReader): LifecycleRule {
    const expiration = rule.object("expiration");
    return {
        id: rule.string("id"),
        status: rule.string("status"),
        filter: rule.properties["filter"],
        expirationDays: expiration?.optionalNumber("days"),
        expiredObjectDeleteMarker: expiration?.optionalBoolean("expiredObjectDeleteMarker"),
        noncurrentDays: rule.object("noncurrentVersionExpiration")?.optionalNumber("noncurrentDays"),
        abortMultipartDays: rule.object("abortIncompleteMultipartUpload")?.optionalNumber("daysAfterInitiation"),
        transitions: isList(rule.properties["transitions"])
            ? rule.objects("transitions").map((transition) => ({
                  days: transition.optionalNumber("days") ?? 0,
                  storageClass: transition.string("storageClass"),
              }))
            : [],
    };
}
