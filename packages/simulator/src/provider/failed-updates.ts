import { decorated } from "./decorated";
import { ProviderError, type ResourceProvider, UNKNOWN } from "./resource-provider";
import { resourceType } from "./types/find";

/**
 * What the state says of an update that AWS refused: what the program wanted. So it is with the real provider, whose
 * resources return the planned state along with the error (terraform-plugin-sdk, helper/schema/resource.go, Apply;
 * pulumi-terraform-bridge, pkg/tfbridge/provider.go, Update). The engine notes that it failed and updates again; the
 * resource finds no difference, sends nothing where it asks for one, and reads what AWS really has. Only the update
 * after that, or a refresh, makes it good.
 *
 * `plans` says what the state would have been; it is `provider` without the decorators that may be why it fails.
 */
export function recordingFailedUpdates(provider: ResourceProvider, plans: ResourceProvider): ResourceProvider {
    return decorated(provider, {
        update: async (request) => {
            try {
                return await provider.update(request);
            } catch (error) {
                const refused = error instanceof ProviderError && error.partial === undefined && !request.preview;
                if (!refused || resourceType(request.type).keepsStateOfFailedUpdate === true) {
                    throw error;
                }
                const planned = await plans.update({ ...request, preview: true });
                // A state knows everything: an engine that gets an unknown value in it keeps none of them.
                const properties = Object.fromEntries(Object.entries(planned).filter(([, value]) => value !== UNKNOWN));
                throw new ProviderError(error.message, error.code, { id: request.id, properties });
            }
        },
    });
}
