import { describe, expect, it } from "vitest";
import { GuardDutyMonitoring, type GuardDutyMonitoringArgs } from "../src/index";
import { ACCOUNT_ID, DETECTOR_ID, REGION } from "./fake-aws";
import { graphOf, namesOf, type Graph, type Node } from "./graph";
import { deploy, find, valueOf, type RecordOptions } from "./recorder";

const ADOPTED = "0123456789abcdef0123456789abcdef";
const AGENTS = ["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"];

async function make(args?: GuardDutyMonitoringArgs, options?: RecordOptions) {
    const { resources, result, warnings } = await deploy(() => new GuardDutyMonitoring("t", args), options);
    return { resources, graph: graphOf(resources), monitoring: result, warnings };
}

function component(inputs: object = {}): Node {
    const view = {
        accountRole: "STANDALONE",
        profile: "BASELINE",
        adoptsDetector: false,
        trustedIpList: false,
        threatIpLists: [],
        filters: [],
        findingsExport: false,
    };
    return {
        type: "guardduty:index:GuardDutyMonitoring",
        parent: undefined,
        after: [],
        options: {},
        inputs: { ...view, ...inputs },
    };
}

function detector(inputs: object = {}): Node {
    const defaults = { enable: true, findingPublishingFrequency: "FIFTEEN_MINUTES" };
    return {
        type: "aws:guardduty/detector:Detector",
        parent: "t",
        after: [],
        options: {},
        inputs: { ...defaults, ...inputs },
    };
}

/** Of what can be made again from the program. */
const FOLLOWING = { protect: false, retainOnDelete: false };

function feature(name: string, status: string, more: object = {}): Graph {
    const node: Node = {
        type: "aws:guardduty/detectorFeature:DetectorFeature",
        parent: "t",
        after: ["t-detector"],
        // The provider refuses RDS_DATA_RISK, which GuardDuty returns here.
        options: {
            ...FOLLOWING,
            ...(name === "RDS_LOGIN_EVENTS" ? { ignoreChanges: ["additionalConfigurations"] } : {}),
        },
        inputs: { detectorId: DETECTOR_ID, name, status, ...more },
    };
    return { [`t-plan-${name.toLowerCase().replaceAll("_", "-")}`]: node };
}

function runtime(status: string, agents: string[]): Graph {
    const additionalConfigurations = AGENTS.map((name, index) => ({ name, status: agents[index] }));
    return feature("RUNTIME_MONITORING", status, { additionalConfigurations });
}

const WITHOUT_AGENTS = [
    "S3_DATA_EVENTS",
    "EKS_AUDIT_LOGS",
    "EBS_MALWARE_PROTECTION",
    "RDS_LOGIN_EVENTS",
    "LAMBDA_NETWORK_LOGS",
];
const features = (status: string): Graph =>
    Object.assign({}, ...WITHOUT_AGENTS.map((name) => feature(name, status))) as Graph;
const OFF = ["DISABLED", "DISABLED", "DISABLED"];

describe("without arguments", () => {
    it("makes the detector and the plans of BASELINE", async () => {
        const { graph } = await make();
        expect(graph).toEqual({
            t: component(),
            "t-detector": detector(),
            ...features("ENABLED"),
            ...runtime("DISABLED", OFF),
        });
    });

    it("publishes what there is, and undefined for what there is not", async () => {
        const { resources, monitoring } = await make({});
        const outputs = {
            detectorId: DETECTOR_ID,
            detectorArn: `arn:aws:guardduty:${REGION}:${ACCOUNT_ID}:detector/${DETECTOR_ID}`,
            accountId: ACCOUNT_ID,
            region: REGION,
            threatIpListIds: {},
            filterArns: {},
        };
        expect(find(resources, "t").outputs).toEqual(outputs);
        const absent = [
            "trustedIpListId",
            "publishingDestinationId",
            "findingsBucketName",
            "findingsBucketArn",
            "findingsKmsKeyArn",
            "findingsLocation",
            "requiredBucketPolicy",
            "requiredKeyPolicy",
        ] as const;
        for (const output of absent) expect(await valueOf(monitoring[output] as never)).toBeUndefined();
        for (const [output, value] of Object.entries(outputs))
            expect(await valueOf(monitoring[output as "accountId"])).toEqual(value);
    });

    it("warns of nothing", async () => expect((await make()).warnings).toEqual([]));
});

