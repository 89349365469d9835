import * as pulumi from "@pulumi/pulumi";
import { SimulatedAccount, SimulatedAwsProvider, simulatorMocks } from "pulumi-guardduty-simulator";
import { beforeAll, describe, expect, it } from "vitest";
import {
    FINDING_TYPES,
    GuardDutyMonitoring,
    InvalidArgsError,
    suppressDatasetPulls,
    suppressImageBuilds,
    suppressPackageInstalls,
    suppressScanners,
    suppressSpotFleets,
    suppressTrainingTraffic,
    type FindingFilterArgs,
} from "../src/index";
import { isMatched, type MatcherCondition } from "./findings-matcher";
import { deploy, find, record, UNKNOWN, valueOf } from "./recorder";

const REGION = "us-east-1";
const REGISTRY = "111122223333.dkr.ecr.us-east-1.amazonaws.com";
const GROUP = "aws:autoscaling:groupName";

type Later = <T>(value: T) => pulumi.Input<T>;

/** Every preset, with its values as they are, or wrapped. */
const presets = (later: Later = (value) => value): FindingFilterArgs[] => [
    suppressTrainingTraffic({
        instances: { tagKey: later(GROUP), tagValues: later(["gpu-workers", "gpu-spot"]) },
        remoteAddresses: later(["10.20.*"]),
    }),
    suppressDatasetPulls({
        instances: { amiIds: later([later("ami-0a"), "ami-0b"]) },
        remoteAddresses: [later("198.51.100.*")],
    }),
    suppressScanners({
        instances: { tagKey: "Role", tagValues: [later("scanner")] },
        remoteAddresses: ["10.20.*", later("10.30.40.50")],
    }),
    suppressSpotFleets({ roleNames: later(["gpu-fleet"]) }),
    suppressPackageInstalls({ images: later([`${REGISTRY}/training/*`]) }),
    suppressImageBuilds({ images: [later(`${REGISTRY}/ci/runner:*`)] }),
];

/** What stands in the account after a deployment. */
async function deployed(filters: () => FindingFilterArgs[]) {
    const account = new SimulatedAccount();
    const provider = new SimulatedAwsProvider({ account, region: REGION });
    await pulumi.runtime.setMocks(simulatorMocks(provider), "project", "stack");
    const monitoring = new GuardDutyMonitoring("training", { filters: filters() });
    await valueOf(monitoring.filterArns);
    // Not in the SDK's typings. Else the component's outputs come in while the next test runs.
    await (Reflect.get(pulumi.runtime, "waitForRPCs") as () => Promise<void>)();
    return account.guardDuty(REGION).filters.list(await valueOf(monitoring.detectorId));
}

type Deployed = Awaited<ReturnType<typeof deployed>>[number];

let all: Deployed[];
beforeAll(async () => {
    all = [...(await deployed(() => presets()))];
});

function criteriaOf(name: string): ReadonlyMap<string, MatcherCondition> {
    return all.find((filter) => filter.name === name)!.criteria;
}

/** Network findings as GuardDuty tells them, of an instance with two tags. */
const network = (type: string, more: { ami?: string; tags?: [string, string][]; remote?: string } = {}): object => ({
    type,
    severity: 5,
    resource: {
        resourceType: "Instance",
        instanceDetails: {
            imageId: more.ami ?? "ami-0a",
            tags: (more.tags ?? []).map(([key, value]) => ({ key, value })),
        },
    },
    service: {
        action: {
            actionType: "NETWORK_CONNECTION",
            networkConnectionAction: { remoteIpDetails: { ipAddressV4: more.remote ?? "198.51.100.7" } },
        },
    },
});

const call = (type: string, more: { user?: string; userType?: string; service?: string } = {}): object => ({
    type,
    severity: 2,
    resource: {
        resourceType: "AccessKey",
        accessKeyDetails: { userName: more.user ?? "gpu-fleet", userType: more.userType ?? "AssumedRole" },
    },
    service: {
        action: { actionType: "AWS_API_CALL", awsApiCallAction: { serviceName: more.service ?? "ec2.amazonaws.com" } },
    },
});

