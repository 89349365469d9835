import * as guardduty from "@pulumi/aws/guardduty/index.js";
import type * as pulumi from "@pulumi/pulumi";
import { FOLLOWS_PROGRAM } from "../aws/follows-program";
import type { FeaturePlan } from "./plan";

export interface FeatureResourcesRequest {
    readonly name: string;
    readonly detectorId: pulumi.Input<string>;
    readonly region: { region?: pulumi.Input<string> };
    readonly parent: pulumi.Resource;
}

/** One DetectorFeature per managed plan. */
export function createFeatures(features: readonly FeaturePlan[], request: FeatureResourcesRequest): void {
    for (const feature of features) createFeature(feature, request);
}

function createFeature(plan: FeaturePlan, { name, detectorId, region, parent }: FeatureResourcesRequest): void {
    const suffix = plan.feature.toLowerCase().replaceAll("_", "-");
    new guardduty.DetectorFeature(
        `${name}-plan-${suffix}`,
        {
            detectorId,
            name: plan.feature,
            status: plan.status,
            ...(plan.additionalConfigurations === undefined
                ? {}
                : {
                      additionalConfigurations: plan.additionalConfigurations.map((configuration) => ({
                          ...configuration,
                      })),
                  }),
            ...region,
        },
        {
            parent,
            // A change of an agent's setting replaces the feature. AWS has no deletion of one: it only leaves the state.
            ...FOLLOWS_PROGRAM,
            // GuardDuty returns RDS_DATA_RISK here, a name that the provider does not accept yet: without this, a change on every run.
            ...(plan.feature === "RDS_LOGIN_EVENTS" ? { ignoreChanges: ["additionalConfigurations"] } : {}),
        },
    );
}
