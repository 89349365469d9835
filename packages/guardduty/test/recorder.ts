import type {
    ReadResourceRequest,
    RegisterResourceOutputsRequest,
    RegisterResourceRequest,
} from "@pulumi/pulumi/proto/resource_pb.js";
import * as pulumi from "@pulumi/pulumi";
import { vi } from "vitest";
import { answer, type Inputs } from "./fake-aws";

/** A value that a preview does not know. */
export const UNKNOWN = "(unknown)";

/** A resource as the engine was told of it. */
export interface Registered {
    readonly type: string;
    readonly name: string;
    /** Without the marks of secrets; what is unknown is UNKNOWN, a file asset `{ file: path }`. */
    readonly inputs: Inputs;
    /** Names of the inputs that are, or hold, a secret. */
    readonly secrets: readonly string[];
    /** Name of the parent. */
    readonly parent: string | undefined;
    /** Names of what the resource depends on, its inputs' resources included; sorted. */
    readonly dependencies: readonly string[];
    /** Name of an explicit provider. */
    readonly provider: string | undefined;
    /** Set where the resource is read, not made. */
    readonly readId: string | undefined;
    readonly options: Options;
    /** What a component published. */
    outputs: Inputs | undefined;
}

/** What was said of a resource besides its inputs; only what was said. */
export interface Options {
    readonly protect?: boolean | undefined;
    readonly retainOnDelete?: boolean | undefined;
    readonly deleteBeforeReplace?: boolean | undefined;
    /** Name of the resource. */
    readonly deletedWith?: string | undefined;
    readonly ignoreChanges?: readonly string[] | undefined;
    readonly replaceOnChanges?: readonly string[] | undefined;
    readonly aliases?: readonly string[] | undefined;
}

export interface Recording<T> {
    /** In the order of their registration. */
    readonly resources: readonly Registered[];
    readonly warnings: readonly string[];
    /** What the program returned; undefined where it threw. */
    readonly result: T | undefined;
    /** What the program threw, and then what failed later, each once. */
    readonly failures: readonly unknown[];
}

export interface RecordOptions {
    readonly preview?: boolean;
    readonly stack?: string;
    /** Stack configuration, such as `aws:region`. */
    readonly config?: Record<string, string>;
    /** What a look-up of the provider's Region answers, nothing if empty; without it no look-up is expected. */
    readonly providerRegion?: string;
}

/** Runs a program on mocks, waits until everything is registered, and tells what the engine was told. */
export async function record<T>(program: () => T, options: RecordOptions = {}): Promise<Recording<T>> {
    const resources: Registered[] = [];
    const failures = new Set<unknown>();
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const stopCatching = catchRejections((reason) => failures.add(reason));
    try {
        pulumi.runtime.setAllConfig(options.config ?? {});
        await pulumi.runtime.setMocks(
            { call: ({ token }) => lookUp(token, options.providerRegion), newResource: answer },
            "project",
            options.stack ?? "stack",
            options.preview,
        );
        listen(resources);
        let result: T | undefined;
        try {
            result = program();
        } catch (error) {
            failures.add(error);
        }
        await settle(resources, failures);
        return { resources, warnings: warn.mock.calls.map(([text]) => String(text)), result, failures: [...failures] };
    } finally {
        stopCatching();
        warn.mockRestore();
    }
}

/** As `record`, of a program that must not fail. */
export async function deploy<T>(
    program: () => T,
    options?: RecordOptions,
): Promise<Recording<T> & { readonly result: T }> {
    const recording = await record(program, options);
    if (recording.failures.length > 0) throw recording.failures[0];
    return recording as typeof recording & { result: T };
}

/** The resource of that name; fails where there is none, or are two. */
export function find(resources: readonly Registered[], name: string): Registered {
    const [found, ...more] = resources.filter((resource) => resource.name === name);
    if (found === undefined || more.length > 0)
        throw new Error(`${more.length + (found ? 1 : 0)} resources are named ${name}`);
    return found;
}

export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) => void output.apply(resolve));
}

function lookUp(token: string, providerRegion: string | undefined): Inputs {
    if (token === "aws:index/getRegion:getRegion" && providerRegion !== undefined)
        return providerRegion === "" ? {} : { region: providerRegion };
    throw new Error(`no look-up is expected, and here is ${token}`);
}

/** Vitest fails a run for a rejection that nobody handles; the programs here are meant to have some. */
function catchRejections(caught: (reason: unknown) => void): () => void {
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", caught);
    return () => {
        process.removeListener("unhandledRejection", caught);
        for (const other of others) process.on("unhandledRejection", other);
    };
}

/** Until nothing more comes. What waits for something that failed never comes to its end. */
async function settle(resources: readonly Registered[], failures: ReadonlySet<unknown>): Promise<void> {
    for (let count = -1; count !== resources.length;) {
        count = resources.length;
        // Not in the SDK's typings.
        const done = (Reflect.get(pulumi.runtime, "waitForRPCs") as () => Promise<void>)();
        await Promise.race([done, turnsAfterFailure(failures)]);
        await turns(5);
    }
}

