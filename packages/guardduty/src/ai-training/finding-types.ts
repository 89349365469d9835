import type { FindingType } from "../catalog/finding-types";

/** Finding types by workload. */
export interface AiFindingTypes {
    /** EC2 instances with GPUs or Trainium: mining, stolen GPU hours, weights that leave, an open Jupyter or Ray. */
    readonly ec2Instances: readonly FindingType[];
    /** EKS clusters with GPUs: exposed dashboards, secrets, pods that nobody wanted, ways out of a container. */
    readonly eksClusters: readonly FindingType[];
    /**
     * SageMaker training jobs and notebooks. Managed training instances run outside your account, so what tells of them is the calls
     * that are made.
     */
    readonly sageMaker: readonly FindingType[];
    /** Training data and model artefacts in S3: theft, poisoning, ransom, buckets that open up. */
    readonly s3Data: readonly FindingType[];
    /** Models on Bedrock: stolen invocations, prompt injection, logging turned off. AI Protection's types are Low by default. */
    readonly bedrock: readonly FindingType[];
    /** Vector stores and feature data in Aurora or RDS: log-ins, theft, deletion. */
    readonly vectorStores: readonly FindingType[];
    /** Credentials of any workload. */
    readonly credentials: readonly FindingType[];
    /** AMIs and snapshots, which may hold weights, shared with another account. */
    readonly sharedImages: readonly FindingType[];
}

const types = (...listed: FindingType[]): readonly FindingType[] => Object.freeze(listed);

/**
 * The finding types that matter most to those who train or serve AI models, by workload: for a saved search, or for whom to wake. The
 * selection is ours, what each type means is AWS's. A type may stand in several lists, and many that matter to any account stand in
 * none. Types of custom detection rules are raised only where the account has turned the rule on.
 *
 * @example
 * ```ts
 * new GuardDutyMonitoring("training", {
 *     filters: [{ name: "gpu-theft", findingTypes: [...AI_FINDING_TYPES.ec2Instances] }],
 * });
 * ```
 */
