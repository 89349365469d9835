import { stripVTControlCharacters } from "node:util";
import type { IEngineServer } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { refuse, unary } from "./grpc-server";
import type { Recorder } from "./recorder";

/** Pulumi's Engine service: a program's log, and which resource is the root of its tree. */
export function createEngineService(recorder: Recorder): IEngineServer {
    let rootUrn = "";
    return {
        log: unary((request: messages.LogRequest) => {
            const severity = severityOf(request.getSeverity());
            if (severity !== undefined && !request.getEphemeral()) {
                const urn = request.getUrn();
                // The SDK colours a stack trace whether or not anybody can see the colours.
                const message = stripVTControlCharacters(request.getMessage());
                recorder.diagnose(severity, message, urn === "" ? undefined : urn);
            }
            return new Empty();
        }),
        getRootResource: unary(() => new messages.GetRootResourceResponse().setUrn(rootUrn)),
        setRootResource: unary((request: messages.SetRootResourceRequest) => {
            rootUrn = request.getUrn();
            return new messages.SetRootResourceResponse();
        }),
        // There is no CLI here whose version a program could ask for.
        requirePulumiVersion: unary(() => new messages.RequirePulumiVersionResponse()),
        startDebugging: refuse("attaching a debugger"),
    };
}

function severityOf(severity: messages.LogSeverity): "info" | "warning" | "error" | undefined {
    switch (severity) {
        case messages.LogSeverity.INFO:
            return "info";
        case messages.LogSeverity.WARNING:
            return "warning";
        case messages.LogSeverity.ERROR:
            return "error";
        default:
            return undefined;
    }
}