async function turnsAfterFailure(failures: ReadonlySet<unknown>): Promise<void> {
    while (failures.size === 0) await turns(1);
    await turns(50);
}

async function turns(count: number): Promise<void> {
    for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** The requests to the engine's stand-in, before it simplifies them for the mocks. */
function listen(resources: Registered[]): void {
    // The mocks' monitor: an object in this process, no client, so that its methods can be replaced.
    const monitor = pulumi.runtime.getMonitor() as unknown as Record<
        string,
        (request: unknown, ...rest: unknown[]) => unknown
    >;
    const tap = (method: string, look: (request: never) => void): void => {
        const original = monitor[method]!.bind(monitor);
        monitor[method] = (request, ...rest) => {
            look(request as never);
            return original(request, ...rest);
        };
    };
    tap("registerResource", (request: RegisterResourceRequest) => {
        if (request.getType() !== "pulumi:pulumi:Stack") resources.push(describe(request));
    });
    tap("readResource", (request: ReadResourceRequest) => resources.push(describeRead(request)));
    tap("registerResourceOutputs", (request: RegisterResourceOutputsRequest) => {
        const outputs = plain(request.getOutputs()?.toJavaScript() ?? {});
        const resource = resources.find(({ name }) => name === nameIn(request.getUrn()));
        if (resource !== undefined) resource.outputs = outputs as Inputs;
    });
}

function describe(request: RegisterResourceRequest): Registered {
    return {
        ...describeInputs(request.getObject()?.toJavaScript() ?? {}),
        ...describePlace(request),
        readId: undefined,
        options: {
            ...(request.hasProtect() ? { protect: request.getProtect() } : {}),
            ...(request.hasRetainondelete() ? { retainOnDelete: request.getRetainondelete() } : {}),
            ...(request.getDeletebeforereplacedefined()
                ? { deleteBeforeReplace: request.getDeletebeforereplace() }
                : {}),
            ...(request.getDeletedwith() === "" ? {} : { deletedWith: nameIn(request.getDeletedwith()) }),
            ...listed("ignoreChanges", request.getIgnorechangesList()),
            ...listed("replaceOnChanges", request.getReplaceonchangesList()),
            ...listed(
                "aliases",
                request.getAliasesList().map((alias) => alias.getUrn() || (alias.getSpec()?.getName() ?? "")),
            ),
        },
        outputs: undefined,
    };
}

/** What both kinds of request tell of a resource. */
function describePlace(request: RegisterResourceRequest | ReadResourceRequest) {
    return {
        type: request.getType(),
        name: request.getName(),
        parent: nameIn(request.getParent()),
        dependencies: request
            .getDependenciesList()
            .map(nameIn)
            .filter((name) => name !== undefined)
            .sort(),
        provider: providerIn(request.getProvider()),
    };
}

function describeRead(request: ReadResourceRequest): Registered {
    return {
        ...describeInputs(request.getProperties()?.toJavaScript() ?? {}),
        ...describePlace(request),
        readId: request.getId(),
        options: {},
        outputs: undefined,
    };
}

/** An alias without a name is the provider's own, for another type of the same resource. */
function listed(option: "ignoreChanges" | "replaceOnChanges" | "aliases", values: string[]): Options {
    const named = values.filter((value) => value !== "");
    return named.length === 0 ? {} : { [option]: named };
}

function describeInputs(wire: Record<string, unknown>): Pick<Registered, "inputs" | "secrets"> {
    return {
        inputs: plain(wire) as Inputs,
        secrets: Object.keys(wire).filter((key) => JSON.stringify(wire[key]).includes(SECRET)),
    };
}

// How the SDK writes, on the wire, what JSON has no words for (@pulumi/pulumi/runtime/rpc.js).
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const UNKNOWN_ON_THE_WIRE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function plain(value: unknown): unknown {
    if (value === UNKNOWN_ON_THE_WIRE) return UNKNOWN;
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== "object" || value === null) return value;
    const members = value as Record<string, unknown>;
    if (members[SIGNATURE] === SECRET) return plain(members["value"]);
    if (members[SIGNATURE] === ASSET) return "path" in members ? { file: members["path"] } : { text: members["text"] };
    // An Output of undefined is null on the wire, which the provider takes for unset.
    const entries = Object.entries(members).map(([key, member]) => [key, plain(member)] as const);
    return Object.fromEntries(entries.filter(([, member]) => member !== null));
}

function nameIn(urn: string): string | undefined {
    return urn === "" ? undefined : urn.split("::").at(-1);
}

/** `urn:pulumi:stack::project::pulumi:providers:aws::name::id`. */
function providerIn(reference: string): string | undefined {
    return reference === "" ? undefined : reference.split("::")[3];
}
