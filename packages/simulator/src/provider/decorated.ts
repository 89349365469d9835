import type { ResourceProvider } from "./resource-provider";

/** The provider, but for the methods that are given instead of its own. */
export function decorated(provider: ResourceProvider, instead: Partial<ResourceProvider>): ResourceProvider {
    return {
        check: (request) => provider.check(request),
        diff: (request) => provider.diff(request),
        create: (request) => provider.create(request),
        read: (request) => provider.read(request),
        update: (request) => provider.update(request),
        delete: (request) => provider.delete(request),
        invoke: (request) => provider.invoke(request),
        ...instead,
    };
}
