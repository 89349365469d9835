import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { expectAccepted, expectRefused } from "../refusals";

const PLANS = [
    "s3DataEvents",
    "eksAuditLogs",
    "ebsMalwareProtection",
    "rdsLoginEvents",
    "lambdaNetworkLogs",
    "aiProtection",
    "aiAnalyst",
];
const AGENTS = ["eksAddonManagement", "ecsFargateAgentManagement", "ec2AgentManagement"];

describe("a protection plan", () => {
    it.each(PLANS)("%s is ENABLED, DISABLED or UNMANAGED", (plan) => {
        for (const status of ["ENABLED", "DISABLED", "UNMANAGED"])
            expectAccepted({ protectionPlans: { [plan]: status } });
        for (const status of ["enabled", true, null, "ON", "", pulumi.output("ENABLED")]) {
            expectRefused(
                { protectionPlans: { [plan]: status } },
                { [`protectionPlans.${plan}`]: 'must be "ENABLED", "DISABLED" or "UNMANAGED"' },
            );
        }
    });
});

describe("runtime monitoring", () => {
    const path = "protectionPlans.runtimeMonitoring";
    const runtime = (runtimeMonitoring: unknown) => ({ protectionPlans: { runtimeMonitoring } });

    it("is an object, not a status", () => {
        for (const value of ["ENABLED", true, null, ["ENABLED"]])
            expectRefused(runtime(value), { [path]: 'must be an object such as { status: "ENABLED" }' });
    });

    it("has agents that are ENABLED or DISABLED", () => {
        for (const agent of AGENTS) {
            expectAccepted(runtime({ status: "ENABLED", [agent]: "ENABLED" }));
            expectAccepted(runtime({ status: "ENABLED", [agent]: "DISABLED" }));
            expectRefused(runtime({ status: "ENABLED", [agent]: "UNMANAGED" }), {
                [`${path}.${agent}`]: 'must be "ENABLED" or "DISABLED"',
            });
        }
    });

    it("has no agent while it is off or unmanaged, since AWS would ignore it", () => {
        for (const agent of AGENTS) {
            const at = `${path}.${agent}`;
            expectRefused(runtime({ status: "DISABLED", [agent]: "ENABLED" }), {
                [at]: "GuardDuty ignores an agent setting while runtime monitoring is DISABLED",
            });
            expectRefused(runtime({ status: "UNMANAGED", [agent]: "ENABLED" }), {
                [at]: "while runtime monitoring is UNMANAGED",
            });
            // BASELINE has it off, AI_TRAINING on, and a member leaves it alone.
            expectRefused(runtime({ [agent]: "ENABLED" }), { [at]: "while runtime monitoring is DISABLED" });
            expectAccepted({ profile: "AI_TRAINING", ...runtime({ [agent]: "ENABLED" }) });
            expectRefused(
                { accountRole: "MEMBER", ...runtime({ [agent]: "ENABLED" }) },
                { [at]: "while runtime monitoring is UNMANAGED" },
            );
            expectAccepted(runtime({ status: "DISABLED", [agent]: "DISABLED" }));
        }
    });
});

describe("an additional feature", () => {
    const additional = (features: unknown) => ({ protectionPlans: { additional: features } });
    const at = (feature: string) => `protectionPlans.additional.${feature}`;

    it("is not the superseded runtime feature, and says how to go on", () => {
        expectRefused(additional({ EKS_RUNTIME_MONITORING: "ENABLED" }), {
            [at("EKS_RUNTIME_MONITORING")]:
                'To migrate: set runtimeMonitoring: { status: "ENABLED", eksAddonManagement: "ENABLED" }',
        });
        expectRefused(additional({ EKS_RUNTIME_MONITORING: "DISABLED" }), {
            [at("EKS_RUNTIME_MONITORING")]: "AWS refuses both together",
        });
    });

    it.each([
        ["S3_DATA_EVENTS", "protectionPlans.s3DataEvents"],
        ["EKS_AUDIT_LOGS", "protectionPlans.eksAuditLogs"],
        ["EBS_MALWARE_PROTECTION", "protectionPlans.ebsMalwareProtection"],
        ["RDS_LOGIN_EVENTS", "protectionPlans.rdsLoginEvents"],
        ["LAMBDA_NETWORK_LOGS", "protectionPlans.lambdaNetworkLogs"],
        ["AI_PROTECTION", "protectionPlans.aiProtection"],
        ["AI_ANALYST", "protectionPlans.aiAnalyst"],
        ["RUNTIME_MONITORING", "protectionPlans.runtimeMonitoring"],
        ["EKS_ADDON_MANAGEMENT", "protectionPlans.runtimeMonitoring"],
        ["EC2_AGENT_MANAGEMENT", "protectionPlans.runtimeMonitoring"],
        ["ECS_FARGATE_AGENT_MANAGEMENT", "protectionPlans.runtimeMonitoring"],
        ["FLOW_LOGS", "is always on and cannot be set"],
        ["CLOUD_TRAIL", "is always on and cannot be set"],
        ["DNS_LOGS", "is always on and cannot be set"],
        ["RDS_DATA_RISK", "rdsLoginEvents"],
    ])("is not %s, which has its own place", (feature, telling) => {
        expectRefused(additional({ [feature]: "UNMANAGED" }), { [at(feature)]: telling });
    });

    it("is named as the API names features", () => {
        for (const feature of ["newPlan", "NEW-PLAN", "new_plan", "_NEW", "N".repeat(65), "", "NEW PLAN"]) {
            const path = /^\w+$/.test(feature) ? at(feature) : `protectionPlans.additional[${JSON.stringify(feature)}]`;
            expectRefused(additional({ [feature]: "ENABLED" }), {
                [path]: "must be a feature's name as GuardDuty's API spells it",
            });
        }
        expectAccepted(additional({ NEW_PLAN_2: "ENABLED", OTHER: "UNMANAGED" }));
    });

    it("has a status, in a record", () => {
        expectRefused(additional({ NEW_PLAN: "on" }), {
            [at("NEW_PLAN")]: 'must be "ENABLED", "DISABLED" or "UNMANAGED"',
        });
        expectRefused(additional(["NEW_PLAN"]), {
            "protectionPlans.additional": "must be an object with a status per feature name",
        });
    });
});

describe("several mistakes in the plans", () => {
    it("are told at once", () => {
        expectRefused(
            {
                protectionPlans: {
                    s3DataEvents: "on",
                    quux: 1,
                    additional: { FLOW_LOGS: "ENABLED" },
                    runtimeMonitoring: { ec2AgentManagement: "ENABLED" },
                },
            },
            {
                "protectionPlans.s3DataEvents": "must be",
                "protectionPlans.quux": "no such argument",
                "protectionPlans.additional.FLOW_LOGS": "always on",
                "protectionPlans.runtimeMonitoring.ec2AgentManagement": "while runtime monitoring is DISABLED",
            },
        );
        expect.assertions(1);
    });
});
