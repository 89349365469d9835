import type { Deployment, Diagnostic, Phase, RecordedResource, StackOutput } from "./deployment";
import type { EventListener } from "./events";
import type { ReceivedProperties } from "../wire/values";

/** Keeps what a run registers, and tells the listener about it. */
export class Recorder {
    readonly #resources = new Map<string, RecordedResource>();
    readonly #diagnostics: Diagnostic[] = [];
    readonly #started = performance.now();
    #outputs: Readonly<Record<string, StackOutput>> | undefined;

    constructor(
        readonly phase: Phase,
        private readonly emit: EventListener,
    ) {}

    has(urn: string): boolean {
        return this.#resources.has(urn);
    }

    get(urn: string): RecordedResource | undefined {
        return this.#resources.get(urn);
    }

    get hasStackOutputs(): boolean {
        return this.#outputs !== undefined;
    }

    add(resource: Omit<RecordedResource, "position" | "status">): RecordedResource {
        const added = { ...resource, position: this.#resources.size, status: "registering" as const };
        this.#resources.set(added.urn, added);
        return added;
    }

    settle(
        resource: RecordedResource,
        change: Pick<RecordedResource, "status"> & Partial<RecordedResource>,
    ): RecordedResource {
        const settled = { ...(this.#resources.get(resource.urn) ?? resource), ...change };
        this.#resources.set(settled.urn, settled);
        this.emit({ kind: "resource", phase: this.phase, resource: settled });
        return settled;
    }

    publish(resource: RecordedResource, { values, secrets }: ReceivedProperties): void {
        const current = this.#resources.get(resource.urn) ?? resource;
        this.#resources.set(current.urn, { ...current, outputs: values, secretOutputs: secrets });
        if (current.kind === "stack") {
            this.#outputs = Object.fromEntries(
                Object.entries(values).map(([name, value]): [string, StackOutput] => [
                    name,
                    { value, secret: secrets.has(name) },
                ]),
            );
        }
    }

    diagnose(severity: Diagnostic["severity"], message: string, urn?: string): void {
        const diagnostic = { severity, message, phase: this.phase, ...(urn === undefined ? {} : { urn }) };
        this.#diagnostics.push(diagnostic);
        this.emit({ kind: "diagnostic", diagnostic });
    }

    finish(outcome: Deployment["outcome"]): Deployment {
        const deployment: Deployment = {
            phase: this.phase,
            outcome,
            resources: [...this.#resources.values()],
            outputs: this.#outputs ?? {},
            diagnostics: [...this.#diagnostics],
            durationMs: performance.now() - this.#started,
        };
        this.emit({ kind: "finished", deployment });
        return deployment;
    }
}
