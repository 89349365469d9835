import * as pulumi from "@pulumi/pulumi";
import { isPlainObject } from "../validation/deferred";

/**
 * The Region that the detector will be in, where it is known while the program runs: the argument, or the configuration of the
 * default provider, which reads the same environment variables. With a provider of the user's own it is not.
 */
export function findKnownRegion(
    region: unknown,
    options: pulumi.ComponentResourceOptions | undefined,
): string | undefined {
    if (typeof region === "string") return region;
    if (region !== undefined || hasOwnProvider(options)) return undefined;
    const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
    // A build server may set a variable to nothing.
    return [new pulumi.Config("aws").get("region"), AWS_REGION, AWS_DEFAULT_REGION].find(
        (found) => found !== undefined && found !== "",
    );
}

function hasOwnProvider(options: pulumi.ComponentResourceOptions | undefined): boolean {
    if (!isPlainObject(options)) return false;
    const { provider, providers, parent } = options;
    if (provider !== undefined || providers !== undefined) return true;
    return pulumi.Resource.isInstance(parent) && parent.getProvider("aws:index/provider:Provider") !== undefined;
}
