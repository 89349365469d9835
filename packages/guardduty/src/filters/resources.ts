import * as guardduty from "@pulumi/aws/guardduty/index.js";
import * as pulumi from "@pulumi/pulumi";
import { FOLLOWS_PROGRAM } from "../aws/follows-program";
import { mergeTags, type Tags } from "../aws/tags";
import { whenKnown, type Settled } from "../validation/settled";
import type { FilterPlan } from "./filter";
import type { NamedFilterPlan } from "./plan";

export interface FilterResourcesRequest {
    readonly name: string;
    readonly detectorId: pulumi.Input<string>;
    readonly region: { region?: pulumi.Input<string> };
    readonly tags: Settled<Tags>;
    readonly parent: pulumi.Resource;
}

/**
 * The filters in the order of the array: the rank is the position, and each waits for the one before it, because GuardDuty refuses
 * or moves a filter whose rank leaves a gap (facts: ranks run from 1 to the number of filters plus one).
 */
export function createFilters(
    filters: readonly NamedFilterPlan[],
    request: FilterResourcesRequest,
): Record<string, guardduty.Filter> {
    const created: Record<string, guardduty.Filter> = {};
    let previous: guardduty.Filter | undefined;
    filters.forEach((filter, index) => {
        previous = createFilter(filter, index + 1, previous, request);
        created[filter.name] = previous;
    });
    return created;
}

function createFilter(
    filter: NamedFilterPlan,
    rank: number,
    previous: guardduty.Filter | undefined,
    { name, detectorId, region, tags, parent }: FilterResourcesRequest,
): guardduty.Filter {
    const checked = filter.plan();
    const plan = whenKnown(checked, (known) => {
        void warn(known.warnings, checked, parent);
        return known;
    });
    return new guardduty.Filter(
        `${name}-filter-${filter.name}`,
        {
            detectorId,
            name: filter.name,
            rank,
            action: whenKnown(plan, (known) => known.action),
            description: whenKnown(plan, (known) => known.description),
            findingCriteria: { criterions: whenKnown(plan, (known) => known.criteria) },
            tags: mergeTags(
                tags,
                whenKnown(plan, (known) => known.tags),
            ),
            ...region,
        },
        // Not retained: a suppression rule that no program names any more would go on hiding findings.
        { parent, ...FOLLOWS_PROGRAM, ...(previous === undefined ? {} : { dependsOn: [previous] }) },
    );
}

/** A warning quotes what it is about, so there is none where that may be secret. */
async function warn(warnings: readonly string[], plan: Settled<FilterPlan>, parent: pulumi.Resource): Promise<void> {
    if (warnings.length === 0 || (pulumi.Output.isInstance(plan) && (await pulumi.isSecret(plan)))) return;
    for (const warning of warnings) void pulumi.log.warn(warning, parent);
}
