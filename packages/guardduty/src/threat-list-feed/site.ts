import type * as pulumi from "@pulumi/pulumi";
import { FOLLOWS_PROGRAM } from "../aws/follows-program";
import { definedTags } from "../aws/tags";
import type { Settled } from "../validation/settled";
import type { ThreatListFeedPlan } from "./plan";

/** What the resources of one feed have in common. */
export interface FeedSite {
    /** The component's name, with which the names of its children start. */
    readonly name: string;
    readonly plan: ThreatListFeedPlan;
    readonly region: { region?: Settled<string> };
    /** For what takes tags, which is nearly everything. */
    readonly tagged: { tags: Settled<Record<string, string> | undefined>; region?: Settled<string> };
    readonly options: pulumi.CustomResourceOptions;
}

/** A feed holds nothing that it could not fetch again, so all of it follows the program. */
export function describeSite(name: string, plan: ThreatListFeedPlan, parent: pulumi.Resource): FeedSite {
    const { region, tags } = plan;
    return {
        ...{ name, plan, region },
        tagged: { tags: definedTags(tags), ...region },
        options: { parent, ...FOLLOWS_PROGRAM },
    };
}
