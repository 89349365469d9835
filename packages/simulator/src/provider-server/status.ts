import * as grpc from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { ProviderError } from "../provider/resource-provider";
import { sendProperties } from "../wire/values";

/** A resource that was made, or changed, but not all the way. The engine keeps its id and state, and reports why. */
export class PartlyDone extends Error {
    constructor(
        readonly reason: ProviderError & { readonly partial: NonNullable<ProviderError["partial"]> },
        readonly secrets: ReadonlySet<string>,
        doing: string,
    ) {
        super(`${doing}: ${reason.message}`);
        this.name = "PartlyDone";
    }
}

export function isPartial(error: unknown): error is PartlyDone["reason"] {
    return error instanceof ProviderError && error.partial !== undefined;
}

/** What a call is answered with that fails: the code that Go gives an error without one, as the bridge's have none. */
export function statusOf(error: unknown): Partial<grpc.StatusObject> {
    const details = error instanceof Error ? error.message : String(error);
    if (!(error instanceof PartlyDone)) {
        return { code: grpc.status.UNKNOWN, details };
    }
    const { id, properties } = error.reason.partial;
    const failure = new ErrorResourceInitFailed()
        .setId(id)
        .setProperties(sendProperties(properties, error.secrets))
        .setReasonsList([details]);
    const packed = new Any();
    packed.pack(failure.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const status = new Status().setCode(grpc.status.UNKNOWN).setMessage(details);
    status.addDetails(packed);
    const metadata = new grpc.Metadata();
    // Where gRPC has a call's error details.
    metadata.set("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
    return { code: grpc.status.UNKNOWN, details, metadata };
}
