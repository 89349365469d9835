import { decorated, ProviderError, type ResourceProvider, type ResourceState } from "pulumi-guardduty-simulator";

/** A call that changes the account. Previews are none. */
export interface Change {
    readonly method: "create" | "update" | "delete";
    readonly urn: string;
    readonly type: string;
    /** The logical name. */
    readonly name: string;
}

/** What goes wrong with a call. */
export type Fault =
    /** AWS refuses: nothing happens. */
    | { readonly kind: "refused"; readonly message: string }
    /** Done, and the provider tells what there is, and that it is not finished. */
    | { readonly kind: "half-made"; readonly message: string }
    /** Done, and nobody hears of it: the provider knows no id. */
    | { readonly kind: "answer-lost"; readonly message: string }
    /** Whoever asked dies, and never hears. */
    | { readonly kind: "killed"; readonly when: "before" | "after"; readonly kill: () => void };

/** A fault that happened. */
export interface Struck {
    readonly change: Change;
    readonly fault: Fault;
    /** What it was about, where it was done. */
    readonly id: string | undefined;
}

/** Lets chosen calls of a provider go wrong: `startLife({ wrap: faults.wrap })`. */
export class Faults {
    #plan: (change: Change) => Fault | undefined = () => undefined;
    #struck: Struck[] = [];

    /** What is to happen to each call from here on; `undefined` leaves a call alone. */
    plan(plan: (change: Change) => Fault | undefined): void {
        this.#plan = plan;
    }

    /** From here on nothing goes wrong. */
    stop(): void {
        this.plan(() => undefined);
    }

    /** The faults since the last time, in the order of happening. */
    take(): readonly Struck[] {
        const struck = this.#struck;
        this.#struck = [];
        return struck;
    }

    readonly wrap = (provider: ResourceProvider): ResourceProvider =>
        decorated(provider, {
            create: async (request) =>
                request.preview
                    ? provider.create(request)
                    : this.#run("create", request, () => provider.create(request), stateItself),
            update: async (request) =>
                request.preview
                    ? provider.update(request)
                    : this.#run(
                          "update",
                          request,
                          () => provider.update(request),
                          (properties) => ({ id: request.id, properties }),
                      ),
            delete: async (request) => this.#run("delete", request, () => provider.delete(request)),
        });

    async #run<Result>(
        method: Change["method"],
        { urn = "", type }: { readonly urn?: string; readonly type: string },
        run: () => Promise<Result>,
        stateOf?: (result: Result) => ResourceState,
    ): Promise<Result> {
        const change = { method, urn, type, name: urn.slice(urn.lastIndexOf("::") + 2) };
        const fault = this.#plan(change);
        if (fault === undefined) {
            return run();
        }
        const isDone = fault.kind !== "refused" && !(fault.kind === "killed" && fault.when === "before");
        const result = isDone ? await run() : undefined;
        const state = result === undefined ? undefined : stateOf?.(result);
        this.#struck.push({ change, fault, id: state?.id });
        switch (fault.kind) {
            case "half-made":
                throw new ProviderError(fault.message, undefined, state);
            case "killed":
                fault.kill();
                throw new ProviderError("nobody hears this");
            default:
                throw new ProviderError(fault.message);
        }
    }
}

function stateItself(state: ResourceState): ResourceState {
    return state;
}
