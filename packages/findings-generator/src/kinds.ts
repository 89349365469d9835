import { awsApiCall, dnsRequest, kubernetesApiCall, networkConnection, portProbe, rdsLoginAttempt } from "./actions";
import { attackSequence } from "./attack-sequence";
import type { FindingKind } from "./finding-types";
import type { JsonObject } from "./finding";
import {
    accessKeyDetails,
    arnOf,
    containerDetails,
    databaseDetails,
    ebsVolumeDetails,
    ecsClusterDetails,
    eksClusterDetails,
    instanceDetails,
    kubernetesDetails,
    lambdaDetails,
    s3BucketDetails,
} from "./resources";
import { ebsVolumeScanDetails, malwareScanDetails, runtimeDetails } from "./runtime";
import type { Subject } from "./subject";

/** The part of a finding that depends on what was watched. */
export interface Details {
    readonly resource: JsonObject;
    readonly service: JsonObject;
    /** Names the thing in the title. */
    readonly about: string;
}

const MODEL_CALLS = [["InvokeModel", "bedrock.amazonaws.com"]] as const;

export const DETAILS: Readonly<Record<FindingKind, (subject: Subject) => Details>> = {
    iam: ofAccessKey,
    "custom-rule": (subject) => {
        const { resource, ...rest } = ofAccessKey(subject);
        // The guide names no resource type for these.
        return { ...rest, resource: { ...resource, resourceType: undefined } };
    },
    ai: ofModel,
    "s3-management": (subject) => ({
        resource: { ...s3Resource(subject), resourceType: "AccessKey" },
        service: { action: awsApiCall(subject), featureName: "CloudTrail" },
        about: subject.bucket,
    }),
    "s3-data": (subject) => ({
        resource: { ...s3Resource(subject), resourceType: "S3Bucket" },
        service: { action: awsApiCall(subject, [["GetObject", "s3.amazonaws.com"]]), featureName: "S3DataEvents" },
        about: subject.bucket,
    }),
    "ec2-dns": (subject) => ({
        resource: { resourceType: "Instance", instanceDetails: instanceDetails(subject) },
        service: { action: dnsRequest(subject), featureName: "DnsLogs" },
        about: subject.instance.id,
    }),
    "ec2-flow": (subject) => ({
        resource: { resourceType: "Instance", instanceDetails: instanceDetails(subject) },
        service: {
            action: subject.facts.type.includes("PortProbe") ? portProbe(subject) : networkConnection(subject),
            featureName: "FlowLogs",
        },
        about: subject.instance.id,
    }),
    "eks-audit": (subject) => ({
        resource: {
            resourceType: "EKSCluster",
            eksClusterDetails: eksClusterDetails(subject),
            kubernetesDetails: kubernetesDetails(subject),
        },
        service: { action: kubernetesApiCall(subject), featureName: "EksAuditLogs" },
        about: subject.cluster,
    }),
    runtime: ofRuntime,
    "rds-login": (subject) => ({
        resource: databaseDetails(subject),
        service: { action: rdsLoginAttempt(subject), featureName: "RdsLoginEvents" },
        about: "a database",
    }),
    "rds-data": (subject) => ({
        resource: databaseDetails(subject),
        service: { action: rdsLoginAttempt(subject), featureName: "RdsLoginEvents" },
        about: "a database",
    }),
    lambda: (subject) => ({
        resource: { resourceType: "Lambda", lambdaDetails: lambdaDetails(subject) },
        service: { action: networkConnection(subject), featureName: "LambdaNetworkLogs" },
        about: "a function",
    }),
    "ebs-malware": ofVolume,
    "s3-malware": (subject) => {
        const key = subject.text(`incoming/${subject.random.hex(8)}.zip`);
        const objects = [
            {
                objectArn: `arn:${subject.site.partition}:s3:::${subject.bucket}/${key}`,
                key,
                eTag: subject.random.hex(32),
                hash: subject.random.hex(64),
                versionId: subject.random.hex(32),
            },
        ];
        return {
            resource: { resourceType: "S3Object", s3BucketDetails: [s3BucketDetails(subject, objects)] },
            service: { malwareScanDetails: malwareScanDetails(subject), featureName: "MalwareProtectionForS3" },
            about: subject.bucket,
        };
    },
    "backup-malware": ofBackup,
    sequence: (subject) => ({
        resource: { resourceType: "AttackSequence" },
        service: { detection: attackSequence(subject), featureName: "Correlation" },
        about: subject.site.accountId,
    }),
};

