import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { findingOf, heardDuring, REGION, TEAM } from "./audience";
import {
    DEPLOYMENT_TIMEOUT_MS,
    draw,
    type ExampleRun,
    messagesOf,
    runExample,
    typesByName,
    withMermaid,
} from "./example-run";

const ALERTS = ["findings-low", "findings-medium", "findings-high", "findings-critical", "clusters-low"];
const COVERAGE = "coverage-runtime-coverage-problems";

describe("examples/eks-gpu-cluster", () => {
    let run: ExampleRun;

    beforeAll(async () => {
        run = await runExample("eks-gpu-cluster");
        await run.account.sns(REGION).subscriptions.confirm(TEAM);
    }, DEPLOYMENT_TIMEOUT_MS);

    it("previews and updates, without a word of warning", () => {
        expect(messagesOf(run.result)).toEqual([]);
        expect(run.result.outcome).toBe("succeeded");
        expect(typesByName(run.result.preview!)).toEqual(typesByName(run.result.update!));
    });

    it("makes a rule for each route and severity, each with the team behind it", () => {
        const named = (type: string): string[] =>
            Object.entries(typesByName(run.result.update!))
                .filter(([, found]) => found === type)
                .map(([name]) => name)
                .sort();
        const rules = [...ALERTS, COVERAGE].sort();
        expect(named("aws:cloudwatch/eventRule:EventRule")).toEqual(rules.map((rule) => `alerts-rule-${rule}`));
        expect(named("aws:cloudwatch/eventTarget:EventTarget")).toEqual(
            rules.map((rule) => `alerts-target-${rule}.team`),
        );
    });

    it("has the plans and agents of a cluster switched on, and no others", async () => {
        const guardDuty = run.account.guardDuty(REGION);
        const { features } = await guardDuty.detectors.get(guardDuty.detectors.list()[0]!);
        const runtime = features.find(({ name }) => name === "RUNTIME_MONITORING");
        expect(runtime?.status).toBe("ENABLED");
        expect(JSON.stringify(runtime)).toMatch(/EKS_ADDON_MANAGEMENT[^}]*ENABLED/);
        expect(JSON.stringify(runtime)).toMatch(/EC2_AGENT_MANAGEMENT[^}]*DISABLED/);
        expect(features.find(({ name }) => name === "EKS_AUDIT_LOGS")?.status).toBe("ENABLED");
    });

    it("hides what its own images raise, and nothing of others", async () => {
        const report = async (image: string): Promise<unknown[]> => {
            const resource = { resourceType: "EKSCluster", containerDetails: { image } };
            const finding = findingOf({ type: "Execution:Runtime/NewBinaryExecuted", severity: 5, resource });
            const { findings } = run.account.guardDuty(REGION);
            return heardDuring(run.account, () => findings.report(finding));
        };
        expect(await report("111122223333.dkr.ecr.us-east-1.amazonaws.com/training/llm:1")).toEqual([]);
        expect(await report("docker.io/somebody/training/llm:1")).toMatchObject([{ who: TEAM }]);
    });

    it("is drawn as it is", async () => {
        const { svg, mermaid } = draw(run.result.update!);
        const readme = join(run.directory, "README.md");
        await expect(svg).toMatchFileSnapshot(join(run.directory, "diagram.svg"));
        await expect(withMermaid(readme, mermaid)).toMatchFileSnapshot(readme);
    });
});
