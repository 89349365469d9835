import { describe, expect, it } from "vitest";

import { manyTags, testEachRule } from "../../../test/each-rule";
import { SimulatedAccount } from "../account";
import type { Unknowns } from "../core/unknowns";
import { DETECTOR_RULES } from "./detector-rules";
import type { Detector, Detectors, FeatureConfiguration } from "./detectors";
import { GUARDDUTY_TAG_RULES } from "./tags";

function inRegion(region = "eu-west-1", unknowns: Partial<Unknowns> = {}): Detectors {
    return new SimulatedAccount({ unknowns }).guardDuty(region).detectors;
}

async function createAndUpdate(features: FeatureConfiguration[], region = "eu-west-1"): Promise<Detector> {
    const detectors = inRegion(region);
    const { id } = await detectors.create({ enable: true });
    await detectors.update(id, { features });
    return detectors.get(id);
}

function statusOf(detector: Detector, name: string): string | undefined {
    return detector.features.find((feature) => feature.name === name)?.status;
}

describe("a detector's rules", () => {
    testEachRule(DETECTOR_RULES, {
        onlyOne: {
            accepted: async () => {
                const account = new SimulatedAccount();
                await account.guardDuty("eu-west-1").detectors.create({ enable: true });
                await account.guardDuty("us-east-1").detectors.create({ enable: true });
            },
            refused: async () => {
                const detectors = inRegion();
                await detectors.create({ enable: false });
                await detectors.create({ enable: true });
            },
            answer: "BadRequestException: The request is rejected because a detector already exists for the current account.",
        },
        notFound: {
            accepted: async () => {
                const detectors = inRegion();
                await detectors.get((await detectors.create({ enable: true })).id);
            },
            refused: () => inRegion().get("0".repeat(32)),
            answer: "BadRequestException: The request is rejected because the input detectorId is not owned by the current account.",
        },
        publishingFrequency: {
            accepted: () => inRegion().create({ enable: true, findingPublishingFrequency: "ONE_HOUR" }),
            refused: () => inRegion().create({ enable: true, findingPublishingFrequency: "TWO_HOURS" }),
            answer: "BadRequestException",
        },
        bothRuntimeFeatures: {
            accepted: async () => {
                const detectors = inRegion();
                const { id } = await detectors.create({ enable: true });
                await detectors.update(id, { features: [{ name: "RUNTIME_MONITORING", status: "ENABLED" }] });
                await detectors.update(id, { features: [{ name: "EKS_RUNTIME_MONITORING", status: "ENABLED" }] });
            },
            refused: () =>
                createAndUpdate([
                    { name: "RUNTIME_MONITORING", status: "ENABLED" },
                    { name: "EKS_RUNTIME_MONITORING", status: "DISABLED" },
                ]),
            answer: "BadRequestException",
        },
        featureName: [
            {
                accepted: () => createAndUpdate([{ name: "AI_PROTECTION", status: "ENABLED" }]),
                refused: () => createAndUpdate([{ name: "AI_GUARD", status: "ENABLED" }]),
                answer: "BadRequestException",
            },
            {
                accepted: () => createAndUpdate([{ name: "S3_DATA_EVENTS", status: "DISABLED" }]),
                refused: () => createAndUpdate([{ name: "FLOW_LOGS", status: "DISABLED" }]),
                answer: "BadRequestException",
            },
        ],
        featureRegion: [
            {
                accepted: () => createAndUpdate([{ name: "AI_ANALYST", status: "ENABLED" }], "us-east-1"),
                refused: () => createAndUpdate([{ name: "AI_ANALYST", status: "ENABLED" }], "sa-east-1"),
                answer: "BadRequestException",
            },
            {
                accepted: () => createAndUpdate([{ name: "RDS_LOGIN_EVENTS", status: "ENABLED" }], "ap-east-1"),
                refused: () => createAndUpdate([{ name: "RDS_LOGIN_EVENTS", status: "ENABLED" }], "ap-east-2"),
                answer: "BadRequestException",
            },
            {
                accepted: () => createAndUpdate([{ name: "RUNTIME_MONITORING", status: "ENABLED" }], "us-gov-west-1"),
                refused: () => createAndUpdate([{ name: "RUNTIME_MONITORING", status: "ENABLED" }], "cn-north-1"),
                answer: "BadRequestException",
            },
        ],
        additionalConfiguration: {
            accepted: () =>
                createAndUpdate([
                    {
                        name: "RUNTIME_MONITORING",
                        status: "ENABLED",
                        additionalConfigurations: [{ name: "EC2_AGENT_MANAGEMENT", status: "ENABLED" }],
                    },
                ]),
            refused: () =>
                createAndUpdate([
                    {
                        name: "EKS_RUNTIME_MONITORING",
                        status: "ENABLED",
                        additionalConfigurations: [{ name: "EC2_AGENT_MANAGEMENT", status: "ENABLED" }],
                    },
                ]),
            answer: "BadRequestException",
        },
    });

    testEachRule(GUARDDUTY_TAG_RULES, {
        key: [
            {
                accepted: () => inRegion().create({ enable: true, tags: { "cost:center/1": "x" } }),
                refused: () => inRegion().create({ enable: true, tags: { "cost center": "x" } }),
                answer: "BadRequestException",
            },
            {
                accepted: () => inRegion().create({ enable: true, tags: { Aws: "x" } }),
                refused: () => inRegion().create({ enable: true, tags: { "aws:name": "x" } }),
                answer: "BadRequestException",
            },
        ],
        value: {
            accepted: () => inRegion().create({ enable: true, tags: { A: "x".repeat(256) } }),
            refused: () => inRegion().create({ enable: true, tags: { A: "x".repeat(257) } }),
            answer: "BadRequestException",
        },
        count: {
            accepted: () => inRegion().create({ enable: true, tags: manyTags(50) }),
            refused: () => inRegion().create({ enable: true, tags: manyTags(51) }),
            answer: "BadRequestException",
        },
    });
});

