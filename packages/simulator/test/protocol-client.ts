import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

export type Plain = Record<string, JavaScriptValue>;

/** As Pulumi's engine writes them. */
export const UNKNOWN_ON_WIRE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";

export function secret(value: JavaScriptValue): Plain {
    return { [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value };
}

export function asset(content: Readonly<Record<string, string>>): Plain {
    return { [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", ...content };
}

/** An archive that a program puts together of texts. */
export function archive(texts: Readonly<Record<string, string>>): Plain {
    const assets = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, asset({ text })]));
    return { [SIGNATURE]: "0def7320c3a5731c473e5ecbe6d01bc7", assets };
}

export function without(properties: Plain, name: string): Plain {
    return Object.fromEntries(Object.entries(properties).filter(([other]) => other !== name));
}

export interface Made {
    readonly type: string;
    readonly urn: string;
    readonly id: string;
    readonly inputs: Plain;
    readonly state: Plain;
}

/** One connection of a Pulumi engine to a provider, over real gRPC. */
export class ProtocolClient {
    readonly stub: ResourceProviderClient;

    constructor(port: number) {
        // Without a pool of its own every client would use the same connection.
        const options = { "grpc.use_local_subchannel_pool": 1 };
        this.stub = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), options);
    }

    static async configured(port: number, args: Plain = { region: "eu-west-1" }): Promise<ProtocolClient> {
        const client = new ProtocolClient(port);
        await client.configure(args);
        return client;
    }

    configure(args: Plain): Promise<messages.ConfigureResponse> {
        const request = new messages.ConfigureRequest().setArgs(struct(args)).setAcceptsecrets(true);
        return call((done) => this.stub.configure(request, done));
    }

    async checkConfig(news: Plain) {
        const request = new messages.CheckRequest().setUrn(urnOf("pulumi:providers:aws", "p")).setNews(struct(news));
        const response = await call<messages.CheckResponse>((done) => this.stub.checkConfig(request, done));
        return { inputs: plain(response.getInputs()), failures: failuresOf(response) };
    }

    async check(type: string, name: string, news: Plain, olds: Plain = {}, change = unchanged) {
        const request = new messages.CheckRequest()
            .setUrn(urnOf(type, name))
            .setType(type)
            .setName(name)
            .setOlds(struct(olds))
            .setNews(struct(news));
        const response = await call<messages.CheckResponse>((done) => this.stub.check(change(request), done));
        return { inputs: plain(response.getInputs()), failures: failuresOf(response) };
    }

    async diff(made: Made, news: Plain, ignoreChanges: string[] = []) {
        const request = new messages.DiffRequest()
            .setUrn(made.urn)
            .setType(made.type)
            .setId(made.id)
            .setOlds(struct(made.state))
            .setOldInputs(struct(made.inputs))
            .setNews(struct(news))
            .setIgnorechangesList(ignoreChanges);
        const response = await call<messages.DiffResponse>((done) => this.stub.diff(request, done));
        const detailed = response.getDetaileddiffMap().getEntryList();
        return {
            changes: response.getChanges(),
            diffs: response.getDiffsList(),
            replaces: response.getReplacesList(),
            deleteBeforeReplace: response.getDeletebeforereplace(),
            detailed: Object.fromEntries(
                detailed.map(([path]) => [path, response.getDetaileddiffMap().get(path)?.getKind()]),
            ),
        };
    }

    async create(type: string, name: string, inputs: Plain, preview = false): Promise<Made> {
        const urn = urnOf(type, name);
        const request = new messages.CreateRequest()
            .setUrn(urn)
            .setType(type)
            .setProperties(struct(inputs))
            .setPreview(preview);
        const response = await call<messages.CreateResponse>((done) => this.stub.create(request, done));
        return { type, urn, id: response.getId(), inputs, state: plain(response.getProperties()) };
    }

    /** Check, then create: what an engine does with a resource that is new. */
    async make(type: string, name: string, news: Plain): Promise<Made> {
        const { inputs, failures } = await this.check(type, name, news);
        if (failures.length > 0) {
            throw new Error(failures.join("\n"));
        }
        return this.create(type, name, inputs);
    }

    async update(made: Made, inputs: Plain, preview = false, ignoreChanges: string[] = []): Promise<Made> {
        const request = new messages.UpdateRequest()
            .setUrn(made.urn)
            .setType(made.type)
            .setId(made.id)
            .setOlds(struct(made.state))
            .setOldInputs(struct(made.inputs))
            .setNews(struct(inputs))
            .setPreview(preview)
            .setIgnorechangesList(ignoreChanges);
        const response = await call<messages.UpdateResponse>((done) => this.stub.update(request, done));
        return { ...made, inputs, state: plain(response.getProperties()) };
    }

    /** Undefined where it is gone. Without a state: an import. */
    async read(type: string, id: string, known?: { readonly state: Plain; readonly inputs: Plain }) {
        const urn = urnOf(type, "read");
        const request = new messages.ReadRequest().setUrn(urn).setType(type).setId(id);
        request.setProperties(struct(known?.state ?? {}));
        if (known !== undefined) {
            request.setInputs(struct(known.inputs));
        }
        const response = await call<messages.ReadResponse>((done) => this.stub.read(request, done));
        return response.getId() === ""
            ? undefined
            : {
                  type,
                  urn,
                  id: response.getId(),
                  inputs: plain(response.getInputs()),
                  state: plain(response.getProperties()),
              };
    }

    async delete(made: Made): Promise<void> {
        const request = new messages.DeleteRequest()
            .setUrn(made.urn)
            .setType(made.type)
            .setId(made.id)
            .setProperties(struct(made.state))
            .setOldInputs(struct(made.inputs));
        await call((done) => this.stub.delete(request, done));
    }

    async invoke(token: string, args: Plain = {}): Promise<Plain> {
        const request = new messages.InvokeRequest().setTok(token).setArgs(struct(args));
        return plain((await call<messages.InvokeResponse>((done) => this.stub.invoke(request, done))).getReturn());
    }

    close(): void {
        this.stub.close();
    }
}

function urnOf(type: string, name: string): string {
    return `urn:pulumi:dev::test::${type}::${name}`;
}

export function struct(value: Plain): Struct {
    return Struct.fromJavaScript(value);
}

export function plain(value: Struct | undefined): Plain {
    return value?.toJavaScript() ?? {};
}

function failuresOf(response: messages.CheckResponse): string[] {
    return response.getFailuresList().map((one) => `${one.getProperty()}: ${one.getReason()}`);
}

export function call<Response>(
    start: (done: (error: grpc.ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
    return new Promise((resolve, reject) => {
        start((error, response) => (error === null ? resolve(response) : reject(error)));
    });
}

/** What a refused call says in its details: that the resource exists all the same. */
export function initFailureOf(error: unknown): messages.ErrorResourceInitFailed | undefined {
    if (!(error instanceof Error) || !("metadata" in error) || !(error.metadata instanceof grpc.Metadata)) {
        return undefined;
    }
    const [details] = error.metadata.get("grpc-status-details-bin");
    if (!(details instanceof Buffer)) {
        return undefined;
    }
    const [packed] = Status.deserializeBinary(details).getDetailsList();
    return (
        packed?.unpack(
            (bytes) => messages.ErrorResourceInitFailed.deserializeBinary(bytes),
            "pulumirpc.ErrorResourceInitFailed",
        ) ?? undefined
    );
}

function unchanged(request: messages.CheckRequest): messages.CheckRequest {
    return request;
}
