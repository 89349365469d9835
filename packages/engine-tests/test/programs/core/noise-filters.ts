import type * as pulumi from "@pulumi/pulumi";
import type { FindingFilterArgs } from "pulumi-guardduty";

/**
 * Suppression rules for what training raises day by day. What they hide is lost to the export, to EventBridge and to Extended
 * Threat Detection, so each is bound to attributes that only the training has. Take only those that you need.
 */
export function noiseFilters(config: pulumi.Config): FindingFilterArgs[] {
    return [
        {
            // The same types tell of weights leaving the account: hence not for the nodes alone, but for where datasets come from.
            name: "dataset-pulls",
            action: "ARCHIVE",
            description: "Training nodes load datasets from the mirror: volume and ports are unusual by nature",
            findingTypes: ["Behavior:EC2/TrafficVolumeUnusual", "Behavior:EC2/NetworkPortUnusual"],
            criteria: {
                "resource.instanceDetails.imageId": { equals: config.requireObject<string[]>("trainingAmiIds") },
                "service.action.networkConnectionAction.remoteIpDetails.ipAddressV4": {
                    matches: [config.require("datasetAddresses")],
                },
            },
        },
        {
            name: "spot-fleet-discovery",
            action: "ARCHIVE",
            description: "The spot fleet lists instances and prices whenever it grows or shrinks",
            findingTypes: ["Discovery:IAMUser/AnomalousBehavior"],
            criteria: { "resource.accessKeyDetails.userName": { equals: [config.require("fleetRoleName")] } },
        },
        {
            name: "package-installs",
            action: "ARCHIVE",
            description: "Training containers install packages at start: new binaries and libraries are normal there",
            findingTypes: ["Execution:Runtime/NewBinaryExecuted", "Execution:Runtime/NewLibraryLoaded"],
            criteria: { "resource.containerDetails.image": { matches: [config.require("trainingImages")] } },
        },
        {
            name: "ci-docker-socket",
            action: "ARCHIVE",
            description: "CI runners build images through the Docker socket",
            findingTypes: ["PrivilegeEscalation:Runtime/DockerSocketAccessed"],
            criteria: {
                "resource.instanceDetails.tags.key": { equals: ["Role"] },
                "resource.instanceDetails.tags.value": { equals: ["ci-runner"] },
            },
        },
    ];
}
