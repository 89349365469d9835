import * as grpc from "@grpc/grpc-js";
import { EngineService, type IEngineServer } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { type IResourceMonitorServer, ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { serveOnLoopback } from "../wire/loopback-server";
import { refuseAs, unaryWith } from "../wire/unary";
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

export const unary = unaryWith(statusOf);

export const refuse = refuseAs("the in-process engine");

function statusOf(error: unknown): Partial<grpc.StatusObject> {
    const details = error instanceof Error ? error.message : String(error);
    // To the SDK, "unavailable" means that the engine is going down and has told the user why: it ends without a word.
    const code = error instanceof DeploymentStoppedError ? grpc.status.UNAVAILABLE : grpc.status.UNKNOWN;
    return { code, details };
}
