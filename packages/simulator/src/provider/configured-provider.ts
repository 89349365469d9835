import type { SimulatedAccount } from "../account/account";
import { SimulatedAwsProvider } from "./aws-provider";
import { NotModelledError, type PropertyMap, type PropertyValue } from "./resource-provider";
import type { TagMap } from "./resource-type";

/** What says nothing about which account, Region or tags are meant. */
const WITHOUT_EFFECT = new Set([
    ...["version", "profile", "accessKey", "secretKey", "token", "skipCredentialsValidation", "skipRegionValidation"],
    ...["skipMetadataApiCheck", "skipRequestingAccountId", "maxRetries", "__defaults", "__internal"],
]);

/** The provider that a `pulumi:providers:aws` resource stands for. What the program leaves out is as in the default. */
export function configuredProvider(
    account: SimulatedAccount,
    inputs: PropertyMap,
    fallback: { readonly region: string; readonly defaultTags: TagMap },
): SimulatedAwsProvider {
    for (const name of Object.keys(inputs)) {
        if (!["region", "defaultTags"].includes(name) && !WITHOUT_EFFECT.has(name)) {
            throw new NotModelledError(`the setting ${name} of the AWS provider`);
        }
    }
    const region = typeof inputs["region"] === "string" ? inputs["region"] : fallback.region;
    const defaultTags = inputs["defaultTags"] === undefined ? fallback.defaultTags : tagsOf(inputs["defaultTags"]);
    return new SimulatedAwsProvider({ account, region, defaultTags });
}

/** A provider's nested settings are JSON on the wire. */
function tagsOf(setting: PropertyValue): TagMap {
    const defaultTags: unknown = typeof setting === "string" ? JSON.parse(setting) : setting;
    const tags: Record<string, string> = {};
    if (typeof defaultTags === "object" && defaultTags !== null && "tags" in defaultTags) {
        for (const [key, value] of Object.entries(defaultTags.tags ?? {})) {
            if (typeof value === "string") {
                tags[key] = value;
            }
        }
    }
    return tags;
}
