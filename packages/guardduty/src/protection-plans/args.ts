import { object, oneOf, optional, record, type Schema } from "../validation/schema";

/** What happens to a protection plan. */
export const PlanStatus = {
    /** The plan is on, and is switched on again by the next `up` when somebody switched it off. */
    ENABLED: "ENABLED",
    /** The plan is off, and is switched off again by the next `up`. */
    DISABLED: "DISABLED",
    /** The plan is left as it is: an organization's policy, or somebody else, looks after it. */
    UNMANAGED: "UNMANAGED",
} as const;
/** One of the values of `PlanStatus`; its text may be written instead. */
export type PlanStatus = (typeof PlanStatus)[keyof typeof PlanStatus];

/** Whether GuardDuty installs and updates its security agent itself. */
export const AgentManagement = {
    /** GuardDuty deploys the agent. */
    ENABLED: "ENABLED",
    /** GuardDuty deploys no agent: without one that you install, the workload is not monitored. */
    DISABLED: "DISABLED",
} as const;
/** One of the values of `AgentManagement`; its text may be written instead. */
export type AgentManagement = (typeof AgentManagement)[keyof typeof AgentManagement];

/** A set of defaults for the protection plans. */
export const ProtectionProfile = {
    /** The plans that need no agent, as GuardDuty itself switches them on; runtime monitoring off. */
    BASELINE: "BASELINE",
    /** For accounts that train AI models: as BASELINE, and runtime monitoring with the EC2 and EKS agents, and AI Protection. */
    AI_TRAINING: "AI_TRAINING",
} as const;
/** One of the values of `ProtectionProfile`; its text may be written instead. */
export type ProtectionProfile = (typeof ProtectionProfile)[keyof typeof ProtectionProfile];

/** Runtime Monitoring and who installs its agents. Billed by the vCPU of the monitored instances. */
export interface RuntimeMonitoringArgs {
    /**
     * Whether runtime monitoring is on. Default: by the profile, `DISABLED` in BASELINE, `ENABLED` in AI_TRAINING.
     *
     * @defaultValue by the profile
     */
    status?: PlanStatus;
    /**
     * Whether GuardDuty installs the EKS add-on. Default: by the profile, `DISABLED` in BASELINE, `ENABLED` in AI_TRAINING.
     *
     * @defaultValue by the profile
     */
    eksAddonManagement?: AgentManagement;
    /**
     * Whether GuardDuty adds the agent to ECS tasks on Fargate. Default: `DISABLED` (Fargate has no GPUs).
     *
     * @defaultValue `"DISABLED"`
     */
    ecsFargateAgentManagement?: AgentManagement;
    /**
     * Whether GuardDuty installs the agent on EC2 instances through Systems Manager. Default: by the profile, `DISABLED` in
     * BASELINE, `ENABLED` in AI_TRAINING.
     *
     * @defaultValue by the profile
     */
    ec2AgentManagement?: AgentManagement;
}

/**
 * The status of each protection plan. Every plan is written out as on or off, since a plan that is merely left out is switched on
 * by AWS and billed; what must be left alone is UNMANAGED.
 */
export interface ProtectionPlansArgs {
    /**
     * S3 Protection: CloudTrail data events of S3. Default: `ENABLED`. Billed by the number of events.
     *
     * @defaultValue `"ENABLED"`
     */
    s3DataEvents?: PlanStatus;
    /**
     * EKS Protection: Kubernetes audit logs. Default: `ENABLED`. Billed by the number of events.
     *
     * @defaultValue `"ENABLED"`
     */
    eksAuditLogs?: PlanStatus;
    /**
     * Malware Protection for EC2: scans the volumes of an instance after a finding. Default: `ENABLED`. Billed by the gigabyte scanned.
     *
     * @defaultValue `"ENABLED"`
     */
    ebsMalwareProtection?: PlanStatus;
    /**
     * RDS Protection: login activity of Aurora and RDS. Default: `ENABLED`. Billed by the vCPU of the databases.
     *
     * @defaultValue `"ENABLED"`
     */
    rdsLoginEvents?: PlanStatus;
    /**
     * Lambda Protection: network activity of functions. Default: `ENABLED`. Billed by the volume of logs.
     *
     * @defaultValue `"ENABLED"`
     */
    lambdaNetworkLogs?: PlanStatus;
    /**
     * Runtime Monitoring of EC2, EKS and ECS. Default: by the profile, off in BASELINE, on with the EC2 and EKS agents in AI_TRAINING.
     *
     * @defaultValue by the profile
     */
    runtimeMonitoring?: RuntimeMonitoringArgs | undefined;
    /**
     * AI Protection: model invocations of Bedrock and SageMaker AI. Default: by the profile, `UNMANAGED` in BASELINE, `ENABLED` in
     * AI_TRAINING. Its findings are of severity Low by default: an alert by severity alone misses them.
     *
     * @defaultValue by the profile
     */
    aiProtection?: PlanStatus;
    /**
     * GuardDuty Investigation (a preview, in some Regions only). Default: `UNMANAGED`.
     *
     * @defaultValue `"UNMANAGED"`
     */
    aiAnalyst?: PlanStatus;
    /**
     * Plans that AWS adds later, by the API's name of the feature. The installed AWS provider has a list of its own and refuses
     * names that it does not know, so an update of `@pulumi/aws` may be needed first. Default: none.
     *
     * @defaultValue none
     */
    additional?: { [feature: string]: PlanStatus } | undefined;
}

const status = optional(oneOf(PlanStatus));
const agent = optional(oneOf(AgentManagement));

export const protectionPlansSchema: Schema = object("must be an object with a status per protection plan", {
    s3DataEvents: status,
    eksAuditLogs: status,
    ebsMalwareProtection: status,
    rdsLoginEvents: status,
    lambdaNetworkLogs: status,
    runtimeMonitoring: optional(
        object('must be an object such as { status: "ENABLED" }', {
            status,
            eksAddonManagement: agent,
            ecsFargateAgentManagement: agent,
            ec2AgentManagement: agent,
        }),
    ),
    aiProtection: status,
    aiAnalyst: status,
    additional: optional(
        record(
            "must be an object with a status per feature name",
            "must be a feature's name as GuardDuty's API spells it, such as S3_DATA_EVENTS",
            /^[A-Z][A-Z0-9_]{0,63}$/,
            oneOf(PlanStatus),
        ),
    ),
});