const process = (type: string, image?: string): object => ({
    type,
    severity: 5,
    resource: {
        resourceType: "EKSCluster",
        instanceDetails: { imageId: "ami-0a", tags: [] },
        ...(image === undefined ? {} : { containerDetails: { id: "abc", image } }),
    },
    service: { runtimeDetails: { process: { name: "trainer" } } },
});

const VOLUME = "Behavior:EC2/TrafficVolumeUnusual";
const PORT = "Behavior:EC2/NetworkPortUnusual";
const SCAN = "Recon:EC2/Portscan";
const DISCOVERY = "Discovery:IAMUser/AnomalousBehavior";
const BINARY = "Execution:Runtime/NewBinaryExecuted";
const LIBRARY = "Execution:Runtime/NewLibraryLoaded";
const SOCKET = "PrivilegeEscalation:Runtime/DockerSocketAccessed";
const worker: { tags: [string, string][] } = {
    tags: [
        ["Name", "w1"],
        [GROUP, "gpu-workers"],
    ],
};
const scanner: { tags: [string, string][] } = { tags: [["Role", "scanner"]] };

const HIDDEN: Record<string, [what: string, finding: object][]> = {
    "training-traffic": [
        ["volume between nodes", network(VOLUME, { ...worker, remote: "10.20.3.4" })],
        ["ports between nodes", network(PORT, { ...worker, remote: "10.20.255.1" })],
        ["the second group", network(PORT, { tags: [[GROUP, "gpu-spot"]], remote: "10.20.3.4" })],
    ],
    "dataset-pulls": [
        ["volume from the mirror", network(VOLUME)],
        ["ports of the mirror", network(PORT, { ami: "ami-0b", remote: "198.51.100.255" })],
    ],
    scanners: [
        ["a scan of the network", network(SCAN, { ...scanner, remote: "10.20.3.4" })],
        ["a scan of the one address", network(SCAN, { ...scanner, remote: "10.30.40.50" })],
    ],
    "spot-fleets": [
        ["calls of EC2", call(DISCOVERY)],
        ["calls of Auto Scaling", call(DISCOVERY, { service: "autoscaling.amazonaws.com" })],
        ["the type of user that sample findings have", call(DISCOVERY, { userType: "Role" })],
    ],
    "package-installs": [
        ["a new binary", process(BINARY, `${REGISTRY}/training/llm:v1`)],
        ["a new library", process(LIBRARY, `${REGISTRY}/training/a/b@sha256:0`)],
    ],
    "image-builds": [["the socket", process(SOCKET, `${REGISTRY}/ci/runner:2`)]],
};

