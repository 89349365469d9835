/** How a finding of a type looks: which details its resource and its service carry. */
export type FindingKind =
    | "iam"
    | "s3-management"
    | "ec2-dns"
    | "ec2-flow"
    | "sequence"
    | "ai"
    | "eks-audit"
    | "lambda"
    | "ebs-malware"
    | "backup-malware"
    | "s3-malware"
    | "rds-login"
    | "rds-data"
    | "s3-data"
    | "runtime"
    | "custom-rule";

/** `VARIABLE`: AWS publishes no default severity. */
export type PublishedSeverity = "LOW" | "MEDIUM" | "HIGH" | "CRITICAL" | "VARIABLE";

export interface FindingTypeFacts {
    readonly type: string;
    readonly kind: FindingKind;
    readonly severity: PublishedSeverity;
}

interface Group {
    readonly kind: FindingKind;
    readonly types: Partial<Readonly<Record<PublishedSeverity, readonly string[]>>>;
}

/** The types that GuardDuty's user guide lists as active (autumn 2026) with their default severity, by what their findings look like. */
const GROUPS: readonly Group[] = [
    {
        kind: "iam",
        types: {
            MEDIUM: [
                "CredentialAccess:IAMUser/AnomalousBehavior",
                "DefenseEvasion:IAMUser/AnomalousBehavior",
                "DefenseEvasion:IAMUser/BedrockLoggingDisabled",
                "InitialAccess:IAMUser/AnomalousBehavior",
                "PenTest:IAMUser/KaliLinux",
                "PenTest:IAMUser/ParrotLinux",
                "PenTest:IAMUser/PentooLinux",
                "Persistence:IAMUser/AnomalousBehavior",
                "PrivilegeEscalation:IAMUser/AnomalousBehavior",
                "Recon:IAMUser/MaliciousIPCaller",
                "Recon:IAMUser/MaliciousIPCaller.Custom",
                "Recon:IAMUser/TorIPCaller",
                "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B",
                "UnauthorizedAccess:IAMUser/MaliciousIPCaller",
                "UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom",
                "UnauthorizedAccess:IAMUser/TorIPCaller",
            ],
            LOW: [
                "Discovery:IAMUser/AnomalousBehavior",
                "Stealth:IAMUser/PasswordPolicyChange",
                "Stealth:IAMUser/CloudTrailLoggingDisabled",
                "Policy:IAMUser/RootCredentialUsage",
                "Policy:IAMUser/ShortTermRootCredentialUsage",
            ],
            HIGH: [
                "Exfiltration:IAMUser/AnomalousBehavior",
                "Impact:IAMUser/AnomalousBehavior",
                "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS",
                "UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.InsideAWS",
                "CredentialAccess:IAMUser/CompromisedCredentials",
                "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
                "UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.OutsideAWS",
            ],
        },
    },
    {
        kind: "s3-management",
        types: {
            LOW: [
                "Policy:S3/AccountBlockPublicAccessDisabled",
                "Policy:S3/BucketBlockPublicAccessDisabled",
                "Stealth:S3/ServerAccessLoggingDisabled",
            ],
            HIGH: ["Policy:S3/BucketAnonymousAccessGranted", "Policy:S3/BucketPublicAccessGranted"],
        },
    },
    {
        kind: "ec2-dns",
        types: {
            MEDIUM: [
                "Impact:EC2/MaliciousDomainRequest.Custom",
                "Impact:EC2/AbusedDomainRequest.Reputation",
                "Trojan:EC2/BlackholeTraffic!DNS",
                "Trojan:EC2/DropPoint!DNS",
            ],
            HIGH: [
                "Backdoor:EC2/C&CActivity.B!DNS",
                "CryptoCurrency:EC2/BitcoinTool.B!DNS",
                "Impact:EC2/BitcoinDomainRequest.Reputation",
                "Impact:EC2/MaliciousDomainRequest.Reputation",
                "Trojan:EC2/DGADomainRequest.B",
                "Trojan:EC2/DGADomainRequest.C!DNS",
                "Trojan:EC2/DNSDataExfiltration",
                "Trojan:EC2/DriveBySourceTraffic!DNS",
                "Trojan:EC2/PhishingDomainRequest!DNS",
                "UnauthorizedAccess:EC2/MetadataDNSRebind",
            ],
            LOW: ["Impact:EC2/SuspiciousDomainRequest.Reputation"],
        },
    },
    {
        kind: "ec2-flow",
        types: {
            HIGH: [
                "Backdoor:EC2/C&CActivity.B",
                "Backdoor:EC2/DenialOfService.Dns",
                "Backdoor:EC2/DenialOfService.Tcp",
                "Backdoor:EC2/DenialOfService.Udp",
                "Backdoor:EC2/DenialOfService.UdpOnTcpPorts",
                "Backdoor:EC2/DenialOfService.UnusualProtocol",
                "CryptoCurrency:EC2/BitcoinTool.B",
                "Impact:EC2/PortSweep",
                "Recon:EC2/PortProbeEMRUnprotectedPort",
                "UnauthorizedAccess:EC2/TorClient",
                "UnauthorizedAccess:EC2/TorRelay",
            ],
            MEDIUM: [
                "Backdoor:EC2/Spambot",
                "Behavior:EC2/NetworkPortUnusual",
                "Behavior:EC2/TrafficVolumeUnusual",
                "DefenseEvasion:EC2/UnusualDNSResolver",
                "DefenseEvasion:EC2/UnusualDoHActivity",
                "DefenseEvasion:EC2/UnusualDoTActivity",
                "Recon:EC2/Portscan",
                "Trojan:EC2/BlackholeTraffic",
                "Trojan:EC2/DropPoint",
                "UnauthorizedAccess:EC2/MaliciousIPCaller.Custom",
            ],
            LOW: [
                "Impact:EC2/WinRMBruteForce",
                "Recon:EC2/PortProbeUnprotectedPort",
                "UnauthorizedAccess:EC2/RDPBruteForce",
                "UnauthorizedAccess:EC2/SSHBruteForce",
            ],
        },
    },
    {
        kind: "sequence",
        types: {
            CRITICAL: [
                "AttackSequence:EKS/CompromisedCluster",
                "AttackSequence:IAM/CompromisedCredentials",
                "AttackSequence:S3/CompromisedData",
                "AttackSequence:ECS/CompromisedCluster",
                "AttackSequence:EC2/CompromisedInstanceGroup",
            ],
        },
    },
    {
        kind: "ai",
        types: {
            LOW: [
                "Impact:IAMUser/AnomalousModelInvocation",
                "Impact:IAMUser/CostHarvesting",
                "Impact:IAMUser/PromptInjection.Direct",
            ],
        },
    },
    {
        kind: "eks-audit",
        types: {
            MEDIUM: [
                "CredentialAccess:Kubernetes/AnomalousBehavior.SecretsAccessed",
                "Discovery:Kubernetes/MaliciousIPCaller",
                "Discovery:Kubernetes/MaliciousIPCaller.Custom",
                "Discovery:Kubernetes/SuccessfulAnonymousAccess",
                "Discovery:Kubernetes/TorIPCaller",
                "Execution:Kubernetes/ExecInKubeSystemPod",
                "Execution:Kubernetes/AnomalousBehavior.ExecInPod",
                "Persistence:Kubernetes/MaliciousIPCaller",
                "Persistence:Kubernetes/MaliciousIPCaller.Custom",
                "Persistence:Kubernetes/TorIPCaller",
                "Policy:Kubernetes/KubeflowDashboardExposed",
                "Policy:Kubernetes/ExposedDashboard",
                "PrivilegeEscalation:Kubernetes/AnomalousBehavior.RoleBindingCreated",
            ],
            HIGH: [
                "CredentialAccess:Kubernetes/MaliciousIPCaller",
                "CredentialAccess:Kubernetes/MaliciousIPCaller.Custom",
                "CredentialAccess:Kubernetes/SuccessfulAnonymousAccess",
                "CredentialAccess:Kubernetes/TorIPCaller",
                "DefenseEvasion:Kubernetes/MaliciousIPCaller",
                "DefenseEvasion:Kubernetes/MaliciousIPCaller.Custom",
                "DefenseEvasion:Kubernetes/SuccessfulAnonymousAccess",
                "DefenseEvasion:Kubernetes/TorIPCaller",
                "Impact:Kubernetes/MaliciousIPCaller",
                "Impact:Kubernetes/MaliciousIPCaller.Custom",
                "Impact:Kubernetes/SuccessfulAnonymousAccess",
                "Impact:Kubernetes/TorIPCaller",
                "Persistence:Kubernetes/SuccessfulAnonymousAccess",
                "Policy:Kubernetes/AdminAccessToDefaultServiceAccount",
                "Policy:Kubernetes/AnonymousAccessGranted",
                "Persistence:Kubernetes/AnomalousBehavior.WorkloadDeployed!ContainerWithSensitiveMount",
                "PrivilegeEscalation:Kubernetes/AnomalousBehavior.WorkloadDeployed!PrivilegedContainer",
            ],
            LOW: [
                "Discovery:Kubernetes/AnomalousBehavior.PermissionChecked",
                "Execution:Kubernetes/AnomalousBehavior.WorkloadDeployed",
                "PrivilegeEscalation:Kubernetes/AnomalousBehavior.RoleCreated",
            ],
        },
    },
    {
        kind: "lambda",
        types: {
            HIGH: [
                "Backdoor:Lambda/C&CActivity.B",
                "CryptoCurrency:Lambda/BitcoinTool.B",
                "UnauthorizedAccess:Lambda/TorClient",
                "UnauthorizedAccess:Lambda/TorRelay",
            ],
            MEDIUM: [
                "Trojan:Lambda/BlackholeTraffic",
                "Trojan:Lambda/DropPoint",
                "UnauthorizedAccess:Lambda/MaliciousIPCaller.Custom",
            ],
        },
    },
    {
        kind: "ebs-malware",
        types: {
            VARIABLE: [
                "Execution:Container/MaliciousFile",
                "Execution:Container/SuspiciousFile",
                "Execution:EC2/MaliciousFile",
                "Execution:EC2/SuspiciousFile",
                "Execution:ECS/MaliciousFile",
                "Execution:ECS/SuspiciousFile",
                "Execution:Kubernetes/MaliciousFile",
                "Execution:Kubernetes/SuspiciousFile",
            ],
        },
    },
    {
        kind: "backup-malware",
        types: {
            VARIABLE: [
                "Execution:EC2/MaliciousFile!Snapshot",
                "Execution:EC2/MaliciousFile!AMI",
                "Execution:EC2/MaliciousFile!RecoveryPoint",
                "Execution:S3/MaliciousFile!RecoveryPoint",
            ],
        },
    },
    {
        kind: "s3-malware",
        types: {
            HIGH: ["Object:S3/MaliciousFile"],
        },
    },
    {
        kind: "rds-login",
        types: {
            LOW: ["CredentialAccess:RDS/AnomalousBehavior.FailedLogin"],
            HIGH: [
                "CredentialAccess:RDS/AnomalousBehavior.SuccessfulBruteForce",
                "CredentialAccess:RDS/MaliciousIPCaller.SuccessfulLogin",
                "CredentialAccess:RDS/TorIPCaller.SuccessfulLogin",
            ],
            VARIABLE: ["CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin"],
            MEDIUM: [
                "CredentialAccess:RDS/MaliciousIPCaller.FailedLogin",
                "CredentialAccess:RDS/TorIPCaller.FailedLogin",
                "Discovery:RDS/MaliciousIPCaller",
                "Discovery:RDS/TorIPCaller",
            ],
        },
    },
    {
        kind: "rds-data",
        types: {
            VARIABLE: [
                "Exfiltration:RDS/AnomalousBehavior",
                "Impact:RDS/AnomalousBehavior.Drop",
                "Impact:RDS/AnomalousBehavior.Delete",
            ],
            HIGH: [
                "Exfiltration:RDS/MaliciousIPCaller",
                "Exfiltration:RDS/TorIPCaller",
                "Impact:RDS/MaliciousIPCaller",
                "Impact:RDS/TorIPCaller",
            ],
        },
    },
    {
        kind: "s3-data",
        types: {
            LOW: ["Discovery:S3/AnomalousBehavior"],
            HIGH: [
                "Discovery:S3/MaliciousIPCaller",
                "Discovery:S3/MaliciousIPCaller.Custom",
                "Exfiltration:S3/AnomalousBehavior",
                "Exfiltration:S3/MaliciousIPCaller",
                "Impact:S3/AnomalousBehavior.Delete",
                "Impact:S3/AnomalousBehavior.Permission",
                "Impact:S3/MaliciousIPCaller",
                "UnauthorizedAccess:S3/TorIPCaller",
                "UnauthorizedAccess:S3/MaliciousIPCaller.Custom",
            ],
            MEDIUM: [
                "Discovery:S3/TorIPCaller",
                "Impact:S3/AnomalousBehavior.Write",
                "PenTest:S3/KaliLinux",
                "PenTest:S3/ParrotLinux",
                "PenTest:S3/PentooLinux",
            ],
        },
    },
    {
        kind: "runtime",
        types: {
            HIGH: [
                "Backdoor:Runtime/C&CActivity.B",
                "Backdoor:Runtime/C&CActivity.B!DNS",
                "CryptoCurrency:Runtime/BitcoinTool.B",
                "CryptoCurrency:Runtime/BitcoinTool.B!DNS",
                "DefenseEvasion:Runtime/KernelModuleLoaded",
                "DefenseEvasion:Runtime/ProcessInjection.Proc",
                "DefenseEvasion:Runtime/ProcessInjection.VirtualMemoryWrite",
                "DefenseEvasion:Runtime/SuspiciousCommand",
                "Execution:Runtime/MaliciousFileExecuted",
                "Execution:Runtime/MaliciousFileExecuted.Custom",
                "Execution:Runtime/ReverseShell",
                "Impact:Runtime/BitcoinDomainRequest.Reputation",
                "Impact:Runtime/CryptoMinerExecuted",
                "PrivilegeEscalation:Runtime/CGroupsReleaseAgentModified",
                "PrivilegeEscalation:Runtime/RuncContainerEscape",
                "Trojan:Runtime/DGADomainRequest.C!DNS",
                "Trojan:Runtime/DriveBySourceTraffic!DNS",
                "Trojan:Runtime/PhishingDomainRequest!DNS",
                "UnauthorizedAccess:Runtime/MetadataDNSRebind",
                "UnauthorizedAccess:Runtime/TorClient",
                "UnauthorizedAccess:Runtime/TorRelay",
            ],
            MEDIUM: [
                "DefenseEvasion:Runtime/FilelessExecution",
                "DefenseEvasion:Runtime/SensitiveFileModified",
                "DefenseEvasion:Runtime/ProcessInjection.Ptrace",
                "Execution:Runtime/NewBinaryExecuted",
                "Execution:Runtime/NewLibraryLoaded",
                "Impact:Runtime/AbusedDomainRequest.Reputation",
                "Impact:Runtime/MaliciousDomainRequest.Reputation",
                "Persistence:Runtime/SuspiciousCommand",
                "Persistence:Runtime/SensitiveFileModified",
                "PrivilegeEscalation:Runtime/ContainerMountsHostDirectory",
                "PrivilegeEscalation:Runtime/DockerSocketAccessed",
                "PrivilegeEscalation:Runtime/ElevationToRoot",
                "PrivilegeEscalation:Runtime/SuspiciousCommand",
                "PrivilegeEscalation:Runtime/SensitiveFileModified",
                "PrivilegeEscalation:Runtime/UserfaultfdUsage",
                "Trojan:Runtime/BlackholeTraffic",
                "Trojan:Runtime/BlackholeTraffic!DNS",
                "Trojan:Runtime/DropPoint",
                "Trojan:Runtime/DropPoint!DNS",
            ],
            LOW: [
                "DefenseEvasion:Runtime/PtraceAntiDebugging",
                "Discovery:Runtime/SuspiciousCommand",
                "Execution:Runtime/SuspiciousShellCreated",
                "Impact:Runtime/SuspiciousDomainRequest.Reputation",
            ],
            VARIABLE: ["Execution:Runtime/SuspiciousCommand", "Execution:Runtime/SuspiciousTool"],
        },
    },
    {
        kind: "custom-rule",
        types: {
            MEDIUM: [
                "CredentialAccess:EC2/UnsecuredCredentials",
                "DefenseImpairment:RDS/ModifyAuthenticationProcess",
                "DefenseImpairment:Route53Resolver/DisableOrModifyTools",
                "Execution:SageMaker/CommandAndScriptingInterpreter",
                "Impact:S3/DataDestruction",
                "InitialAccess:IAM/ValidAccounts",
                "LateralMovement:EC2/RemoteServices",
                "Persistence:EC2/ExternalRemoteServices",
                "Persistence:RolesAnywhere/AccountManipulation",
                "ResourceDevelopment:SES/CompromiseAccounts",
            ],
            HIGH: [
                "CredentialAccess:RDS/ModifyAuthenticationProcess",
                "DefenseImpairment:Organizations/ModifyCloudResourceHierarchy",
                "DefenseImpairment:Organizations/DisableOrModifyTools",
                "DefenseImpairment:S3/DisableOrModifyTools",
                "Exfiltration:EC2/TransferDataToCloudAccount",
                "Exfiltration:RDS/TransferDataToCloudAccount",
                "Exfiltration:S3/TransferDataToCloudAccount",
                "InitialAccess:RDS/ExploitPublicFacingApplication",
                "Persistence:EC2/BootOrLogonInitializationScripts",
                "Persistence:Lambda/AccountManipulation",
                "Persistence:Lambda/ModifyAuthenticationProcess",
            ],
            VARIABLE: [
                "DefenseImpairment:EC2/DisableOrModifyTools",
                "Impact:SES/ResourceHijacking",
                "Persistence:IAM/AccountManipulation",
                "PrivilegeEscalation:IAM/AccountManipulation",
            ],
        },
    },
];

const SEVERITIES = ["LOW", "MEDIUM", "HIGH", "CRITICAL", "VARIABLE"] as const;

export const FINDING_TYPES: readonly FindingTypeFacts[] = GROUPS.flatMap(({ kind, types }) =>
    SEVERITIES.flatMap((severity) => (types[severity] ?? []).map((type) => ({ type, kind, severity }))),
);
