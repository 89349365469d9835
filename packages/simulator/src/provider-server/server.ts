import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { SimulatedAccount } from "../account/account";
import { regionalProvider } from "../provider/configured-provider";
import { recordingFailedUpdates } from "../provider/failed-updates";
import type { ResourceProvider } from "../provider/resource-provider";
import { serveOnLoopback } from "../wire/loopback-server";
import { ConfiguredConnections } from "./connections";
import { createProviderService } from "./service";

export interface ServeProviderOptions {
    readonly account: SimulatedAccount;
    /** Where a provider without a Region works, as AWS_REGION says it to the real one. Without it, such a provider is refused. */
    readonly region?: string;
    /** The folder of the program, from which relative paths of file assets start. @defaultValue the working directory */
    readonly directory?: string;
    /** @defaultValue one that the system chooses */
    readonly port?: number;
    /** Decorates every provider that requests go to, as to let some of them fail. */
    readonly wrap?: (provider: ResourceProvider) => ResourceProvider;
}

export interface ProviderServer {
    /** For `PULUMI_DEBUG_PROVIDERS=aws:<port>`. */
    readonly port: number;
    /** Also ends requests that are being answered. */
    close(): Promise<void>;
}

/**
 * The account behind Pulumi's provider protocol, for a real engine to attach to. Every provider of a program has a
 * connection of its own, and its own Region and default tags.
 */
export async function serveProvider(options: ServeProviderOptions): Promise<ProviderServer> {
    const wrap = options.wrap ?? ((provider) => provider);
    const connections = new ConfiguredConnections((configuration) => {
        const provider = regionalProvider(options.account, configuration);
        return recordingFailedUpdates(wrap(provider), provider);
    });
    const directory = options.directory ?? process.cwd();
    const service = createProviderService({ connections, directory, defaultRegion: options.region });
    const { port, close } = await serveOnLoopback(
        (server) => server.addService(ResourceProviderService, service),
        options.port,
    );
    return { port, close: () => Promise.resolve(close()) };
}