const SHOWN: Record<string, [what: string, finding: object][]> = {
    "training-traffic": [
        ["to the internet", network(VOLUME, { ...worker, remote: "52.216.1.1" })],
        ["to another private network", network(VOLUME, { ...worker, remote: "10.21.3.4" })],
        ["to an address that begins alike", network(PORT, { ...worker, remote: "10.200.3.4" })],
        ["to an address that is not told", { ...network(VOLUME, worker), service: {} }],
        ["of other instances", network(VOLUME, { tags: [[GROUP, "web"]], remote: "10.20.3.4" })],
        ["of instances without tags", network(VOLUME, { remote: "10.20.3.4" })],
        ["of a value under another key", network(PORT, { tags: [["Name", "gpu-workers"]], remote: "10.20.3.4" })],
    ],
    "dataset-pulls": [
        ["to anywhere else", network(VOLUME, { remote: "203.0.113.9" })],
        ["to an address that begins alike", network(VOLUME, { remote: "198.51.10.1" })],
        ["of another image", network(VOLUME, { ami: "ami-0c" })],
        ["of an image that begins alike", network(PORT, { ami: "ami-0a1" })],
    ],
    scanners: [
        ["of the internet", network(SCAN, { ...scanner, remote: "203.0.113.9" })],
        ["of the neighbour of the one address", network(SCAN, { ...scanner, remote: "10.30.40.5" })],
        ["by a training node", network(SCAN, { ...worker, remote: "10.20.3.4" })],
        ["of High severity by the scanner", network("Impact:EC2/PortSweep", { ...scanner, remote: "10.20.3.4" })],
    ],
    "spot-fleets": [
        ["by another role", call(DISCOVERY, { user: "gpu-fleet-admin" })],
        ["by a user who is named like the role", call(DISCOVERY, { userType: "IAMUser" })],
        ["of IAM", call(DISCOVERY, { service: "iam.amazonaws.com" })],
        ["of S3", call(DISCOVERY, { service: "s3.amazonaws.com" })],
        ["of stolen credentials", call("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS")],
    ],
    "package-installs": [
        ["in another folder", process(BINARY, `${REGISTRY}/serving/llm:v1`)],
        ["in another account's registry", process(BINARY, `9${REGISTRY.slice(1)}/training/llm:v1`)],
        ["on the node itself", process(BINARY)],
        ["of a miner", process("Impact:Runtime/CryptoMinerExecuted", `${REGISTRY}/training/llm:v1`)],
    ],
    "image-builds": [
        ["by a training container", process(SOCKET, `${REGISTRY}/training/llm:v1`)],
        ["by an image that begins alike", process(SOCKET, `${REGISTRY}/ci/runner2:1`)],
        ["on the node itself", process(SOCKET)],
        ["of an escape", process("PrivilegeEscalation:Runtime/RuncContainerEscape", `${REGISTRY}/ci/runner:2`)],
    ],
};

const rows = (table: typeof HIDDEN) =>
    Object.entries(table).flatMap(([name, findings]) => findings.map(([what, finding]) => ({ name, what, finding })));

describe("a preset", () => {
    it("is a suppression rule that the account takes, with its reason", () => {
        expect(all.map(({ name }) => name)).toEqual(Object.keys(HIDDEN));
        for (const { action, description } of all) {
            expect(action).toBe("ARCHIVE");
            expect(description).toMatch(/\w+ \w+/);
        }
    });

    it.each(rows(HIDDEN))("$name hides $what", ({ name, finding }) => {
        expect(isMatched(criteriaOf(name), finding)).toBe(true);
    });

    it.each(rows(SHOWN))("$name doesn't hide findings $what", ({ name, finding }) => {
        expect(isMatched(criteriaOf(name), finding)).toBe(false);
    });

    it.each(Object.entries(HIDDEN))("%s hides no other type", (name, findings) => {
        const meant = [...new Set(findings.map(([, finding]) => Reflect.get(finding, "type") as string))];
        const hidden = findings.flatMap(([, finding]) =>
            FINDING_TYPES.filter((type) => isMatched(criteriaOf(name), { ...finding, type })),
        );
        expect([...new Set(hidden)].sort()).toEqual(meant.sort());
    });

    it.each(Object.keys(HIDDEN))("%s needs every one of its attributes", (name) => {
        const criteria = criteriaOf(name);
        expect(criteria.size).toBeGreaterThan(1);
        const [[, finding] = ["", {}]] = HIDDEN[name]!;
        for (const field of criteria.keys()) {
            const without = structuredClone(finding);
            drop(without, field.split("."));
            expect(isMatched(criteria, without), field).toBe(false);
        }
    });

    // GuardDuty's types for data that leaves, by what its guide says of each.
    it("hides nothing that may be weights leaving, unless it names where to", () => {
        const leaving = /^Behavior:EC2|Exfiltration|DataToCloudAccount/;
        for (const { name, criteria } of all) {
            const types = criteria.get("type")?.equals ?? [];
            expect(types.length, name).toBeGreaterThan(0);
            if (!types.some((type) => leaving.test(type))) continue;
            expect([...criteria.keys()], name).toContain(
                "service.action.networkConnectionAction.remoteIpDetails.ipAddressV4",
            );
        }
    });
});

