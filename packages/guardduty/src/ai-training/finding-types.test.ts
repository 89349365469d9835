import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { FINDING_TYPES, RETIRED_FINDING_TYPES, type FindingType } from "../catalog/finding-types";
import { AI_FINDING_TYPES, type AiFindingTypes } from "./finding-types";

/**
 * The selection as it was made, in patterns, each with how many active types GuardDuty's user guide lists for it (custom detection rules
 * included).
 */
const SELECTION: Record<keyof AiFindingTypes, Record<string, number>> = {
    ec2Instances: {
        "CryptoCurrency:EC2/*": 2,
        "CryptoCurrency:Runtime/*": 2,
        "Impact:Runtime/CryptoMinerExecuted": 1,
        "Impact:EC2/BitcoinDomainRequest.Reputation": 1,
        "Backdoor:EC2/C&CActivity.B*": 2,
        "Trojan:EC2/DNSDataExfiltration": 1,
        "Behavior:EC2/TrafficVolumeUnusual": 1,
        "Recon:EC2/PortProbeUnprotectedPort": 1,
        "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.*": 2,
        "AttackSequence:EC2/CompromisedInstanceGroup": 1,
    },
    eksClusters: {
        "Policy:Kubernetes/KubeflowDashboardExposed": 1,
        "Policy:Kubernetes/ExposedDashboard": 1,
        "Policy:Kubernetes/AnonymousAccessGranted": 1,
        "Policy:Kubernetes/AdminAccessToDefaultServiceAccount": 1,
        "CredentialAccess:Kubernetes/*": 5,
        "*WorkloadDeployed!PrivilegedContainer": 1,
        "Execution:Kubernetes/*": 5,
        "PrivilegeEscalation:Runtime/*": 8,
        "Execution:Runtime/ReverseShell": 1,
        "Execution:Runtime/NewBinaryExecuted": 1,
        "AttackSequence:EKS/CompromisedCluster": 1,
    },
    sageMaker: {
        "Persistence:IAMUser/AnomalousBehavior": 1,
        "PrivilegeEscalation:IAMUser/AnomalousBehavior": 1,
        "Exfiltration:IAMUser/AnomalousBehavior": 1,
        "Impact:IAMUser/AnomalousBehavior": 1,
        "Discovery:IAMUser/AnomalousBehavior": 1,
        "UnauthorizedAccess:IAMUser/*": 8,
        "CredentialAccess:IAMUser/CompromisedCredentials": 1,
        "Execution:SageMaker/CommandAndScriptingInterpreter": 1,
    },
    s3Data: {
        "Exfiltration:S3/*": 3,
        "Discovery:S3/AnomalousBehavior": 1,
        "Impact:S3/AnomalousBehavior.Write": 1,
        "Impact:S3/AnomalousBehavior.Delete": 1,
        "Policy:S3/*": 4,
        "Stealth:S3/ServerAccessLoggingDisabled": 1,
        "Object:S3/MaliciousFile": 1,
        "AttackSequence:S3/CompromisedData": 1,
        "Impact:S3/DataDestruction": 1,
        "DefenseImpairment:S3/DisableOrModifyTools": 1,
    },
    bedrock: {
        "Impact:IAMUser/AnomalousModelInvocation": 1,
        "Impact:IAMUser/CostHarvesting": 1,
        "Impact:IAMUser/PromptInjection.Direct": 1,
        "DefenseEvasion:IAMUser/BedrockLoggingDisabled": 1,
        "PrivilegeEscalation:IAM/AccountManipulation": 1,
    },
    vectorStores: { "Exfiltration:RDS/*": 4, "Impact:RDS/*": 4, "CredentialAccess:RDS/*": 8 },
    credentials: {
        "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B": 1,
        "Policy:IAMUser/RootCredentialUsage": 1,
        "*ResourceCredentialExfiltration.*": 2,
        "AttackSequence:IAM/CompromisedCredentials": 1,
    },
    sharedImages: { "Exfiltration:EC2/TransferDataToCloudAccount": 1 },
};

function expand(pattern: string): string[] {
    const [before = "", after] = pattern.startsWith("*") ? ["", pattern.slice(1)] : pattern.split("*");
    const fits = (type: string): boolean =>
        after === undefined
            ? type === before
            : pattern.startsWith("*")
              ? type.includes(after.replace("*", ""))
              : type.startsWith(before);
    return FINDING_TYPES.filter(fits);
}

describe("the finding types that matter", () => {
    it("are listed for these workloads", () => {
        expect(Object.keys(AI_FINDING_TYPES).sort()).toEqual(Object.keys(SELECTION).sort());
    });

    it.each(Object.entries(SELECTION))("to %s are those of the selection", (workload, patterns) => {
        const listed = AI_FINDING_TYPES[workload as keyof AiFindingTypes];
        for (const [pattern, count] of Object.entries(patterns)) expect(expand(pattern), pattern).toHaveLength(count);
        expect([...listed].sort()).toEqual(Object.keys(patterns).flatMap(expand).sort());
    });

    it.each(Object.entries<readonly FindingType[]>({ ...AI_FINDING_TYPES }))(
        "to %s are active, each once, and can't be changed",
        (_, listed) => {
            expect(listed.filter((type) => RETIRED_FINDING_TYPES.includes(type))).toEqual([]);
            expect(listed.filter((type) => !FINDING_TYPES.includes(type))).toEqual([]);
            expect(new Set(listed).size).toBe(listed.length);
            // So that a filter can take them all: equals holds 50 values.
            expect(listed.length).toBeLessThanOrEqual(50);
            expect(Object.isFrozen(listed)).toBe(true);
        },
    );

    it("are named in no other way", () => expect(Object.isFrozen(AI_FINDING_TYPES)).toBe(true));

    it("cost next to nothing to import", () => {
        const source = readFileSync(join(__dirname, "finding-types.ts"), "utf8");
        const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
        // Types aside, it imports nothing.
        expect(outputText).not.toContain("require(");
        const times = Array.from({ length: 20 }, () => {
            const start = performance.now();
            const run = runInThisContext(`(function (exports) {${outputText}\n})`) as (exports: object) => void;
            run({});
            return performance.now() - start;
        });
        expect(Math.min(...times)).toBeLessThan(1);
    });
});
