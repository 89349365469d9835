import { decorated, type PropertyMap, type ResourceProvider } from "pulumi-guardduty-simulator";

/** A call that is about to change the account; previews are none. */
export interface ComingChange {
    readonly method: "create" | "update" | "delete";
    readonly type: string;
    /** What the program wants; of a deletion, what there is. */
    readonly properties: PropertyMap;
}

/** Looks on before each change: `startLife({ wrap: beforeChanges(look) })`. */
export function beforeChanges(look: (change: ComingChange) => void): (provider: ResourceProvider) => ResourceProvider {
    return (provider) =>
        decorated(provider, {
            create: async (request) => {
                if (!request.preview) {
                    look({ method: "create", type: request.type, properties: request.inputs });
                }
                return provider.create(request);
            },
            update: async (request) => {
                if (!request.preview) {
                    look({ method: "update", type: request.type, properties: request.news });
                }
                return provider.update(request);
            },
            delete: async (request) => {
                look({ method: "delete", type: request.type, properties: request.properties });
                return provider.delete(request);
            },
        });
}
