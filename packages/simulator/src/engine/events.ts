import type { Deployment, Diagnostic, Phase, RecordedResource } from "./deployment";

/** What happens in a run, in the order in which it happens. */
export type EngineEvent =
    | { readonly kind: "started"; readonly phase: Phase; readonly project: string; readonly stack: string }
    /** Once for each resource: when it is planned, made, read or refused. */
    | { readonly kind: "resource"; readonly phase: Phase; readonly resource: RecordedResource }
    | { readonly kind: "diagnostic"; readonly diagnostic: Diagnostic }
    | { readonly kind: "finished"; readonly deployment: Deployment };

export type EventListener = (event: EngineEvent) => void;
