import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { serveOnLoopback } from "../wire/loopback-server";

export interface LanguageRuntime {
    readonly port: number;
    /** Also ends what runs. */
    readonly close: () => void;
}

/** What a call has started ends when its engine hangs up, having been killed, and when the server is closed. */
type SignalOf = (call: { on(event: "cancelled", listener: () => void): unknown }) => AbortSignal;

/** Serves the part of Pulumi's LanguageRuntime that `methods` has; of the rest it says that it does not do it. */
export async function serveLanguageRuntime(
    methods: (signalOf: SignalOf) => grpc.UntypedServiceImplementation,
): Promise<LanguageRuntime> {
    const started = new Set<AbortController>();
    const signalOf: SignalOf = (call) => {
        const controller = new AbortController();
        started.add(controller);
        call.on("cancelled", () => controller.abort());
        return controller.signal;
    };
    const { port, close } = await serveOnLoopback((server) =>
        server.addService(LanguageRuntimeService, { ...refusals(), ...methods(signalOf) }),
    );
    return {
        port,
        close() {
            started.forEach((controller) => controller.abort());
            close();
        },
    };
}

/** The same answer to every call. */
export function answer<Response>(make: () => Response): grpc.handleUnaryCall<unknown, Response> {
    return (_call, done) => done(null, make());
}

function refusals(): grpc.UntypedServiceImplementation {
    return Object.fromEntries(
        Object.entries(LanguageRuntimeService).map(([name, { responseStream }]) => {
            const refusal = {
                code: grpc.status.UNIMPLEMENTED,
                message: `this language host does not implement ${name}`,
            };
            return [
                name,
                responseStream
                    ? (call: grpc.ServerWritableStream<unknown, unknown>) => call.emit("error", refusal)
                    : (_call: unknown, done: grpc.sendUnaryData<never>) => done(refusal),
            ];
        }),
    );
}