describe("the detector", () => {
    it("is made as the arguments say", async () => {
        const { graph } = await make({ enabled: false, findingPublishingFrequency: "SIX_HOURS", tags: { Team: "ml" } });
        expect(graph["t-detector"]).toEqual(
            detector({ enable: false, findingPublishingFrequency: "SIX_HOURS", tags: { Team: "ml" } }),
        );
    });

    it("is only read where it is adopted, under the same name", async () => {
        const { resources, graph, monitoring } = await make({ detectorId: ADOPTED, tags: { Team: "ml" } });
        const read = find(resources, "t-detector");
        expect(read).toMatchObject({
            type: "aws:guardduty/detector:Detector",
            parent: "t",
            readId: ADOPTED,
            inputs: {},
        });
        expect(graph["t"]).toEqual(component({ adoptsDetector: true }));
        expect(graph["t-plan-s3-data-events"]?.inputs["detectorId"]).toBe(ADOPTED);
        expect(namesOf(resources)).toEqual(namesOf((await make()).resources));
        expect(await valueOf(monitoring.detectorId)).toBe(ADOPTED);
        expect(await valueOf(monitoring.detectorArn)).toBe(
            `arn:aws:guardduty:${REGION}:${ACCOUNT_ID}:detector/${ADOPTED}`,
        );
    });

    it("is read in its Region", async () => {
        const { resources } = await make({ detectorId: ADOPTED, region: "eu-central-1" });
        expect(find(resources, "t-detector").inputs).toEqual({ region: "eu-central-1" });
    });
});

describe("the profile AI_TRAINING", () => {
    it("watches what trains models", async () => {
        const { graph } = await make({ profile: "AI_TRAINING" });
        expect(graph).toEqual({
            t: component({ profile: "AI_TRAINING" }),
            "t-detector": detector(),
            ...features("ENABLED"),
            ...runtime("ENABLED", ["ENABLED", "DISABLED", "ENABLED"]),
            ...feature("AI_PROTECTION", "ENABLED"),
        });
    });

    it("gives way to what the arguments say", async () => {
        const { graph } = await make({
            profile: "AI_TRAINING",
            protectionPlans: {
                aiProtection: "UNMANAGED",
                runtimeMonitoring: { ec2AgentManagement: "DISABLED" },
                eksAuditLogs: "DISABLED",
            },
        });
        expect(graph["t-plan-ai-protection"]).toBeUndefined();
        expect(graph).toMatchObject({
            ...runtime("ENABLED", ["ENABLED", "DISABLED", "DISABLED"]),
            ...feature("EKS_AUDIT_LOGS", "DISABLED"),
        });
    });

    it("leaves out, with a warning, what the Region has not", async () => {
        const { resources, warnings } = await make({ profile: "AI_TRAINING", region: "cn-north-1" });
        expect(namesOf(resources, "t-plan-")).toEqual(
            WITHOUT_AGENTS.map((name) => `t-plan-${name.toLowerCase().replaceAll("_", "-")}`).sort(),
        );
        expect(warnings).toEqual([
            expect.stringContaining("AI_PROTECTION is left UNMANAGED in cn-north-1"),
            expect.stringContaining("RUNTIME_MONITORING is left UNMANAGED in cn-north-1"),
        ]);
    });

    it("knows the Region of the default provider, too", async () => {
        const { warnings } = await make({ profile: "AI_TRAINING" }, { config: { "aws:region": "cn-north-1" } });
        expect(warnings).toHaveLength(2);
    });
});

describe("each plan", () => {
    const all = (status: "ENABLED" | "DISABLED" | "UNMANAGED"): GuardDutyMonitoringArgs => ({
        protectionPlans: {
            s3DataEvents: status,
            eksAuditLogs: status,
            ebsMalwareProtection: status,
            rdsLoginEvents: status,
            lambdaNetworkLogs: status,
            runtimeMonitoring: { status },
            aiProtection: status,
            aiAnalyst: status,
            additional: { NEW_PLAN: status },
        },
    });
    const others = (status: string): Graph => ({
        ...feature("AI_PROTECTION", status),
        ...feature("AI_ANALYST", status),
        ...feature("NEW_PLAN", status),
    });

    it("is written as off where it is DISABLED", async () => {
        const { graph } = await make(all("DISABLED"));
        expect(graph).toEqual({
            t: component(),
            "t-detector": detector(),
            ...features("DISABLED"),
            ...runtime("DISABLED", OFF),
            ...others("DISABLED"),
        });
    });

    it("is written as on where it is ENABLED, with a warning where no agent goes with it", async () => {
        const { graph, warnings } = await make(all("ENABLED"));
        expect(graph).toEqual({
            t: component(),
            "t-detector": detector(),
            ...features("ENABLED"),
            ...runtime("ENABLED", OFF),
            ...others("ENABLED"),
        });
        expect(warnings).toEqual([
            expect.stringContaining("protectionPlans.runtimeMonitoring is ENABLED, but GuardDuty installs no agent"),
        ]);
    });

    it("is not there where it is UNMANAGED", async () => {
        const { graph } = await make(all("UNMANAGED"));
        expect(graph).toEqual({ t: component(), "t-detector": detector() });
    });

    it("of runtime monitoring has its agents in the API's order, whatever the arguments' is", async () => {
        const { graph } = await make({
            protectionPlans: {
                runtimeMonitoring: {
                    ec2AgentManagement: "ENABLED",
                    ecsFargateAgentManagement: "ENABLED",
                    eksAddonManagement: "DISABLED",
                    status: "ENABLED",
                },
            },
        });
        expect(graph).toMatchObject(runtime("ENABLED", ["DISABLED", "ENABLED", "ENABLED"]));
    });
});

