import * as guardduty from "@pulumi/aws/guardduty/index.js";
import type * as pulumi from "@pulumi/pulumi";
import { definedTags, type Tags } from "../aws/tags";
import type { Settled } from "../validation/settled";
import type { DetectorPlan } from "./plan";

export interface DetectorResourceRequest {
    readonly name: string;
    readonly region: { region?: pulumi.Input<string> };
    readonly tags: Settled<Tags>;
    readonly parent: pulumi.Resource;
}

/**
 * The detector, created or only read. Both have the same child name: a stack that goes from a created detector to an adopted one
 * lets go of it, instead of deleting it with all its findings.
 */
export function createDetector(
    plan: DetectorPlan,
    { name, region, tags, parent }: DetectorResourceRequest,
): guardduty.Detector {
    if (plan.kind === "adopted") return guardduty.Detector.get(`${name}-detector`, plan.detectorId, region, { parent });
    const { enabled, findingPublishingFrequency } = plan;
    return new guardduty.Detector(
        `${name}-detector`,
        {
            enable: enabled,
            tags: definedTags(tags),
            ...(findingPublishingFrequency === undefined ? {} : { findingPublishingFrequency }),
            ...region,
        },
        { parent },
    );
}
