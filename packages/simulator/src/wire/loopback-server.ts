import * as grpc from "@grpc/grpc-js";

export interface LoopbackServer {
    /** Nothing but this machine reaches it. */
    readonly port: number;
    /** Ends calls that are under way, too. */
    readonly close: () => void;
}

/** What the SDK allows itself (sdk/nodejs/runtime/rpc.ts): a large inline asset travels in one message. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

const MESSAGE_LIMITS = {
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
} as const;

/** Serves what `addServices` adds on a loopback port, by default one that the system chooses. */
export async function serveOnLoopback(addServices: (server: grpc.Server) => void, port = 0): Promise<LoopbackServer> {
    const server = new grpc.Server({ ...MESSAGE_LIMITS, "grpc.so_reuseport": 0 });
    addServices(server);
    const bound = await new Promise<number>((resolve, reject) => {
        server.bindAsync(`127.0.0.1:${port}`, grpc.ServerCredentials.createInsecure(), (error, chosen) =>
            error === null ? resolve(chosen) : reject(error),
        );
    });
    return { port: bound, close: () => server.forceShutdown() };
}
