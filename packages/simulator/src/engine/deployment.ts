import type { PropertyMap, PropertyValue } from "../provider/resource-provider";

export type Phase = "preview" | "update";

export interface Diagnostic {
    readonly severity: "info" | "warning" | "error";
    readonly message: string;
    readonly phase: Phase;
    /** The resource it is about, where it is about one. */
    readonly urn?: string;
}

/** The resource options that reach an engine. It has no earlier state to apply them to: they are recorded for whoever asks. */
export interface RecordedOptions {
    readonly protect: boolean;
    readonly retainOnDelete: boolean;
    readonly deleteBeforeReplace: boolean | undefined;
    readonly ignoreChanges: readonly string[];
    readonly replaceOnChanges: readonly string[];
    readonly additionalSecretOutputs: readonly string[];
    /** URNs, or what a specification changes: `name=old`, `type=old`, `parent=urn`, `parent=none`. */
    readonly aliases: readonly string[];
    readonly deletedWith: string | undefined;
    /** By package, the URNs of the providers that a component hands to its children. */
    readonly providers: Readonly<Record<string, string>>;
}

export interface RecordedResource {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly kind: "stack" | "component" | "provider" | "resource";
    readonly operation: "create" | "read";
    /** The order of the calls that registered them. */
    readonly position: number;
    readonly parent: string | undefined;
    /** Absent on components, and in a preview on what is still to be made. */
    readonly id: string | undefined;
    /** What the program gave. Secrets are unwrapped: `secretInputs` names the properties that hold one. */
    readonly inputs: PropertyMap;
    readonly secretInputs: ReadonlySet<string>;
    /** What the provider made of it, or what a component published; empty until then. */
    readonly outputs: PropertyMap;
    readonly secretOutputs: ReadonlySet<string>;
    /** URNs of all that it waits for, whether through a property or through `dependsOn`. */
    readonly dependencies: readonly string[];
    readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
    /** URN of the explicit provider; the default provider has none. */
    readonly provider: string | undefined;
    readonly options: RecordedOptions;
    /** `failed` with outputs: AWS made it and then refused the rest of the call. */
    readonly status: "registering" | "done" | "failed";
}

export interface StackOutput {
    readonly value: PropertyValue;
    readonly secret: boolean;
}

/** One run of a program, as its registrations tell it. */
export interface Deployment {
    readonly phase: Phase;
    readonly outcome: "succeeded" | "failed";
    readonly resources: readonly RecordedResource[];
    readonly outputs: Readonly<Record<string, StackOutput>>;
    readonly diagnostics: readonly Diagnostic[];
    readonly durationMs: number;
}
