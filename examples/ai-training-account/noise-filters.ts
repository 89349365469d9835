import type * as pulumi from "@pulumi/pulumi";
import {
    type FindingFilterArgs,
    suppressDatasetPulls,
    suppressImageBuilds,
    suppressPackageInstalls,
    suppressSpotFleets,
    suppressTrainingTraffic,
} from "pulumi-guardduty";

/**
 * Suppression rules for what training raises day by day. What they hide is lost to the export, to EventBridge and to Extended
 * Threat Detection, so each is bound to attributes that only the training has. Take only those that you need.
 */
export function noiseFilters(config: pulumi.Config): FindingFilterArgs[] {
    const nodes = { amiIds: config.requireObject<string[]>("trainingAmiIds") };
    return [
        // Between the nodes, in their own network: public addresses are refused here.
        suppressTrainingTraffic({ instances: nodes, remoteAddresses: [config.require("trainingNetwork")] }),
        // The same types tell of weights leaving: hence not for the nodes alone, but for where datasets come from.
        suppressDatasetPulls({ instances: nodes, remoteAddresses: [config.require("datasetAddresses")] }),
        suppressSpotFleets({ roleNames: [config.require("fleetRoleName")] }),
        suppressPackageInstalls({ images: [config.require("trainingImages")] }),
        suppressImageBuilds({ images: [config.require("runnerImages")] }),
    ];
}
