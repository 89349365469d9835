import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { IResourceMonitorServer } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/resource_pb";
import type { PropertyValue } from "../provider/resource-provider";
import type { RecordedResource } from "./deployment";
import type { Deployer } from "./deployer";
import { refuse, unary } from "./grpc-server";
import { receiveRead, receiveRegistration } from "./registration-request";
import { receiveProperties, sendProperties, UNKNOWN_ON_WIRE } from "../wire/values";

export interface MonitorOptions {
    readonly deployer: Deployer;
    readonly project: string;
    readonly stack: string;
    readonly preview: boolean;
    readonly parallel: number;
    readonly config: Readonly<Record<string, string>>;
    readonly secretConfigKeys: readonly string[];
    readonly directory: string;
    readonly lookUp: (urn: string) => RecordedResource | undefined;
}

/**
 * What this engine can do, and no more: the SDK itself refuses a program's use of the rest (transforms, hooks,
 * parameterized packages), before anything is registered. Looked up when it is asked for: older SDKs neither ask nor have the names.
 */
const features = (): messages.ResourceMonitorFeature[] => [
    messages.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_SECRETS,
    messages.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
    messages.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES,
    messages.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
    messages.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
    messages.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_REPLACE_WITH,
];

/** SDKs from before GetDeploymentInfo ask for each feature by name. */
const FEATURE_NAMES = new Set([
    "secrets",
    "resourceReferences",
    "outputValues",
    "aliasSpecs",
    "deletedWith",
    "replaceWith",
]);

/** Pulumi's ResourceMonitor service: what a program's SDK talks to. */
export function createMonitorService(options: MonitorOptions): IResourceMonitorServer {
    const { deployer, directory } = options;
    return {
        getDeploymentInfo: unary(() => deploymentInfo(options)),
        supportsFeature: unary((request: messages.SupportsFeatureRequest) =>
            new messages.SupportsFeatureResponse().setHassupport(FEATURE_NAMES.has(request.getId())),
        ),
        registerResource: unary(async (request: messages.RegisterResourceRequest) => {
            const resource = await deployer.register(receiveRegistration(request, directory));
            return new messages.RegisterResourceResponse()
                .setUrn(resource.urn)
                .setId(resource.id ?? "")
                .setObject(sendProperties(resource.outputs, resource.secretOutputs));
        }),
        readResource: unary(async (request: messages.ReadResourceRequest) => {
            const resource = await deployer.read(receiveRead(request, directory), request.getId());
            return new messages.ReadResourceResponse()
                .setUrn(resource.urn)
                .setProperties(sendProperties(resource.outputs, resource.secretOutputs));
        }),
        registerResourceOutputs: unary((request: messages.RegisterResourceOutputsRequest) => {
            deployer.publishOutputs(request.getUrn(), receiveProperties(request.getOutputs(), directory));
            return new Empty();
        }),
        invoke: unary(async (request: messages.ResourceInvokeRequest) => {
            const { values } = receiveProperties(request.getArgs(), directory);
            if (request.getTok() === "pulumi:pulumi:getResource") {
                return getResource(values.urn, options.lookUp);
            }
            const result = await deployer.invoke(request.getTok(), values, request.getProvider());
            return new messages.ResourceInvokeResponse().setReturn(sendProperties(result));
        }),
        signalAndWaitForShutdown: unary(() => new Empty()),
        call: refuse("resource methods"),
        existsResource: refuse("checking whether a resource exists"),
        registerStackTransform: refuse("transforms"),
        registerStackInvokeTransform: refuse("invoke transforms"),
        registerResourceHook: refuse("resource hooks"),
        registerErrorHook: refuse("error hooks"),
        registerPackage: refuse("parameterized packages"),
    };
}

function deploymentInfo(options: MonitorOptions): messages.DeploymentInfo {
    const info = new messages.DeploymentInfo()
        .setProject(options.project)
        .setStack(options.stack)
        .setDryrun(options.preview)
        .setParallel(options.parallel)
        .setConfigsecretkeysList([...options.secretConfigKeys])
        .setSupportedfeaturesList(features());
    for (const [key, value] of Object.entries(options.config)) {
        info.getConfigMap().set(key, value);
    }
    return info;
}

/** How the SDK turns a reference to a resource of this run back into the resource. */
function getResource(
    urn: PropertyValue | undefined,
    lookUp: MonitorOptions["lookUp"],
): messages.ResourceInvokeResponse {
    const resource = typeof urn === "string" ? lookUp(urn) : undefined;
    if (urn === undefined || resource === undefined) {
        throw new Error("unknown resource");
    }
    const answer = sendProperties({ urn, id: resource.id ?? UNKNOWN_ON_WIRE, state: {} });
    answer.getFieldsMap().get("state")?.setStructValue(sendProperties(resource.outputs, resource.secretOutputs));
    return new messages.ResourceInvokeResponse().setReturn(answer);
}
