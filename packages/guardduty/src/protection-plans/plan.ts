import { planUnavailableIn, planUndocumentedIn } from "../aws/regions";
import type { Problem } from "../validation/problem";
import type { AgentManagement, PlanStatus, ProtectionPlansArgs, ProtectionProfile } from "./args";
import { MEMBER_DEFAULTS, PROFILE_DEFAULTS, type ProfileDefaults, type SimplePlan } from "./profiles";

/** One feature of the detector, as it will be registered. */
export interface FeaturePlan {
    /** The API's name, such as `S3_DATA_EVENTS`. */
    readonly feature: string;
    readonly status: "ENABLED" | "DISABLED";
    readonly additionalConfigurations?: readonly { readonly name: string; readonly status: AgentManagement }[];
}

export interface ProtectionPlan {
    readonly features: readonly FeaturePlan[];
    readonly warnings: readonly string[];
    readonly problems: readonly Problem[];
}

export interface ProtectionPlanRequest {
    readonly plans: ProtectionPlansArgs;
    readonly profile: ProtectionProfile;
    readonly isMember: boolean;
    /** Where it is known while the program runs. */
    readonly region: string | undefined;
}

const SIMPLE_FEATURES: Readonly<Record<SimplePlan, string>> = {
    s3DataEvents: "S3_DATA_EVENTS",
    eksAuditLogs: "EKS_AUDIT_LOGS",
    ebsMalwareProtection: "EBS_MALWARE_PROTECTION",
    rdsLoginEvents: "RDS_LOGIN_EVENTS",
    lambdaNetworkLogs: "LAMBDA_NETWORK_LOGS",
    aiProtection: "AI_PROTECTION",
    aiAnalyst: "AI_ANALYST",
};
const SIMPLE_PLANS = [
    "s3DataEvents",
    "eksAuditLogs",
    "ebsMalwareProtection",
    "rdsLoginEvents",
    "lambdaNetworkLogs",
    "aiProtection",
    "aiAnalyst",
] as const;

/** Decides the status of every feature: the arguments first, then the profile, and what the Region has. Pure. */
export function planProtection(request: ProtectionPlanRequest): ProtectionPlan {
    const defaults = request.isMember ? MEMBER_DEFAULTS : PROFILE_DEFAULTS[request.profile];
    const decisions = [
        ...SIMPLE_PLANS.map((plan) => decideSimple(plan, request.plans, defaults)),
        decideRuntimeMonitoring(request.plans, defaults),
        ...Object.entries(request.plans.additional ?? {}).map(([feature, status]) => decideAdditional(feature, status)),
    ];
    const settled = decisions.map((decision) => settleForRegion(decision, request.region));
    return {
        features: settled.flatMap(({ decision }) => toFeature(decision)),
        warnings: settled.flatMap(({ warning, decision }) =>
            [warning, decision.warning].filter((text) => text !== undefined),
        ),
        problems: [...settled.flatMap(({ problem }) => problem ?? []), ...findProblems(request.plans, defaults)],
    };
}

interface Decision {
    readonly path: string;
    readonly feature: string;
    readonly status: PlanStatus;
    /** Whether the arguments say so, rather than a default. */
    readonly isExplicit: boolean;
    readonly agents?: readonly { readonly name: string; readonly status: AgentManagement }[];
    readonly warning?: string;
}

function decideSimple(plan: SimplePlan, plans: ProtectionPlansArgs, defaults: ProfileDefaults): Decision {
    return {
        path: `protectionPlans.${plan}`,
        feature: SIMPLE_FEATURES[plan],
        status: plans[plan] ?? defaults.plans[plan],
        isExplicit: plans[plan] !== undefined,
    };
}

function decideRuntimeMonitoring(plans: ProtectionPlansArgs, defaults: ProfileDefaults): Decision {
    const args = plans.runtimeMonitoring ?? {};
    const status = args.status ?? defaults.runtimeMonitoring.status;
    const agentStatus = (agent: (typeof AGENTS)[number]["arg"]): AgentManagement =>
        // An agent of a plan that is off would be ignored by AWS, silently.
        args[agent] ?? (status === "ENABLED" ? defaults.runtimeMonitoring[agent] : "DISABLED");
    const agents = AGENTS.map(({ arg, name }) => ({ name, status: agentStatus(arg) }));
    const isWithoutAgents =
        status === "ENABLED" && AGENTS.every(({ arg }) => args[arg] === undefined && agentStatus(arg) === "DISABLED");
    return {
        path: "protectionPlans.runtimeMonitoring.status",
        feature: "RUNTIME_MONITORING",
        status,
        isExplicit: args.status !== undefined,
        agents,
        ...(isWithoutAgents ? { warning: RUNTIME_MONITORING_WITHOUT_AGENTS } : {}),
    };
}

/**
 * All three, in the order in which GuardDuty's API returns them: with one left out, the provider replaces the feature on every run
 * (and, before it took them for a set, with another order too).
 */
