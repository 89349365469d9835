import * as grpc from "@grpc/grpc-js";
import { statusOf } from "./status";

/** A handler as an ordinary function of the request and of the connection it came by; what it throws is the status. */
export function unary<Request, Response>(
    handle: (request: Request, peer: string) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
    return (call, callback) => {
        new Promise<Response>((resolve) => resolve(handle(call.request, call.getPeer()))).then(
            (response) => callback(null, response),
            (error: unknown) => callback(statusOf(error)),
        );
    };
}

export function refuse<Request, Response>(what: string): grpc.handleUnaryCall<Request, Response> {
    return (_call, callback) =>
        callback({ code: grpc.status.UNIMPLEMENTED, details: `the simulated AWS provider does not support ${what}` });
}
