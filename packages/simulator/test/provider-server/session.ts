import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";

import { SimulatedAccount, type SimulatedAccountOptions } from "../../src/index";
import { serveProvider, type ProviderServer, type ServeProviderOptions } from "../../src/provider-server/server";
import { ProtocolClient, type Plain } from "../protocol-client";

/** A served account and the connections to it. */
export class Session {
    account!: SimulatedAccount;
    server!: ProviderServer;
    /** Configured for eu-west-1. */
    client!: ProtocolClient;
    readonly #clients: ProtocolClient[] = [];

    static forEachTest(): Session {
        const session = new Session();
        beforeEach(() => session.start());
        afterEach(() => session.end());
        return session;
    }

    /** One for a file whose tests only read. */
    static forAllTests(): Session {
        const session = new Session();
        beforeAll(() => session.start());
        afterAll(() => session.end());
        return session;
    }

    async start(
        options: Partial<ServeProviderOptions> & { readonly as?: SimulatedAccountOptions } = {},
    ): Promise<void> {
        await this.end();
        this.account = options.account ?? new SimulatedAccount(options.as);
        this.server = await serveProvider({ ...options, account: this.account });
        this.client = await this.connect({ region: "eu-west-1" });
    }

    async connect(args?: Plain): Promise<ProtocolClient> {
        const client = new ProtocolClient(this.server.port);
        this.#clients.push(client);
        if (args !== undefined) {
            await client.configure(args);
        }
        return client;
    }

    async end(): Promise<void> {
        for (const client of this.#clients.splice(0)) {
            client.close();
        }
        await this.server?.close();
    }
}
