// What Pulumi does with the package's plugin: starts it with the SDK's launcher, asks for its schema, has a component made.
const { spawn } = require("node:child_process");
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { EngineService } = require("@pulumi/pulumi/proto/engine_grpc_pb.js");
const { InputPropertiesError } = require("@pulumi/pulumi/proto/errors_pb.js");
const { ResourceProviderClient } = require("@pulumi/pulumi/proto/provider_grpc_pb.js");
const { ConstructRequest, GetSchemaRequest } = require("@pulumi/pulumi/proto/provider_pb.js");
const { ResourceMonitorService } = require("@pulumi/pulumi/proto/resource_grpc_pb.js");
const { RegisterResourceResponse, SupportsFeatureResponse } = require("@pulumi/pulumi/proto/resource_pb.js");
const { Status } = require("@pulumi/pulumi/proto/status_pb.js");

// The SDK's own dependencies, as it finds them.
const requireOfSdk = createRequire(require.resolve("@pulumi/pulumi"));
const grpc = requireOfSdk("@grpc/grpc-js");
const { Empty } = requireOfSdk("google-protobuf/google/protobuf/empty_pb.js");
const { Struct } = requireOfSdk("google-protobuf/google/protobuf/struct_pb.js");

const registered = [];

async function main() {
    const engine = await serveEngine();
    const { plugin, port } = await startPlugin(engine);
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    const schema = await ask((done) => client.getSchema(new GetSchemaRequest(), done));
    const construct = (inputs) => {
        const request = new ConstructRequest()
            .setType("guardduty:index:GuardDutyMonitoring")
            .setName("training")
            .setProject("project")
            .setStack("stack")
            .setMonitorendpoint(engine)
            .setInputs(Struct.fromJavaScript(inputs));
        return ask((done) => client.construct(request, done));
    };
    const problems = await construct({ profile: "ai", trustedIpList: { entries: ["8.8.8.8/24"] } }).then(
        () => [],
        problemsOf,
    );
    const registeredByThen = registered.length;
    const made = await construct({ tags: { Team: "security" } });
    console.log(
        JSON.stringify({
            schema: JSON.parse(schema.getSchema()),
            problems,
            registeredByThen,
            urn: made.getUrn(),
            outputs: made.getState().toJavaScript(),
        }),
    );
    plugin.kill();
    process.exit();
}

/** Engine and resource monitor in one, which take what they are given. */
function serveEngine() {
    const server = new grpc.Server();
    server.addService(ResourceMonitorService, {
        supportsFeature: (_call, done) => done(null, new SupportsFeatureResponse().setHassupport(true)),
        registerResource({ request }, done) {
            registered.push(request.getType());
            const arn = "arn:aws:guardduty:us-east-1:111122223333:detector/0123456789abcdef0123456789abcdef";
            const response = new RegisterResourceResponse()
                .setUrn(`urn:pulumi:stack::project::${request.getType()}::${request.getName()}`)
                .setId(request.getCustom() ? "0123456789abcdef0123456789abcdef" : "")
                .setObject(Struct.fromJavaScript({ ...request.getObject().toJavaScript(), arn }));
            done(null, response);
        },
        registerResourceOutputs: (_call, done) => done(null, new Empty()),
    });
    server.addService(EngineService, { log: (_call, done) => done(null, new Empty()) });
    return new Promise((resolve, reject) =>
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
            error ? reject(error) : resolve(`127.0.0.1:${port}`),
        ),
    );
}

function startPlugin(engine) {
    const launcher = join(__dirname, "node_modules/@pulumi/pulumi/cmd/run-plugin");
    const folder = join(__dirname, process.argv[2]);
    const plugin = spawn(process.execPath, [launcher, folder, engine], { stdio: ["ignore", "pipe", "inherit"] });
    return new Promise((resolve, reject) => {
        plugin.stdout.once("data", (line) => resolve({ plugin, port: Number(line) }));
        plugin.once("exit", (code) => reject(new Error(`The plugin ended with ${code}.`)));
    });
}

function ask(call) {
    return new Promise((resolve, reject) => call((error, answer) => (error ? reject(error) : resolve(answer))));
}

/** The details that the engine tells of properties by. */
function problemsOf(error) {
    const [details] = error.metadata.get("grpc-status-details-bin");
    return Status.deserializeBinary(details)
        .getDetailsList()
        .flatMap((detail) => detail.unpack(InputPropertiesError.deserializeBinary, "pulumirpc.InputPropertiesError"))
        .flatMap((detail) => detail.getErrorsList())
        .map((each) => ({ path: each.getPropertyPath(), reason: each.getReason() }));
}

main();
