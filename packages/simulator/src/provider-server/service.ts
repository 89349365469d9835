import * as grpc from "@grpc/grpc-js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { receiveProperties, sendProperties } from "../wire/values";
import { checkResponse, diffResponse } from "./answers";
import { checkConfiguration, diffConfiguration, receiveConfiguration } from "./configuration";
import type { ConfiguredConnections } from "./connections";
import { packageSchema } from "./package-schema";
import { resourceHandlers } from "./resources";
import { refuse, unary } from "./unary";
import { providerVersion } from "./version";

export interface ProviderServiceOptions {
    readonly connections: ConfiguredConnections;
    /** Where relative paths of file assets start. */
    readonly directory: string;
    /** Of a provider that is given none. */
    readonly defaultRegion: string | undefined;
}

/**
 * Pulumi's ResourceProvider service. Like the bridge that the real provider is made with it asks for no secrets and no
 * resource references: the engine then takes them out of what it sends, and marks the answers as secret itself.
 */
export function createProviderService(options: ProviderServiceOptions): IResourceProviderServer {
    const { connections, defaultRegion } = options;
    const version = providerVersion();
    return {
        handshake: unary((_: messages.ProviderHandshakeRequest, peer) => {
            connections.begin(peer);
            return new messages.ProviderHandshakeResponse().setSupportsAutonamingConfiguration(true);
        }),
        attach: unary(() => new Empty()),
        getPluginInfo: unary(() => new PluginInfo().setVersion(version)),
        getSchema: unary(() => new messages.GetSchemaResponse().setSchema(JSON.stringify(packageSchema(version)))),
        checkConfig: unary((request: messages.CheckRequest) => {
            const { values, secrets } = receiveProperties(request.getNews(), "");
            const { inputs, failures } = checkConfiguration(values, defaultRegion);
            return checkResponse(inputs, secrets, failures);
        }),
        diffConfig: unary((request: messages.DiffRequest) => {
            const olds = receiveProperties(request.getOldInputs() ?? request.getOlds(), "").values;
            const news = receiveProperties(request.getNews(), "").values;
            return diffResponse({ changes: diffConfiguration(olds, news), deleteBeforeReplace: false });
        }),
        configure: unary((request: messages.ConfigureRequest, peer) => {
            connections.configure(peer, receiveConfiguration(request));
            return new messages.ConfigureResponse().setSupportspreview(true).setSupportsAutonamingConfiguration(true);
        }),
        invoke: unary(async (request: messages.InvokeRequest, peer) => {
            const { values } = receiveProperties(request.getArgs(), options.directory);
            const result = await connections.providerOf(peer).invoke({ token: request.getTok(), args: values });
            return new messages.InvokeResponse().setReturn(sendProperties(result));
        }),
        cancel: unary(() => new Empty()),
        getMapping: unary(() => new messages.GetMappingResponse()),
        getMappings: unary(() => new messages.GetMappingsResponse()),
        parameterize: refuse("parameterization"),
        call: refuse("methods"),
        construct: refuse("components"),
        list: (call) => {
            call.emit("error", { code: grpc.status.UNIMPLEMENTED, details: "lists are not supported" });
        },
        ...resourceHandlers(options),
    };
}
