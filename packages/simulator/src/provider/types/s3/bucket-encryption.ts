import type { Encryption } from "../../../account/s3/encryption";
import type { PropertyReader } from "../../property-reader";
import { BOOLEAN, object, oneOf, required, set, STRING } from "../../schema";
import { bucketSetting } from "./bucket-setting";

export const BUCKET_ENCRYPTION = bucketSetting({
    token: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    title: "S3 Bucket Server-side Encryption Configuration",
    inputs: {
        rules: required(
            set(
                {
                    kind: "object",
                    fields: {
                        applyServerSideEncryptionByDefault: object({
                            kmsMasterKeyId: STRING,
                            sseAlgorithm: required(oneOf(["AES256", "aws:kms", "aws:kms:dsse"])),
                        }),
                        bucketKeyEnabled: BOOLEAN,
                    },
                },
                1,
            ),
        ),
    },
    put: (settings, bucket, inputs) => {
        const [rule] = inputs.objects("rules");
        return settings.putEncryption(bucket, rule === undefined ? undefined : encryptionOf(rule));
    },
    read: ({ encryption }) => ({
        rules: [
            {
                applyServerSideEncryptionByDefault: {
                    sseAlgorithm: encryption.algorithm,
                    ...(encryption.kmsKeyId === undefined ? {} : { kmsMasterKeyId: encryption.kmsKeyId }),
                },
                bucketKeyEnabled: encryption.bucketKeyEnabled,
            },
        ],
    }),
    remove: (settings, bucket) => settings.putEncryption(bucket, undefined),
});

export function algorithmOf(name: string | undefined): Encryption["algorithm"] {
    return name === "aws:kms" || name === "aws:kms:dsse" ? name : "AES256";
}

function encryptionOf(rule: PropertyReader): Encryption {
    const byDefault = rule.object("applyServerSideEncryptionByDefault");
    return {
        algorithm: algorithmOf(byDefault?.optionalString("sseAlgorithm")),
        kmsKeyId: byDefault?.optionalString("kmsMasterKeyId"),
        bucketKeyEnabled: rule.optionalBoolean("bucketKeyEnabled") ?? false,
    };
}
