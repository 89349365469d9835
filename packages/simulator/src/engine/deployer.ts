import {
    type CheckFailure,
    NotModelledError,
    type PropertyMap,
    ProviderError,
    type ResourceProvider,
    type ResourceState,
} from "../provider/resource-provider";
import type { RecordedOptions, RecordedResource } from "./deployment";
import { isProviderType, type Providers, providerUrnOf } from "./providers";
import type { Recorder } from "./recorder";
import { createUrn, STACK_TYPE } from "../wire/urn";
import { type ReceivedProperties, UNKNOWN_ON_WIRE } from "../wire/values";

/** The run has failed: Pulumi's engine then stops taking registrations, and says why under the resource. */
export class DeploymentStoppedError extends Error {
    constructor() {
        super("resource monitor shut down: the deployment has failed");
        this.name = "DeploymentStoppedError";
    }
}

export interface Registration {
    readonly type: string;
    readonly name: string;
    readonly parent: string | undefined;
    readonly custom: boolean;
    readonly inputs: ReceivedProperties;
    readonly dependencies: readonly string[];
    readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
    /** `<urn>::<id>` of the explicit provider, or empty. */
    readonly provider: string;
    readonly options: RecordedOptions;
    /** Set when an option was used that this engine cannot honour: what to say about it. */
    readonly refusal: string | undefined;
}

export interface DeployerOptions {
    readonly project: string;
    readonly stack: string;
    readonly preview: boolean;
    readonly providers: Providers;
    readonly recorder: Recorder;
}

/**
 * Takes a program's registrations to the provider: check, then create; no state from an earlier run, so never a diff.
 * The first failure stops the run. What is being made at that moment is finished and recorded.
 */
export class Deployer {
    readonly #inFlight = new Set<Promise<unknown>>();
    #stopped = false;
    #failed = false;
    #onFailure: () => void = () => {};

    constructor(private readonly options: DeployerOptions) {}

    get failed(): boolean {
        return this.#failed;
    }

    /** Called once, with the first failure. */
    onFailure(listener: () => void): void {
        this.#onFailure = listener;
    }

    async register(registration: Registration): Promise<RecordedResource> {
        const resource = this.#record(registration, "create");
        if (registration.refusal !== undefined) {
            return this.#fail(resource, registration.refusal);
        }
        if (!registration.custom) {
            return this.options.recorder.settle(resource, { status: "done" });
        }
        if (isProviderType(resource.type)) {
            return this.#registerProvider(resource);
        }
        return this.#track(this.#create(resource, registration));
    }

    /** What `Detector.get` and its like do: the resource is somebody else's and is only looked at. */
    async read(registration: Registration, id: string): Promise<RecordedResource> {
        const resource = this.#record(registration, "read");
        return this.#track(this.#read(resource, registration, id));
    }

    async invoke(token: string, args: PropertyMap, providerReference: string): Promise<PropertyMap> {
        this.#assertRunning();
        try {
            const provider = this.options.providers.get(providerReference, token);
            return await this.#track(provider.invoke({ token, args }));
        } catch (error) {
            throw new Error(`invocation of ${token} returned an error: ${describe(error)}`);
        }
    }

    publishOutputs(urn: string, outputs: ReceivedProperties): void {
        const resource = this.options.recorder.get(urn);
        if (resource === undefined) {
            throw new Error(`unknown resource '${urn}'`);
        }
        this.options.recorder.publish(resource, outputs);
    }

    /** Nothing more is taken from the program; what is under way is waited for. */
    async close(): Promise<void> {
        this.#stopped = true;
        await Promise.allSettled(this.#inFlight);
    }

    #record(registration: Registration, operation: RecordedResource["operation"]): RecordedResource {
        this.#assertRunning();
        const { recorder, project, stack } = this.options;
        const { type, name, parent, inputs } = registration;
        const urn = createUrn({ stack, project, parent, type, name });
        if (recorder.has(urn)) {
            recorder.diagnose("error", `Duplicate resource URN '${urn}'; try giving it a unique name`, urn);
            return this.#stop();
        }
        return recorder.add({
            urn,
            type,
            name,
            kind: kindOf(registration),
            operation,
            parent,
            id: undefined,
            inputs: inputs.values,
            secretInputs: inputs.secrets,
            outputs: {},
            secretOutputs: new Set(),
            dependencies: [...new Set([...registration.dependencies, ...inputs.dependencies])],
            propertyDependencies: registration.propertyDependencies,
            provider: providerUrnOf(registration.provider),
            options: registration.options,
        });
    }

