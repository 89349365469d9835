import type * as pulumi from "@pulumi/pulumi";
import { FOLLOWS_PROGRAM } from "../aws/follows-program";
import { definedTags } from "../aws/tags";
import type { Settled } from "../validation/settled";
import type { NotificationsPlan } from "./plan";

/** What the resources of one component have in common. */
export interface NotificationsSite {
    /** The component's name, with which the names of its children start. */
    readonly name: string;
    readonly region: { region?: pulumi.Input<string> };
    /** For what takes tags, which is nearly everything. */
    readonly tagged: { tags?: Settled<Record<string, string> | undefined>; region?: Settled<string> };
    /** For what holds messages: the component's own options say whether it stays. */
    readonly keeping: pulumi.CustomResourceOptions;
    /** For what only says who hears of what. */
    readonly passing: pulumi.CustomResourceOptions;
}

export function describeSite(
    name: string,
    { region, tags }: NotificationsPlan,
    parent: pulumi.Resource,
): NotificationsSite {
    return {
        name,
        region,
        tagged: { tags: definedTags(tags), ...region },
        keeping: { parent },
        passing: { parent, ...FOLLOWS_PROGRAM },
    };
}
