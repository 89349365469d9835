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
export { toMermaid } from "./graph/mermaid";
export { createResourceGraph, type ResourceGraph } from "./graph/resource-graph";
export { toSvg } from "./graph/svg";