describe("a member account", () => {
    it("has a detector without a frequency, and no plans unless they are set", async () => {
        const { graph } = await make({ accountRole: "MEMBER" });
        const inputs = { enable: true };
        expect(graph).toEqual({ t: component({ accountRole: "MEMBER" }), "t-detector": { ...detector(), inputs } });
    });

    it("has the plans that are set", async () => {
        const { resources } = await make({ accountRole: "MEMBER", protectionPlans: { s3DataEvents: "ENABLED" } });
        expect(namesOf(resources)).toEqual(["t", "t-detector", "t-plan-s3-data-events"]);
    });

    it("is told that a profile has no effect", async () => {
        const { warnings } = await make({ accountRole: "MEMBER", profile: "AI_TRAINING" });
        expect(warnings).toEqual([expect.stringContaining("profile has no effect in a member account")]);
    });
});

describe("filters", () => {
    const IMAGE = "resource.instanceDetails.imageId";
    const filters: GuardDutyMonitoringArgs["filters"] = [
        {
            name: "pulls",
            action: "ARCHIVE",
            description: "dataset pulls",
            findingTypes: ["Behavior:EC2/TrafficVolumeUnusual", "Behavior:EC2/TrafficVolumeUnusual"],
            criteria: { [IMAGE]: { equals: ["ami-0abc"] } },
            tags: { Own: "yes", Team: "other" },
        },
        { name: "Low.noise", severities: ["LOW", "CRITICAL"] },
        { name: "recon", findingTypes: ["Recon:EC2/*", "Recon:IAMUser/MaliciousIPCaller"] },
        {
            name: "all",
            criteria: {
                updatedAt: { greaterThan: 1_795_478_400_000, lessThanOrEqual: 1_795_478_401_000 },
                confidence: { greaterThanOrEqual: 1, lessThan: 5 },
                region: { notEquals: ["eu-west-1"], notMatches: ["us-*"], matches: ["eu-*"] },
            },
        },
    ];
    const filter = (name: string, rank: number, after: string[], inputs: object): Graph => ({
        [`t-filter-${name}`]: {
            type: "aws:guardduty/filter:Filter",
            parent: "t",
            after: [...after.map((other) => `t-filter-${other}`), "t-detector"].sort(),
            options: FOLLOWING,
            inputs: { detectorId: DETECTOR_ID, name, rank, action: "NOOP", tags: { Team: "ml" }, ...inputs },
        },
    });
    const criteria = (...criterions: object[]) => ({ findingCriteria: { criterions } });

    it("are made one after the other, each with its place as its rank", async () => {
        const { graph, resources } = await make({ filters, tags: { Team: "ml" } });
        const made = Object.fromEntries(Object.entries(graph).filter(([name]) => name.startsWith("t-filter-")));
        expect(made).toEqual({
            ...filter("pulls", 1, [], {
                action: "ARCHIVE",
                description: "dataset pulls",
                tags: { Own: "yes", Team: "other" },
                ...criteria(
                    { field: "type", equals: ["Behavior:EC2/TrafficVolumeUnusual"] },
                    { field: IMAGE, equals: ["ami-0abc"] },
                ),
            }),
            // AWS's numbers of the bands (facts 4.1).
            ...filter("Low.noise", 2, ["pulls"], criteria({ field: "severity", equals: ["1", "2", "3", "9", "10"] })),
            ...filter(
                "recon",
                3,
                ["Low.noise"],
                criteria({ field: "type", matches: ["Recon:EC2/*", "Recon:IAMUser/MaliciousIPCaller"] }),
            ),
            ...filter(
                "all",
                4,
                ["recon"],
                criteria(
                    // For updatedAt alone the provider wants RFC 3339.
                    {
                        field: "updatedAt",
                        greaterThan: "2026-11-24T00:00:00Z",
                        lessThanOrEqual: "2026-11-24T00:00:01Z",
                    },
                    { field: "confidence", greaterThanOrEqual: "1", lessThan: "5" },
                    { field: "region", notEquals: ["eu-west-1"], notMatches: ["us-*"], matches: ["eu-*"] },
                ),
            ),
        });
        expect(find(resources, "t").inputs["filters"]).toEqual(["pulls", "Low.noise", "recon", "all"]);
    });

    it("are published by name", async () => {
        const { monitoring } = await make({ filters });
        const arn = (name: string) =>
            `arn:aws:guardduty:${REGION}:${ACCOUNT_ID}:detector/${DETECTOR_ID}/filter/${name}`;
        expect(await valueOf(monitoring.filterArns)).toEqual(
            Object.fromEntries(["pulls", "Low.noise", "recon", "all"].map((name) => [name, arn(name)])),
        );
    });

    // Facts 4.1: GuardDuty compares the whole numbers of a band, as text.
    it.each([
        ["LOW", ["1", "2", "3"]],
        ["MEDIUM", ["4", "5", "6"]],
        ["HIGH", ["7", "8"]],
        ["CRITICAL", ["9", "10"]],
    ] as const)("mean by the severity %s all its numbers", async (severity, equals) => {
        const { graph } = await make({ filters: [{ name: "band", severities: [severity, severity] }] });
        expect(graph["t-filter-band"]?.inputs).toMatchObject(criteria({ field: "severity", equals }));
    });

    it("keep their names when one is put before them", async () => {
        const { resources } = await make({ filters: [{ name: "first", severities: ["LOW"] }, ...filters] });
        expect(find(resources, "t-filter-pulls").inputs["rank"]).toBe(2);
        expect(find(resources, "t-filter-pulls").dependencies).toEqual(["t-detector", "t-filter-first"]);
    });

    it("warn of what is odd", async () => {
        const ADDRESS = "service.action.networkConnectionAction.remoteIpDetails.ipAddressV4";
        const { warnings } = await make({
            filters: [
                { name: "retired", findingTypes: ["UnauthorizedAccess:EC2/TorIPCaller"] },
                { name: "misspelt", findingTypes: ["Behavior:EC2/TrafficVolumUnusual"] },
                { name: "literal", criteria: { [IMAGE]: { equals: ["ami-*"] } } },
                { name: "unknown", criteria: { "resource.new": { equals: ["x"] } }, allowUnknownFields: true },
                { name: "number", criteria: { region: { lessThan: 5 } } },
                { name: "range", criteria: { [ADDRESS]: { equals: ["198.51.100.0/24"], notMatches: ["8.8.*"] } } },
            ],
        });
        expect(warnings).toEqual([
            expect.stringContaining(
                "filters[0].findingTypes[0]: GuardDuty no longer raises UnauthorizedAccess:EC2/TorIPCaller",
            ),
            expect.stringContaining("Did you mean Behavior:EC2/TrafficVolumeUnusual?"),
            expect.stringContaining('"ami-*" is compared literally, * included; for a pattern write matches'),
            expect.stringContaining("does not know the field"),
            expect.stringContaining("region holds text"),
            expect.stringContaining('"198.51.100.0/24" is a range, which AWS does not say it compares with an address'),
        ]);
    });
});

describe("two instances in one stack", () => {
    it("have nothing in common", async () => {
        const args: GuardDutyMonitoringArgs = {
            findingsExport: {},
            trustedIpList: { entries: ["198.51.100.7"] },
            filters: [{ name: "abc", severities: ["LOW"] }],
        };
        const { resources } = await deploy(() => [
            new GuardDutyMonitoring("one", args),
            new GuardDutyMonitoring("two", { ...args, region: "eu-central-1" }),
        ]);
        const [one, two] = ["one", "two"].map((name) => resources.filter((resource) => resource.name.startsWith(name)));
        expect(one!.length + two!.length).toBe(resources.length);
        expect(two!.map(({ name }) => name.replace("two", "one")).sort()).toEqual(one!.map(({ name }) => name).sort());
        for (const { name, parent, dependencies } of resources) {
            const own = name.slice(0, 3);
            for (const other of [parent ?? own, ...dependencies]) expect(other.startsWith(own)).toBe(true);
        }
        const keys = resources
            .filter(({ type }) => type === "aws:s3/bucketObjectv2:BucketObjectv2")
            .map(({ inputs }) => inputs["key"]);
        expect(new Set(keys).size).toBe(keys.length);
    });
});
