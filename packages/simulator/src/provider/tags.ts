import type { PropertyReader } from "./property-reader";
import type { PropertyMap } from "./resource-provider";
import type { ResourceContext, TagMap } from "./resource-type";

/** What is sent to AWS: the provider's default tags, and over them the resource's own. */
export function tagsToSend(inputs: PropertyReader, context: ResourceContext): TagMap {
    return { ...context.defaultTags, ...inputs.map("tags") };
}

/** What the state says of tags: all of them, and those that are not just the provider's defaults. */
export function tagsRead(all: TagMap, context: ResourceContext, prior: PropertyReader): PropertyMap {
    const asked = prior.map("tags");
    const own = Object.entries(all).filter(
        ([key, value]) => Object.hasOwn(asked, key) || context.defaultTags[key] !== value,
    );
    return { ...(own.length > 0 ? { tags: Object.fromEntries(own) } : {}), tagsAll: all };
}
