export type {
    Deployment,
    Diagnostic,
    Phase,
    RecordedOptions,
    RecordedResource,
    StackOutput,
} from "./engine/deployment";
export { createDisplay, type DisplayOptions } from "./engine/display";
export type { EngineEvent, EventListener } from "./engine/events";
export type { ProviderFactory } from "./engine/providers";
export { type ProgramResult, runProgram, type RunProgramOptions } from "./engine/run-program";
export { longestChains } from "./graph/longest-chain";
export { toMermaid } from "./graph/mermaid";
export { createResourceGraph, type ResourceGraph } from "./graph/resource-graph";
export { toSvg } from "./graph/svg";
export { SimulatedAccount, type SimulatedAccountOptions } from "./account/account";
export type { Timings } from "./account/core/timings";
export { RULES } from "./account/all-rules";
export { AwsError } from "./account/core/aws-error";
export { SimulatedClock } from "./account/core/clock";
export type { Mailbox, Parcel, Receipt, TrailStep } from "./account/core/delivery";
export type { Confidence, Rule, Wording } from "./account/core/rules";
export { DEFAULT_UNKNOWNS, type Unknowns } from "./account/core/unknowns";
export { SimulatedWorld } from "./account/world";
export { simulatorMocks, type Registration, type SimulatorMocks } from "./mocks";
export { IamSimulateEvaluator } from "./policy/iam-simulate-evaluator";
export {
    InvalidPolicyError,
    type AccessDecision,
    type AccessRequest,
    type Caller,
    type PolicyDocument,
    type PolicyEvaluator,
} from "./policy/policy-evaluator";
export { SimulatedAwsProvider, type SimulatedAwsProviderOptions } from "./provider/aws-provider";
export { configuredProvider } from "./provider/configured-provider";
export { decorated } from "./provider/decorated";
export {
    NotModelledError,
    ProviderError,
    UNKNOWN,
    type AssetValue,
    type CheckFailure,
    type DiffResult,
    type PropertyDiff,
    type PropertyMap,
    type PropertyValue,
    type ReadResult,
    type ResourceProvider,
    type ResourceState,
} from "./provider/resource-provider";
export { type Project, ProjectError, readProject, type ReadProjectOptions } from "./engine/project";
export { simulatedAws } from "./engine/simulated-aws";
export { type NodePlugins, serveNodePlugins } from "./pulumi/node-plugins";
export { type LanguageHost, type LanguageHostOptions, serveLanguageHost } from "./pulumi/language-host";
export type { Operation, Step } from "./pulumi/operation";
export { type OperationOptions, PulumiStack, type PulumiStackOptions, type StackState } from "./pulumi/pulumi-stack";
export { type ProviderServer, serveProvider, type ServeProviderOptions } from "./provider-server/server";
export { AccountFileError, openAccountFile } from "./account-file";
