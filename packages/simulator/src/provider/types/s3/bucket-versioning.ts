import { BUCKET_SETTING_RULES } from "../../../account/s3/bucket-setting-rules";
import { NotModelledError } from "../../resource-provider";
import { object, oneOf, required } from "../../schema";
import { unless } from "../gone";
import { bucketSetting } from "./bucket-setting";

export const BUCKET_VERSIONING = bucketSetting({
    token: "aws:s3/bucketVersioning:BucketVersioning",
    title: "S3 Bucket Versioning",
    inputs: {
        versioningConfiguration: required(
            object({
                status: required(oneOf(["Enabled", "Suspended", "Disabled"])),
                mfaDelete: oneOf(["Enabled", "Disabled"]),
            }),
        ),
    },
    put: async (settings, bucket, inputs) => {
        const configuration = inputs.object("versioningConfiguration");
        if (configuration?.optionalString("mfaDelete") === "Enabled") {
            throw new NotModelledError("MFA delete");
        }
        const status = configuration?.string("status");
        // Disabled is for a bucket that never had versioning: nothing is sent.
        if (status === "Enabled" || status === "Suspended") {
            await settings.putVersioning(bucket, status);
        }
    },
    read: ({ versioning }) => ({
        versioningConfiguration: { status: versioning === "Unversioned" ? "Disabled" : versioning },
    }),
    /** The provider suspends versioning when the resource is deleted, and lets it be where Object Lock keeps it on. */
    remove: async (settings, bucket, state) => {
        if (state.object("versioningConfiguration")?.optionalString("status") !== "Disabled") {
            await unless([BUCKET_SETTING_RULES.versioningLocked], () => settings.putVersioning(bucket, "Suspended"));
        }
    },
});
