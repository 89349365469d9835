import * as grpc from "@grpc/grpc-js";

type Handle<Request, Response> = (request: Request, peer: string) => Response | Promise<Response>;

/**
 * Makes handlers out of ordinary functions of the request and of the connection that it came by. What such a function throws
 * becomes the call's status.
 */
export function unaryWith(statusOf: (error: unknown) => Partial<grpc.StatusObject>) {
    return <Request, Response>(handle: Handle<Request, Response>): grpc.handleUnaryCall<Request, Response> =>
        (call, callback) => {
            new Promise<Response>((resolve) => resolve(handle(call.request, call.getPeer()))).then(
                (response) => callback(null, response),
                (error: unknown) => callback(statusOf(error)),
            );
        };
}

/** Makes handlers that say, in the server's name, what it does not do. */
export function refuseAs(server: string) {
    return <Request, Response>(what: string): grpc.handleUnaryCall<Request, Response> =>
        (_call, callback) =>
            callback({ code: grpc.status.UNIMPLEMENTED, details: `${server} does not support ${what}` });
}
