import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { nameOf, typeOf } from "../wire/urn";
import { ProviderError, type Autonaming } from "../provider/resource-provider";
import { receiveProperties, sendProperties, type ReceivedProperties } from "../wire/values";
import { checkResponse, diffResponse } from "./answers";
import type { ConfiguredConnections } from "./connections";
import { isPartial, PartlyDone } from "./status";
import { unary } from "./unary";

type ResourceMethod = "check" | "diff" | "create" | "read" | "update" | "delete";

/** The part of the service that is about resources. */
export function resourceHandlers({
    connections,
    directory,
}: {
    readonly connections: ConfiguredConnections;
    readonly directory: string;
}): Pick<IResourceProviderServer, ResourceMethod> {
    const receive = (struct: Parameters<typeof receiveProperties>[0]): ReceivedProperties =>
        receiveProperties(struct, directory);
    return {
        check: unary(async (request: messages.CheckRequest, peer) => {
            const olds = request.getOlds();
            const { values: news, secrets } = receive(request.getNews());
            const autonaming = autonamingOf(request);
            const { inputs, failures } = await connections.providerOf(peer).check({
                type: resourceTypeOf(request),
                name: request.getName() || nameOf(request.getUrn()),
                news,
                ...(olds === undefined ? {} : { olds: receive(olds).values }),
                // A replacement that comes before the old one goes has another seed, and so another name.
                seed: request.getRandomseed_asB64() || request.getUrn(),
                ...(autonaming === undefined ? {} : { autonaming }),
            });
            return checkResponse(inputs, secrets, failures);
        }),
        diff: unary(async (request: messages.DiffRequest, peer) =>
            diffResponse(
                await connections.providerOf(peer).diff({
                    type: resourceTypeOf(request),
                    id: request.getId(),
                    olds: receive(request.getOlds()).values,
                    oldInputs: receive(request.getOldInputs()).values,
                    news: receive(request.getNews()).values,
                    ignoreChanges: request.getIgnorechangesList(),
                }),
            ),
        ),
        create: unary(async (request: messages.CreateRequest, peer) => {
            const { values: inputs, secrets } = receive(request.getProperties());
            const { id, properties } = await orPartly(`creating ${request.getUrn()}`, secrets, () =>
                connections.providerOf(peer).create({
                    type: resourceTypeOf(request),
                    urn: request.getUrn(),
                    inputs,
                    preview: request.getPreview(),
                }),
            );
            return new messages.CreateResponse().setId(id).setProperties(sendProperties(properties, secrets));
        }),
        read: unary(async (request: messages.ReadRequest, peer) => {
            const properties = receive(request.getProperties());
            const inputs = receive(request.getInputs());
            // A refresh says what the state is; an import and a look-up have nothing but the id.
            const known = Object.keys(properties.values).length > 0;
            const result = await connections.providerOf(peer).read({
                type: resourceTypeOf(request),
                urn: request.getUrn(),
                id: request.getId(),
                ...(known ? { properties: properties.values, inputs: inputs.values } : {}),
            });
            return result === undefined
                ? new messages.ReadResponse()
                : new messages.ReadResponse()
                      .setId(result.id)
                      .setProperties(sendProperties(result.properties, properties.secrets))
                      .setInputs(sendProperties(result.inputs, inputs.secrets));
        }),
        update: unary(async (request: messages.UpdateRequest, peer) => {
            const { values: news, secrets } = receive(request.getNews());
            const properties = await orPartly(`updating ${request.getUrn()}`, secrets, () =>
                connections.providerOf(peer).update({
                    type: resourceTypeOf(request),
                    urn: request.getUrn(),
                    id: request.getId(),
                    olds: receive(request.getOlds()).values,
                    news,
                    preview: request.getPreview(),
                    ignoreChanges: request.getIgnorechangesList(),
                }),
            );
            return new messages.UpdateResponse().setProperties(sendProperties(properties, secrets));
        }),
        delete: unary(async (request: messages.DeleteRequest, peer) => {
            const provider = connections.providerOf(peer);
            await saying(`deleting ${request.getUrn()}`, () =>
                provider.delete({
                    type: resourceTypeOf(request),
                    urn: request.getUrn(),
                    id: request.getId(),
                    properties: receive(request.getProperties()).values,
                }),
            );
            return new Empty();
        }),
    };
}

/** Engines say the type beside the URN since 3.119. */
function resourceTypeOf(request: { getType(): string; getUrn(): string }): string {
    return request.getType() || typeOf(request.getUrn());
}

function autonamingOf(request: messages.CheckRequest): Autonaming | undefined {
    const options = request.getAutonaming();
    if (options === undefined) {
        return undefined;
    }
    const { DISABLE, ENFORCE } = messages.CheckRequest.AutonamingOptions.Mode;
    switch (options.getMode()) {
        case DISABLE:
            return { mode: "disable" };
        case ENFORCE:
            return { mode: "enforce", name: options.getProposedName() };
        default:
            return { mode: "propose", name: options.getProposedName() };
    }
}

async function orPartly<Result>(
    doing: string,
    secrets: ReadonlySet<string>,
    run: () => Promise<Result>,
): Promise<Result> {
    try {
        return await run();
    } catch (error) {
        throw isPartial(error) ? new PartlyDone(error, secrets, doing) : error;
    }
}

async function saying<Result>(doing: string, run: () => Promise<Result>): Promise<Result> {
    try {
        return await run();
    } catch (error) {
        throw error instanceof ProviderError ? new ProviderError(`${doing}: ${error.message}`, error.code) : error;
    }
}