export const AI_FINDING_TYPES: AiFindingTypes = Object.freeze({
    ec2Instances: types(
        "CryptoCurrency:EC2/BitcoinTool.B",
        "CryptoCurrency:EC2/BitcoinTool.B!DNS",
        "CryptoCurrency:Runtime/BitcoinTool.B",
        "CryptoCurrency:Runtime/BitcoinTool.B!DNS",
        "Impact:Runtime/CryptoMinerExecuted",
        "Impact:EC2/BitcoinDomainRequest.Reputation",
        "Backdoor:EC2/C&CActivity.B",
        "Backdoor:EC2/C&CActivity.B!DNS",
        "Trojan:EC2/DNSDataExfiltration",
        "Behavior:EC2/TrafficVolumeUnusual",
        "Recon:EC2/PortProbeUnprotectedPort",
        "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS",
        "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
        "AttackSequence:EC2/CompromisedInstanceGroup",
    ),
    eksClusters: types(
        "Policy:Kubernetes/KubeflowDashboardExposed",
        "Policy:Kubernetes/ExposedDashboard",
        "Policy:Kubernetes/AnonymousAccessGranted",
        "Policy:Kubernetes/AdminAccessToDefaultServiceAccount",
        "CredentialAccess:Kubernetes/AnomalousBehavior.SecretsAccessed",
        "CredentialAccess:Kubernetes/MaliciousIPCaller",
        "CredentialAccess:Kubernetes/MaliciousIPCaller.Custom",
        "CredentialAccess:Kubernetes/SuccessfulAnonymousAccess",
        "CredentialAccess:Kubernetes/TorIPCaller",
        "PrivilegeEscalation:Kubernetes/AnomalousBehavior.WorkloadDeployed!PrivilegedContainer",
        "Execution:Kubernetes/AnomalousBehavior.ExecInPod",
        "Execution:Kubernetes/AnomalousBehavior.WorkloadDeployed",
        "Execution:Kubernetes/ExecInKubeSystemPod",
        "Execution:Kubernetes/MaliciousFile",
        "Execution:Kubernetes/SuspiciousFile",
        "PrivilegeEscalation:Runtime/CGroupsReleaseAgentModified",
        "PrivilegeEscalation:Runtime/ContainerMountsHostDirectory",
        "PrivilegeEscalation:Runtime/DockerSocketAccessed",
        "PrivilegeEscalation:Runtime/ElevationToRoot",
        "PrivilegeEscalation:Runtime/RuncContainerEscape",
        "PrivilegeEscalation:Runtime/SensitiveFileModified",
        "PrivilegeEscalation:Runtime/SuspiciousCommand",
        "PrivilegeEscalation:Runtime/UserfaultfdUsage",
        "Execution:Runtime/ReverseShell",
        "Execution:Runtime/NewBinaryExecuted",
        "AttackSequence:EKS/CompromisedCluster",
    ),
    sageMaker: types(
        "Persistence:IAMUser/AnomalousBehavior",
        "PrivilegeEscalation:IAMUser/AnomalousBehavior",
        "Exfiltration:IAMUser/AnomalousBehavior",
        "Impact:IAMUser/AnomalousBehavior",
        "Discovery:IAMUser/AnomalousBehavior",
        "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B",
        "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS",
        "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
        "UnauthorizedAccess:IAMUser/MaliciousIPCaller",
        "UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom",
        "UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.InsideAWS",
        "UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.OutsideAWS",
        "UnauthorizedAccess:IAMUser/TorIPCaller",
        "CredentialAccess:IAMUser/CompromisedCredentials",
        "Execution:SageMaker/CommandAndScriptingInterpreter",
    ),
    s3Data: types(
        "Exfiltration:S3/AnomalousBehavior",
        "Exfiltration:S3/MaliciousIPCaller",
        "Exfiltration:S3/TransferDataToCloudAccount",
        "Discovery:S3/AnomalousBehavior",
        "Impact:S3/AnomalousBehavior.Write",
        "Impact:S3/AnomalousBehavior.Delete",
        "Policy:S3/AccountBlockPublicAccessDisabled",
        "Policy:S3/BucketAnonymousAccessGranted",
        "Policy:S3/BucketBlockPublicAccessDisabled",
        "Policy:S3/BucketPublicAccessGranted",
        "Stealth:S3/ServerAccessLoggingDisabled",
        "Object:S3/MaliciousFile",
        "AttackSequence:S3/CompromisedData",
        "Impact:S3/DataDestruction",
        "DefenseImpairment:S3/DisableOrModifyTools",
    ),
    bedrock: types(
        "Impact:IAMUser/AnomalousModelInvocation",
        "Impact:IAMUser/CostHarvesting",
        "Impact:IAMUser/PromptInjection.Direct",
        "DefenseEvasion:IAMUser/BedrockLoggingDisabled",
        "PrivilegeEscalation:IAM/AccountManipulation",
    ),
    vectorStores: types(
        "Exfiltration:RDS/AnomalousBehavior",
        "Exfiltration:RDS/MaliciousIPCaller",
        "Exfiltration:RDS/TorIPCaller",
        "Exfiltration:RDS/TransferDataToCloudAccount",
        "Impact:RDS/AnomalousBehavior.Delete",
        "Impact:RDS/AnomalousBehavior.Drop",
        "Impact:RDS/MaliciousIPCaller",
        "Impact:RDS/TorIPCaller",
        "CredentialAccess:RDS/AnomalousBehavior.FailedLogin",
        "CredentialAccess:RDS/AnomalousBehavior.SuccessfulBruteForce",
        "CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin",
        "CredentialAccess:RDS/MaliciousIPCaller.FailedLogin",
        "CredentialAccess:RDS/MaliciousIPCaller.SuccessfulLogin",
        "CredentialAccess:RDS/ModifyAuthenticationProcess",
        "CredentialAccess:RDS/TorIPCaller.FailedLogin",
        "CredentialAccess:RDS/TorIPCaller.SuccessfulLogin",
    ),
    credentials: types(
        "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B",
        "Policy:IAMUser/RootCredentialUsage",
        "UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.InsideAWS",
        "UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.OutsideAWS",
        "AttackSequence:IAM/CompromisedCredentials",
    ),
    sharedImages: types("Exfiltration:EC2/TransferDataToCloudAccount"),
});