describe("a new detector", () => {
    it.each([
        ["S3_DATA_EVENTS", "ENABLED"],
        ["EKS_AUDIT_LOGS", "ENABLED"],
        ["EBS_MALWARE_PROTECTION", "ENABLED"],
        ["RDS_LOGIN_EVENTS", "ENABLED"],
        ["LAMBDA_NETWORK_LOGS", "ENABLED"],
        ["RUNTIME_MONITORING", "DISABLED"],
        ["CLOUD_TRAIL", "ENABLED"],
        ["DNS_LOGS", "ENABLED"],
        ["FLOW_LOGS", "ENABLED"],
    ])("has %s %s", async (name, status) => {
        expect(statusOf(await inRegion().create({ enable: true }), name)).toBe(status);
    });

    it.each(["ENABLED", "DISABLED"] as const)("has AI_PROTECTION %s, as the switch says", async (status) => {
        const detectors = inRegion("eu-west-1", { aiProtectionInNewDetector: status });
        expect(statusOf(await detectors.create({ enable: true }), "AI_PROTECTION")).toBe(status);
    });

    it("publishes every six hours unless told otherwise, and has 32 hexadecimal digits for an id", async () => {
        const detector = await inRegion().create({ enable: true });
        expect(detector.findingPublishingFrequency).toBe("SIX_HOURS");
        expect(detector.id).toMatch(/^[0-9a-f]{32}$/);
    });

    it("reports no feature that its Region has not", async () => {
        const detector = await inRegion("cn-north-1").create({ enable: true });
        expect(statusOf(detector, "RUNTIME_MONITORING")).toBeUndefined();
        expect(detector.arn).toMatch(/^arn:aws-cn:guardduty:cn-north-1:/);
    });
});

describe("updating a detector", () => {
    it("leaves features alone that it does not name", async () => {
        const detector = await createAndUpdate([{ name: "S3_DATA_EVENTS", status: "DISABLED" }]);
        expect(statusOf(detector, "S3_DATA_EVENTS")).toBe("DISABLED");
        expect(statusOf(detector, "EKS_AUDIT_LOGS")).toBe("ENABLED");
    });

    const agentsOf = (detector: Detector): string[] | undefined =>
        detector.features
            .find(({ name }) => name === "RUNTIME_MONITORING")
            ?.additionalConfigurations.map(({ name, status }) => `${name} ${status}`);

    it("reports the three agents in AWS's order, whatever the order asked for", async () => {
        const detector = await createAndUpdate([
            {
                name: "RUNTIME_MONITORING",
                status: "ENABLED",
                additionalConfigurations: [
                    { name: "EC2_AGENT_MANAGEMENT", status: "ENABLED" },
                    { name: "EKS_ADDON_MANAGEMENT", status: "ENABLED" },
                ],
            },
        ]);
        expect(agentsOf(detector)).toEqual([
            "EKS_ADDON_MANAGEMENT ENABLED",
            "ECS_FARGATE_AGENT_MANAGEMENT DISABLED",
            "EC2_AGENT_MANAGEMENT ENABLED",
        ]);
    });

    it("silently ignores an agent enabled under a disabled feature", async () => {
        const detector = await createAndUpdate([
            {
                name: "RUNTIME_MONITORING",
                status: "DISABLED",
                additionalConfigurations: [{ name: "EC2_AGENT_MANAGEMENT", status: "ENABLED" }],
            },
        ]);
        expect(agentsOf(detector)).toContain("EC2_AGENT_MANAGEMENT DISABLED");
    });

    it("takes the last of two entries for one feature", async () => {
        const detector = await createAndUpdate([
            { name: "S3_DATA_EVENTS", status: "DISABLED" },
            { name: "S3_DATA_EVENTS", status: "ENABLED" },
        ]);
        expect(statusOf(detector, "S3_DATA_EVENTS")).toBe("ENABLED");
    });
});

describe("deleting a detector", () => {
    it("makes room for another", async () => {
        const detectors = inRegion();
        await detectors.delete((await detectors.create({ enable: true })).id);
        expect(detectors.list()).toEqual([]);
        await detectors.create({ enable: true });
    });

    it("takes its filters along", async () => {
        const guardDuty = new SimulatedAccount().guardDuty("eu-west-1");
        const { id } = await guardDuty.detectors.create({ enable: true });
        const criteria = new Map([["type", { equals: ["Recon:EC2/Portscan"] }]]);
        await guardDuty.filters.create({ detectorId: id, name: "one", action: "NOOP", description: "", criteria });
        await guardDuty.detectors.delete(id);
        expect(guardDuty.filters.list(id)).toEqual([]);
    });
});