const AGENTS = [
    { arg: "eksAddonManagement", name: "EKS_ADDON_MANAGEMENT" },
    { arg: "ecsFargateAgentManagement", name: "ECS_FARGATE_AGENT_MANAGEMENT" },
    { arg: "ec2AgentManagement", name: "EC2_AGENT_MANAGEMENT" },
] as const;

const RUNTIME_MONITORING_WITHOUT_AGENTS =
    "protectionPlans.runtimeMonitoring is ENABLED, but GuardDuty installs no agent: only workloads on which you install the agent " +
    "yourself are monitored. Set ec2AgentManagement, eksAddonManagement or ecsFargateAgentManagement to say what you want.";

function decideAdditional(feature: string, status: PlanStatus): Decision {
    return { path: `protectionPlans.additional.${feature}`, feature, status, isExplicit: true };
}

interface Settled {
    readonly decision: Decision;
    readonly warning?: string;
    readonly problem?: Problem;
}

/** A plan that does not exist in the Region cannot be switched either way: a default gives way, an explicit ENABLED is refused. */
function settleForRegion(decision: Decision, region: string | undefined): Settled {
    if (region === undefined || decision.status === "UNMANAGED") return { decision };
    const doubt = decision.isExplicit ? undefined : planUndocumentedIn(decision.feature, region);
    const reason = planUnavailableIn(decision.feature, region) ?? doubt;
    if (reason === undefined) return { decision };
    if (decision.isExplicit && decision.status === "ENABLED") {
        const rule = `${decision.feature} cannot be enabled in ${region}: ${reason}`;
        return {
            decision,
            problem: { path: decision.path, got: '"ENABLED"', rule, hint: "Leave it out, or set it to UNMANAGED." },
        };
    }
    const unmanaged: Decision = { ...decision, status: "UNMANAGED" };
    if (decision.status === "DISABLED") return { decision: unmanaged };
    return { decision: unmanaged, warning: `${decision.feature} is left UNMANAGED in ${region}: ${reason}.` };
}

function toFeature({ feature, status, agents }: Decision): FeaturePlan[] {
    if (status === "UNMANAGED") return [];
    return [{ feature, status, ...(agents === undefined ? {} : { additionalConfigurations: agents }) }];
}

function findProblems(plans: ProtectionPlansArgs, defaults: ProfileDefaults): Problem[] {
    return [...findIgnoredAgents(plans, defaults), ...findMisplacedFeatures(plans)];
}

/** AWS ignores an additional configuration of a feature that is not on (facts: guardduty-feature-object-api-changes-march2023). */
function findIgnoredAgents(plans: ProtectionPlansArgs, defaults: ProfileDefaults): Problem[] {
    const status = plans.runtimeMonitoring?.status ?? defaults.runtimeMonitoring.status;
    if (status === "ENABLED") return [];
    return AGENTS.filter(({ arg }) => plans.runtimeMonitoring?.[arg] === "ENABLED").map(({ arg }) => ({
        path: `protectionPlans.runtimeMonitoring.${arg}`,
        got: '"ENABLED"',
        rule: `GuardDuty ignores an agent setting while runtime monitoring is ${status}`,
        hint: 'Add status: "ENABLED", or leave the agent out.',
    }));
}

const ALWAYS_ON = ["FLOW_LOGS", "CLOUD_TRAIL", "DNS_LOGS"];

function findMisplacedFeatures(plans: ProtectionPlansArgs): Problem[] {
    return Object.keys(plans.additional ?? {}).flatMap((feature) => {
        const rule = whyMisplaced(feature);
        return rule === undefined ? [] : [{ path: `protectionPlans.additional.${feature}`, rule }];
    });
}

function whyMisplaced(feature: string): string | undefined {
    if (feature === "EKS_RUNTIME_MONITORING") {
        return (
            "EKS_RUNTIME_MONITORING is superseded by RUNTIME_MONITORING, and AWS refuses both together. To migrate: set " +
            'runtimeMonitoring: { status: "ENABLED", eksAddonManagement: "ENABLED" } and remove this entry'
        );
    }
    if (feature === "RUNTIME_MONITORING")
        return "RUNTIME_MONITORING has an argument of its own: protectionPlans.runtimeMonitoring";
    if (ALWAYS_ON.includes(feature)) return `${feature} is always on and cannot be set; remove it`;
    const own = SIMPLE_PLANS.find((plan) => SIMPLE_FEATURES[plan] === feature);
    if (own !== undefined) return `${feature} has an argument of its own: protectionPlans.${own}`;
    if (feature === "RDS_DATA_RISK")
        return `${feature} is a setting of RDS_LOGIN_EVENTS (protectionPlans.rdsLoginEvents), which the AWS provider cannot set yet`;
    if (AGENTS.some(({ name }) => name === feature))
        return `${feature} is a setting of runtime monitoring: protectionPlans.runtimeMonitoring`;
    return undefined;
}
