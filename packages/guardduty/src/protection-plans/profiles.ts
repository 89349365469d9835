import type { AgentManagement, PlanStatus, ProtectionProfile } from "./args";

/** The plans that are switched by one status; runtime monitoring has agents besides. */
export type SimplePlan =
    | "s3DataEvents"
    | "eksAuditLogs"
    | "ebsMalwareProtection"
    | "rdsLoginEvents"
    | "lambdaNetworkLogs"
    | "aiProtection"
    | "aiAnalyst";

export interface ProfileDefaults {
    readonly plans: Readonly<Record<SimplePlan, PlanStatus>>;
    readonly runtimeMonitoring: {
        readonly status: PlanStatus;
        readonly eksAddonManagement: AgentManagement;
        readonly ecsFargateAgentManagement: AgentManagement;
        readonly ec2AgentManagement: AgentManagement;
    };
}

const withoutAgents = {
    s3DataEvents: "ENABLED",
    eksAuditLogs: "ENABLED",
    ebsMalwareProtection: "ENABLED",
    rdsLoginEvents: "ENABLED",
    lambdaNetworkLogs: "ENABLED",
} as const;

const agentsOff = {
    eksAddonManagement: "DISABLED",
    ecsFargateAgentManagement: "DISABLED",
    ec2AgentManagement: "DISABLED",
} as const;

export const PROFILE_DEFAULTS: Readonly<Record<ProtectionProfile, ProfileDefaults>> = {
    BASELINE: {
        plans: { ...withoutAgents, aiProtection: "UNMANAGED", aiAnalyst: "UNMANAGED" },
        runtimeMonitoring: { status: "DISABLED", ...agentsOff },
    },
    AI_TRAINING: {
        plans: { ...withoutAgents, aiProtection: "ENABLED", aiAnalyst: "UNMANAGED" },
        // No Fargate: it has no GPUs, so nothing is trained there.
        runtimeMonitoring: {
            status: "ENABLED",
            eksAddonManagement: "ENABLED",
            ecsFargateAgentManagement: "DISABLED",
            ec2AgentManagement: "ENABLED",
        },
    },
};

/** In a member account the organization's administrator decides about the plans, unless the arguments say otherwise. */
export const MEMBER_DEFAULTS: ProfileDefaults = {
    plans: {
        s3DataEvents: "UNMANAGED",
        eksAuditLogs: "UNMANAGED",
        ebsMalwareProtection: "UNMANAGED",
        rdsLoginEvents: "UNMANAGED",
        lambdaNetworkLogs: "UNMANAGED",
        aiProtection: "UNMANAGED",
        aiAnalyst: "UNMANAGED",
    },
    runtimeMonitoring: { status: "UNMANAGED", ...agentsOff },
};
