import * as grpc from "@grpc/grpc-js";
import { EngineService, type IEngineServer } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { type IResourceMonitorServer, ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { serveOnLoopback } from "../wire/loopback-server";
import { DeploymentStoppedError } from "./deployer";

export interface RunningServer {
    /** `127.0.0.1:<port>`, nothing but this machine reaches it. */
    readonly address: string;
    close(): void;
}

/** The two services that a program connects to, on one port. */
export async function startServer(monitor: IResourceMonitorServer, engine: IEngineServer): Promise<RunningServer> {
    const { port, close } = await serveOnLoopback((server) => {
        server.addService(ResourceMonitorService, monitor);
        server.addService(EngineService, engine);
    });
    return { address: `127.0.0.1:${port}`, close };
}

/** A handler as an ordinary function; what it throws becomes the call's status. */
export function unary<Request, Response>(
    handle: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
    return (call, callback) => {
        new Promise<Response>((resolve) => resolve(handle(call.request))).then(
            (response) => callback(null, response),
            (error: unknown) => callback(statusOf(error)),
        );
    };
}

export function refuse<Request, Response>(what: string): grpc.handleUnaryCall<Request, Response> {
    return (_call, callback) =>
        callback({
            code: grpc.status.UNIMPLEMENTED,
            details: `the in-process engine does not support ${what}`,
        });
}

function statusOf(error: unknown): Partial<grpc.StatusObject> {
    const details = error instanceof Error ? error.message : String(error);
    // To the SDK, "unavailable" means that the engine is going down and has told the user why: it ends without a word.
    const code = error instanceof DeploymentStoppedError ? grpc.status.UNAVAILABLE : grpc.status.UNKNOWN;
    return { code, details };
}
