import type { ConfigureRequest } from "@pulumi/pulumi/proto/provider_pb";
import { isModelledSetting, MISSING_REGION, settingCalled } from "../provider/configured-provider";
import {
    NotModelledError,
    type CheckFailure,
    type PropertyDiff,
    type PropertyMap,
} from "../provider/resource-provider";
import { receiveProperties } from "../wire/values";

/** What the bridge puts into a provider's inputs where the program says nothing, as text as all that is not text. */
const FILLED_IN: PropertyMap = {
    skipCredentialsValidation: "false",
    skipMetadataApiCheck: "true",
    skipRegionValidation: "true",
};

/** What the program or the stack's configuration says of a provider. */
export function receiveConfiguration(request: ConfigureRequest): PropertyMap {
    const args = request.getArgs();
    if (args !== undefined) {
        return receiveProperties(args, "").values;
    }
    // `aws:config:region`, the older way: engines send both.
    const variables = request.getVariablesMap().getEntryList();
    return Object.fromEntries(variables.map(([key, value]) => [key.replace(/^.*:/, ""), value]));
}

/** A provider's inputs after its check, with the Region that it would find in its environment. */
export function checkConfiguration(
    given: PropertyMap,
    defaultRegion: string | undefined,
): { readonly inputs: PropertyMap; readonly failures: readonly CheckFailure[] } {
    const inputs: PropertyMap = {
        ...FILLED_IN,
        ...(defaultRegion === undefined ? {} : { region: defaultRegion }),
        ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== "")),
    };
    const failures = Object.keys(inputs)
        .filter((name) => !isModelledSetting(name))
        .map((name) => ({ property: name, reason: new NotModelledError(settingCalled(name)).message }));
    if (!("region" in inputs)) {
        failures.push({ property: "", reason: MISSING_REGION });
    }
    return { inputs, failures };
}

/**
 * What differs between two configurations of a provider. Nothing of it makes another provider: since version 7 each
 * resource knows its own Region, and is replaced itself where that changes (pulumi/pulumi-aws#5656).
 */
export function diffConfiguration(olds: PropertyMap, news: PropertyMap): PropertyDiff[] {
    return [...new Set([...Object.keys(olds), ...Object.keys(news)])]
        .filter((name) => olds[name] !== news[name])
        .map((path) => ({ path, kind: !(path in olds) ? "add" : !(path in news) ? "delete" : "update" }));
}
