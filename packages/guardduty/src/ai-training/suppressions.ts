import type { FindingFilterArgs } from "../filters/args";
import { memberOf } from "../validation/deferred";
import { object, type Schema } from "../validation/schema";
import {
    addressesSchema,
    imagesSchema,
    instancesSchema,
    privateAddressesSchema,
    roleNamesSchema,
    type ImageSuppressionArgs,
    type RoleSuppressionArgs,
    type TrafficSuppressionArgs,
} from "./args";
import { readArgs, suppress, type Noise } from "./preset";
import { findSelectionProblems, selectInstances } from "./selection";

/**
 * A filter that hides what distributed training raises: the traffic between the nodes, unusual in volume and ports.
 *
 * Hidden: `Behavior:EC2/TrafficVolumeUnusual` and `Behavior:EC2/NetworkPortUnusual` of these instances with these private addresses.
 * The same types tell of weights leaving, which is why public addresses are refused here. What is hidden is lost to the export, to
 * EventBridge, Security Hub and Detective, and Extended Threat Detection does not count it. You no longer see an intruder on one of
 * these instances who spreads to another, or takes data there.
 *
 * @example
 * ```ts
 * new GuardDutyMonitoring("training", {
 *     filters: [
 *         suppressTrainingTraffic({
 *             instances: { tagKey: "aws:autoscaling:groupName", tagValues: ["gpu-workers"] },
 *             remoteAddresses: ["10.20.*"],
 *         }),
 *     ],
 * });
 * ```
 */
export function suppressTrainingTraffic(args: TrafficSuppressionArgs): FindingFilterArgs {
    return suppressTraffic("suppressTrainingTraffic", args, privateAddressesSchema, {
        name: "training-traffic",
        description: "Training nodes exchange gradients in their own network: volume and ports are unusual by nature",
        findingTypes: ["Behavior:EC2/TrafficVolumeUnusual", "Behavior:EC2/NetworkPortUnusual"],
    });
}

/**
 * A filter that hides what loading datasets raises: much traffic, on ports that the instances don't use otherwise.
 *
 * Hidden: `Behavior:EC2/TrafficVolumeUnusual` and `Behavior:EC2/NetworkPortUnusual` of these instances with these addresses, in both
 * directions. The same types tell of weights leaving: give addresses that are yours, or a mirror's that takes no uploads. Never give
 * those of Amazon S3, a CDN or a code host: an intruder's bucket answers from the same ones. What is hidden is lost to the export, to
 * EventBridge, Security Hub and Detective, and Extended Threat Detection does not count it.
 *
 * @example
 * ```ts
 * suppressDatasetPulls({ instances: { amiIds: ["ami-0123456789abcdef0"] }, remoteAddresses: ["198.51.100.*"] });
 * ```
 */
export function suppressDatasetPulls(args: TrafficSuppressionArgs): FindingFilterArgs {
    return suppressTraffic("suppressDatasetPulls", args, addressesSchema, {
        name: "dataset-pulls",
        description: "Training nodes load datasets from a known mirror: volume and ports are unusual by nature",
        findingTypes: ["Behavior:EC2/TrafficVolumeUnusual", "Behavior:EC2/NetworkPortUnusual"],
    });
}

/**
 * A filter that hides what your own vulnerability scanners raise when they probe your own networks.
 *
 * Hidden: `Recon:EC2/Portscan` of these instances towards these addresses. What is hidden is lost to the export, to EventBridge,
 * Security Hub and Detective, and Extended Threat Detection does not count it. You no longer see an intruder on the scanner who looks
 * around in these networks; one who scans others is reported.
 *
 * @example
 * ```ts
 * suppressScanners({ instances: { tagKey: "Role", tagValues: ["scanner"] }, remoteAddresses: ["10.20.*"] });
 * ```
 */
export function suppressScanners(args: TrafficSuppressionArgs): FindingFilterArgs {
    return suppressTraffic("suppressScanners", args, addressesSchema, {
        name: "scanners",
        description: "Vulnerability scanners probe the ports of our own networks",
        findingTypes: ["Recon:EC2/Portscan"],
    });
}

/**
 * A filter that hides what spot fleets raise when they grow and shrink: their role lists instances and prices.
 *
 * Hidden: `Discovery:IAMUser/AnomalousBehavior` of sessions of these roles, where the call was one of EC2 or Auto Scaling. What is
 * hidden is lost to the export, to EventBridge, Security Hub and Detective, and Extended Threat Detection does not count it. You no
 * longer see whoever has stolen the role's credentials list instances; that they are used elsewhere is still reported, as
 * `UnauthorizedAccess:IAMUser/…CredentialExfiltration`. Take roles that do nothing else.
 *
 * @example
 * ```ts
 * suppressSpotFleets({ roleNames: ["gpu-fleet"] });
 * ```
 */