function drop(holder: unknown, [key, ...rest]: readonly string[]): void {
    if (Array.isArray(holder)) holder.forEach((member) => drop(member, [key!, ...rest]));
    else if (typeof holder === "object" && holder !== null && key !== undefined) {
        if (rest.length === 0) Reflect.deleteProperty(holder, key);
        else drop(Reflect.get(holder, key), rest);
    }
}

describe("a preset's arguments", () => {
    it("may be known later", async () => {
        const plain = all.map(({ name, criteria }) => [name, criteria]);
        for (const later of [pulumi.output, (value: unknown) => Promise.resolve(value)] as Later[]) {
            const filters = await deployed(() => presets(later));
            expect(filters.map(({ name, criteria }) => [name, criteria])).toEqual(plain);
        }
    });

    it("may be unknown in a preview", async () => {
        const unknown: Later = () => pulumi.output(pulumi.unknown) as never;
        const { resources } = await deploy(() => new GuardDutyMonitoring("training", { filters: presets(unknown) }), {
            preview: true,
        });
        const { inputs } = find(resources, "training-filter-spot-fleets");
        expect(JSON.stringify(inputs["findingCriteria"])).toContain(UNKNOWN);
    });

    it("stay secret", async () => {
        const { resources } = await deploy(
            () =>
                new GuardDutyMonitoring("training", {
                    filters: [suppressSpotFleets({ roleNames: pulumi.secret(["fleet"]) })],
                }),
        );
        expect(find(resources, "training-filter-spot-fleets").secrets).toContain("findingCriteria");
    });

    it("are refused when they are known", async () => {
        const { failures, resources } = await record(
            () =>
                new GuardDutyMonitoring("training", {
                    filters: [suppressPackageInstalls({ images: [pulumi.output("*")] })],
                }),
        );
        const error = failures.find((failure) => InvalidArgsError.isInstance(failure)) as InvalidArgsError;
        expect(error.message).toContain("suppressPackageInstalls has a problem in its arguments");
        expect(error.message).toContain('- images[0]: got "*"; must be an image');
        expect(resources.map(({ name }) => name)).not.toContain("training-filter-package-installs");
    });
});

describe("what a preset returns", () => {
    it("is changed like any filter's arguments", async () => {
        const pulls = suppressDatasetPulls({ instances: { amiIds: ["ami-0a"] }, remoteAddresses: ["198.51.100.*"] });
        const filters = await deployed(() => [
            pulls,
            {
                ...pulls,
                name: "dataset-pulls-https",
                criteria: {
                    ...pulls.criteria,
                    "service.action.networkConnectionAction.remotePortDetails.port": { equals: ["443"] },
                },
                tags: { Team: "data" },
            },
        ]);
        const [first, second] = filters;
        expect(second?.name).toBe("dataset-pulls-https");
        expect([...second!.criteria.keys()].sort()).toEqual(
            [...first!.criteria.keys(), "service.action.networkConnectionAction.remotePortDetails.port"].sort(),
        );
        expect(second?.tags).toMatchObject({ Team: "data" });
    });

    it("shares nothing with the next", () => {
        const [first, second] = [1, 2].map(() => suppressSpotFleets({ roleNames: ["gpu-fleet"] }));
        (first?.findingTypes as string[]).push("Exfiltration:S3/AnomalousBehavior");
        Object.assign(first!.criteria!["resource.accessKeyDetails.userType"]!, { equals: ["IAMUser"] });
        expect(second?.findingTypes).toEqual([DISCOVERY]);
        const third = suppressSpotFleets({ roleNames: ["gpu-fleet"] });
        expect(third).toEqual(suppressSpotFleets({ roleNames: ["gpu-fleet"] }));
        expect(third.criteria?.["resource.accessKeyDetails.userType"]).toEqual({ equals: ["AssumedRole", "Role"] });
    });
});
