import { ProviderError, type PropertyMap, type ResourceProvider } from "../provider/resource-provider";

/**
 * The provider behind each connection. Pulumi's engine opens one for every provider of a program, and says over it once
 * how that provider is configured.
 */
export class ConfiguredConnections {
    readonly #providers = new Map<string, ResourceProvider>();

    constructor(private readonly makeProvider: (configuration: PropertyMap) => ResourceProvider) {}

    configure(peer: string, configuration: PropertyMap): void {
        this.#providers.set(peer, this.makeProvider(configuration));
    }

    /** A connection begins: whoever had its port before is gone. */
    begin(peer: string): void {
        this.#providers.delete(peer);
    }

    providerOf(peer: string): ResourceProvider {
        const provider = this.#providers.get(peer);
        if (provider === undefined) {
            throw new ProviderError(
                "the provider is not configured: nothing was said over this connection about its Region",
            );
        }
        return provider;
    }
}