    #registerProvider(resource: RecordedResource): RecordedResource {
        const { providers, preview, recorder } = this.options;
        try {
            const id = providers.register(resource.urn, resource.type, resource.inputs);
            return recorder.settle(resource, {
                status: "done",
                id: preview ? undefined : id,
                outputs: resource.inputs,
                secretOutputs: resource.secretInputs,
            });
        } catch (error) {
            return this.#fail(resource, describe(error));
        }
    }

    async #create(resource: RecordedResource, registration: Registration): Promise<RecordedResource> {
        const { preview, recorder } = this.options;
        const { type, name, urn } = resource;
        const attempt = await this.#attempt(resource, async () => {
            const provider = this.options.providers.get(registration.provider, type);
            const checked = await provider.check({ type, name, news: resource.inputs, seed: urn });
            return { provider, checked };
        });
        if (attempt.checked.failures.length > 0) {
            return this.#failCheck(resource, attempt.checked.failures);
        }
        this.#assertRunning();
        const { provider, checked } = attempt;
        const state = await this.#attempt(resource, () => provider.create({ type, inputs: checked.inputs, preview }));
        return recorder.settle(resource, {
            status: "done",
            id: preview ? undefined : state.id,
            ...outputsOf(resource, state.properties),
        });
    }

    async #read(resource: RecordedResource, registration: Registration, id: string): Promise<RecordedResource> {
        const { recorder } = this.options;
        if (id === UNKNOWN_ON_WIRE) {
            return recorder.settle(resource, { status: "done" });
        }
        const { type, inputs } = resource;
        const state = await this.#attempt(resource, () => {
            const provider: ResourceProvider = this.options.providers.get(registration.provider, type);
            return provider.read({ type, id, properties: inputs });
        });
        if (state === undefined) {
            return this.#fail(resource, `resource '${id}' does not exist`);
        }
        return recorder.settle(resource, { status: "done", id, ...outputsOf(resource, state.properties) });
    }

    async #attempt<T>(resource: RecordedResource, call: () => Promise<T>): Promise<T> {
        try {
            return await call();
        } catch (error) {
            const partial = error instanceof ProviderError ? error.partial : undefined;
            return this.#fail(resource, describe(error), partial);
        }
    }

    #failCheck(resource: RecordedResource, failures: readonly CheckFailure[]): never {
        const { recorder } = this.options;
        for (const failure of failures) {
            recorder.diagnose("error", describeFailure(resource, failure), resource.urn);
        }
        recorder.settle(resource, { status: "failed" });
        return this.#stop();
    }

    #fail(resource: RecordedResource, message: string, partial?: ResourceState): never {
        const { recorder } = this.options;
        recorder.diagnose("error", message, resource.urn);
        recorder.settle(resource, {
            status: "failed",
            ...(partial === undefined ? {} : { id: partial.id, ...outputsOf(resource, partial.properties) }),
        });
        return this.#stop();
    }

    #stop(): never {
        if (!this.#failed) {
            this.#failed = true;
            this.#stopped = true;
            this.#onFailure();
        }
        throw new DeploymentStoppedError();
    }

    #assertRunning(): void {
        if (this.#stopped) {
            throw new DeploymentStoppedError();
        }
    }

    async #track<T>(work: Promise<T>): Promise<T> {
        this.#inFlight.add(work);
        try {
            return await work;
        } finally {
            this.#inFlight.delete(work);
        }
    }
}

/** A property that was given as a secret is a secret in the outputs too. */
function outputsOf(
    { secretInputs, options }: RecordedResource,
    properties: PropertyMap,
): Pick<RecordedResource, "outputs" | "secretOutputs"> {
    const secret = [...secretInputs, ...options.additionalSecretOutputs].filter((name) => name in properties);
    return { outputs: properties, secretOutputs: new Set(secret) };
}

function kindOf({ type, custom }: Registration): RecordedResource["kind"] {
    if (type === STACK_TYPE) {
        return "stack";
    }
    if (isProviderType(type)) {
        return "provider";
    }
    return custom ? "resource" : "component";
}

/** The words of Pulumi's engine (pulumi/pulumi, sdk/go/common/diag/errors.go: 2005 and 2006). */
function describeFailure(resource: RecordedResource, { property, reason }: CheckFailure): string {
    const subject = `${resource.type} resource '${resource.name}'`;
    if (property === "") {
        return `${subject} has a problem: ${reason}`;
    }
    const value = resource.secretInputs.has(property) ? "[secret]" : JSON.stringify(resource.inputs[property]);
    return `${subject}: property ${property} value {${value}} has a problem: ${reason}`;
}

function describe(error: unknown): string {
    if (error instanceof ProviderError) {
        const { code, message } = error;
        return code === undefined || message.includes(code) ? message : `${code}: ${message}`;
    }
    if (error instanceof NotModelledError) {
        return error.message;
    }
    // Neither AWS nor the provider answers so: the simulator itself broke, and its stack is what helps.
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
