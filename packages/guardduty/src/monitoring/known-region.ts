import * as pulumi from "@pulumi/pulumi";

/**
 * The Region that the detector will be in, where it is known while the program runs: the argument, or the configuration of the
 * default provider, which reads the same environment variables. With a provider of the user's own it is not.
 */
export function findKnownRegion(region: unknown, options: pulumi.ComponentResourceOptions | undefined): string | undefined {
    if (typeof region === "string") return region;
    if (region !== undefined || hasOwnProvider(options)) return undefined;
    return new pulumi.Config("aws").get("region") ?? process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"];
}

function hasOwnProvider(options: pulumi.ComponentResourceOptions | undefined): boolean {
    if (options === undefined) return false;
    const { provider, providers, parent } = options;
    return provider !== undefined || providers !== undefined || parent?.getProvider("aws:index/provider:Provider") !== undefined;
}
