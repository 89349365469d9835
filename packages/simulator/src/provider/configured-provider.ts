import type { SimulatedAccount } from "../account/account";
import { SimulatedAwsProvider } from "./aws-provider";
import { NotModelledError, ProviderError, type PropertyMap, type PropertyValue } from "./resource-provider";
import type { TagMap } from "./resource-type";

/** What says nothing about which account, Region or tags are meant. */
const WITHOUT_EFFECT = new Set([
    ...["version", "profile", "accessKey", "secretKey", "token", "skipCredentialsValidation", "skipRegionValidation"],
    ...["skipMetadataApiCheck", "skipRequestingAccountId", "maxRetries", "__defaults", "__internal"],
    "pluginDownloadURL",
]);

/** What the provider says where it finds no Region (pulumi-aws, provider_test.go, TestMissingRegionErrorMessage). */
export const MISSING_REGION =
    "Missing region information\n" +
    "Make sure you have set your AWS region, e.g. `pulumi config set aws:region us-west-2`.";

/** The provider that a `pulumi:providers:aws` resource stands for. What the program leaves out is as in the default. */
export function configuredProvider(
    account: SimulatedAccount,
    inputs: PropertyMap,
    fallback: { readonly region: string; readonly defaultTags: TagMap },
): SimulatedAwsProvider {
    for (const name of Object.keys(inputs)) {
        if (!isModelledSetting(name)) {
            throw new NotModelledError(settingCalled(name));
        }
    }
    const region = typeof inputs["region"] === "string" ? inputs["region"] : fallback.region;
    const defaultTags = inputs["defaultTags"] === undefined ? fallback.defaultTags : tagsOf(inputs["defaultTags"]);
    return new SimulatedAwsProvider({ account, region, defaultTags });
}

/** The same, where no other provider says what is left out: without a Region it is refused. */
export function regionalProvider(account: SimulatedAccount, configuration: PropertyMap): SimulatedAwsProvider {
    const { region } = configuration;
    if (typeof region !== "string" || region === "") {
        throw new ProviderError(MISSING_REGION);
    }
    return configuredProvider(account, configuration, { region, defaultTags: {} });
}

export function isModelledSetting(name: string): boolean {
    return name === "region" || name === "defaultTags" || WITHOUT_EFFECT.has(name);
}

export function settingCalled(name: string): string {
    return `the setting ${name} of the AWS provider`;
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