function ofAccessKey(subject: Subject): Details {
    return {
        resource: { resourceType: "AccessKey", accessKeyDetails: accessKeyDetails(subject) },
        service: { action: awsApiCall(subject), featureName: "CloudTrail" },
        about: subject.user ?? subject.role,
    };
}

function ofModel(subject: Subject): Details {
    const { facts, site, random } = subject;
    const injection = facts.type.includes("PromptInjection");
    const guardrail = {
        guardrails: [{ arn: arnOf(subject, "bedrock", `guardrail/${site.detectorId.slice(0, 12)}`), version: "1" }],
        guardrailAction: random.pick(["NONE", "GUARDRAIL_INTERVENED"]),
        guardrailSource: "INPUT",
        contentPolicyFilters: [{ type: "PROMPT_ATTACK", confidence: "HIGH", action: "NONE" }],
    };
    return {
        resource: {
            resourceType: "AccessKey",
            accessKeyDetails: accessKeyDetails(subject),
            bedrockGuardrailDetails: injection ? guardrail : undefined,
            modelDetails: injection ? undefined : [{ modelId: "amazon.nova-pro-v1:0" }],
        },
        service: { action: awsApiCall(subject, MODEL_CALLS), featureName: "AIProtection" },
        about: subject.user ?? subject.role,
    };
}

function s3Resource(subject: Subject): JsonObject {
    return { accessKeyDetails: accessKeyDetails(subject), s3BucketDetails: [s3BucketDetails(subject)] };
}

function ofRuntime(subject: Subject): Details {
    const { random, facts } = subject;
    const resourceType = random.pickSkewed(["EKSCluster", "ECSCluster", "Container", "Instance"]);
    const resource: JsonObject =
        resourceType === "EKSCluster"
            ? { eksClusterDetails: eksClusterDetails(subject), kubernetesDetails: kubernetesDetails(subject) }
            : resourceType === "ECSCluster"
              ? { ecsClusterDetails: ecsClusterDetails(subject) }
              : {};
    const action = facts.type.includes("!DNS") || facts.type.includes("Domain") ? dnsRequest(subject) : undefined;
    return {
        resource: {
            resourceType,
            instanceDetails: resourceType === "ECSCluster" ? undefined : instanceDetails(subject),
            containerDetails: resourceType === "Instance" ? undefined : containerDetails(subject),
            ...resource,
        },
        service: { action, runtimeDetails: runtimeDetails(subject), featureName: "RuntimeMonitoring" },
        about: resourceType === "Instance" ? subject.instance.id : subject.container.name,
    };
}

function ofVolume(subject: Subject): Details {
    const [, where] = /:(\w+)\//.exec(subject.facts.type) ?? [];
    const inCluster: JsonObject =
        where === "Kubernetes"
            ? { eksClusterDetails: eksClusterDetails(subject), kubernetesDetails: kubernetesDetails(subject) }
            : where === "ECS"
              ? { ecsClusterDetails: ecsClusterDetails(subject) }
              : where === "Container"
                ? { containerDetails: containerDetails(subject) }
                : {};
    return {
        resource: {
            instanceDetails: instanceDetails(subject),
            ebsVolumeDetails: ebsVolumeDetails(subject),
            ...inCluster,
        },
        service: { ebsVolumeScanDetails: ebsVolumeScanDetails(subject), featureName: "EbsVolumeScan" },
        about: subject.instance.id,
    };
}

function ofBackup(subject: Subject): Details {
    const { facts, instance, random } = subject;
    const resource: JsonObject = facts.type.includes("Snapshot")
        ? { ebsSnapshotDetails: { snapshotArn: arnOf(subject, "ec2", `snapshot/snap-${instance.id.slice(2)}`) } }
        : facts.type.includes("AMI")
          ? { ec2ImageDetails: { imageArn: arnOf(subject, "ec2", `image/${instance.imageId}`) } }
          : {
                recoveryPointDetails: {
                    recoveryPointArn: arnOf(subject, "backup", `recovery-point:${random.hex(16)}`),
                    backupVaultName: "daily",
                },
            };
    return {
        resource,
        service: { malwareScanDetails: malwareScanDetails(subject), featureName: "MalwareProtectionForBackup" },
        about: "a backup",
    };
}