export function suppressSpotFleets(args: RoleSuppressionArgs): FindingFilterArgs {
    const subject = "suppressSpotFleets";
    const value = memberOf(readArgs(subject, args, rolesArgsSchema), "roleNames");
    const noise: Noise = {
        name: "spot-fleets",
        description: "Spot fleets list instances and prices whenever they grow or shrink",
        findingTypes: ["Discovery:IAMUser/AnomalousBehavior"],
        always: {
            // A user may be named like the role. AWS does not say what a session's type is: other people's test data has AssumedRole, samples Role.
            "resource.accessKeyDetails.userType": { equals: ["AssumedRole", "Role"] },
            "service.action.awsApiCallAction.serviceName": {
                equals: ["ec2.amazonaws.com", "autoscaling.amazonaws.com"],
            },
        },
    };
    const field = "resource.accessKeyDetails.userName";
    return suppress(subject, noise, [
        { field, condition: "equals", path: "roleNames", schema: roleNamesSchema, value },
    ]);
}

/**
 * A filter that hides what training containers raise when they install packages at start: new binaries, new libraries.
 *
 * Hidden: `Execution:Runtime/NewBinaryExecuted` and `Execution:Runtime/NewLibraryLoaded` of containers of these images. What is hidden
 * is lost to the export, to EventBridge, Security Hub and Detective, starts no malware scan, and Extended Threat Detection does not
 * count it. You no longer see a program that an intruder has brought into such a container; what it does is still reported, such as
 * `Impact:Runtime/CryptoMinerExecuted`, `Execution:Runtime/MaliciousFileExecuted` or `Execution:Runtime/ReverseShell`. Packages that
 * are built into the image need no such filter.
 *
 * @example
 * ```ts
 * suppressPackageInstalls({ images: ["111122223333.dkr.ecr.us-east-1.amazonaws.com/training/*"] });
 * ```
 */
export function suppressPackageInstalls(args: ImageSuppressionArgs): FindingFilterArgs {
    return suppressImages("suppressPackageInstalls", args, {
        name: "package-installs",
        description: "Training containers install packages at start: new binaries and libraries are normal there",
        findingTypes: ["Execution:Runtime/NewBinaryExecuted", "Execution:Runtime/NewLibraryLoaded"],
    });
}

/**
 * A filter that hides what CI runners raise when they build container images through the host's Docker socket.
 *
 * Hidden: `PrivilegeEscalation:Runtime/DockerSocketAccessed` of containers of these images. What is hidden is lost to the export, to
 * EventBridge, Security Hub and Detective, starts no malware scan, and Extended Threat Detection does not count it. Whoever has the
 * socket has the host: you no longer see a build that takes it over this way. Give the runner's image, not those that it builds.
 *
 * @example
 * ```ts
 * suppressImageBuilds({ images: ["111122223333.dkr.ecr.us-east-1.amazonaws.com/ci/runner:*"] });
 * ```
 */
export function suppressImageBuilds(args: ImageSuppressionArgs): FindingFilterArgs {
    return suppressImages("suppressImageBuilds", args, {
        name: "image-builds",
        description: "CI runners build container images through the Docker socket",
        findingTypes: ["PrivilegeEscalation:Runtime/DockerSocketAccessed"],
    });
}

function suppressTraffic(subject: string, args: unknown, addresses: Schema, noise: Noise): FindingFilterArgs {
    const schema = object(
        'must be an object such as { instances: { amiIds: ["ami-…"] }, remoteAddresses: ["10.20.*"] }',
        {
            instances: instancesSchema,
            remoteAddresses: addresses,
        },
    );
    const known = readArgs(subject, args, schema, (value) => findSelectionProblems(memberOf(value, "instances")));
    const value = memberOf(known, "remoteAddresses");
    const field = "service.action.networkConnectionAction.remoteIpDetails.ipAddressV4";
    return suppress(subject, noise, [
        ...selectInstances(memberOf(known, "instances")),
        { field, condition: "matches", path: "remoteAddresses", schema: addresses, value },
    ]);
}

function suppressImages(subject: string, args: unknown, noise: Noise): FindingFilterArgs {
    const value = memberOf(readArgs(subject, args, imagesArgsSchema), "images");
    const field = "resource.containerDetails.image";
    return suppress(subject, noise, [{ field, condition: "matches", path: "images", schema: imagesSchema, value }]);
}

const imagesArgsSchema: Schema = object('must be an object such as { images: ["registry/repository:*"] }', {
    images: imagesSchema,
});
const rolesArgsSchema: Schema = object('must be an object such as { roleNames: ["gpu-fleet"] }', {
    roleNames: roleNamesSchema,
});
