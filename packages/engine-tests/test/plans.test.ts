import { expect, test } from "vitest";
import { Faults } from "../src/faults";
import { agentStatuses, planStatuses, switchPlan } from "../src/guardduty-account";
import { type Life, startLife } from "../src/life";
import { sortedStepLines, stepLines } from "../src/steps";

function monitoring(args: string): string {
    return `new GuardDutyMonitoring("training", ${args});`;
}

async function statusOf(life: Life, plan: string): Promise<string | undefined> {
    return (await planStatuses(life.account))[plan];
}

test("a plan is off in the account when it is DISABLED, and as the profile says when it is not named", async () => {
    const life = await startLife();
    await life.up(monitoring(`{}`));
    expect(await planStatuses(life.account)).toMatchObject({
        S3_DATA_EVENTS: "ENABLED",
        EKS_AUDIT_LOGS: "ENABLED",
        EBS_MALWARE_PROTECTION: "ENABLED",
        RDS_LOGIN_EVENTS: "ENABLED",
        LAMBDA_NETWORK_LOGS: "ENABLED",
        RUNTIME_MONITORING: "DISABLED",
    });

    const off = await life.up(
        monitoring(`{ protectionPlans: { s3DataEvents: "DISABLED", rdsLoginEvents: "DISABLED" } }`),
    );
    expect(sortedStepLines(off)).toEqual([
        "update training-plan-rds-login-events",
        "update training-plan-s3-data-events",
    ]);
    expect(await planStatuses(life.account)).toMatchObject({
        S3_DATA_EVENTS: "DISABLED",
        RDS_LOGIN_EVENTS: "DISABLED",
    });

    expect(sortedStepLines(await life.up(monitoring(`{}`)))).toEqual([
        "update training-plan-rds-login-events",
        "update training-plan-s3-data-events",
    ]);
    expect(await planStatuses(life.account)).toMatchObject({ S3_DATA_EVENTS: "ENABLED", RDS_LOGIN_EVENTS: "ENABLED" });
});

test("UNMANAGED leaves a plan as it is, and going there from ENABLED switches nothing off", async () => {
    const life = await startLife();
    await life.up(monitoring(`{ protectionPlans: { aiProtection: "ENABLED" } }`));
    expect(await statusOf(life, "AI_PROTECTION")).toBe("ENABLED");

    // BASELINE's own word for AI Protection is UNMANAGED.
    const released = await life.up(monitoring(`{ protectionPlans: { s3DataEvents: "UNMANAGED" } }`));
    expect(sortedStepLines(released)).toEqual([
        "delete training-plan-ai-protection",
        "delete training-plan-s3-data-events",
    ]);
    expect(await planStatuses(life.account)).toMatchObject({ AI_PROTECTION: "ENABLED", S3_DATA_EVENTS: "ENABLED" });

    await switchPlan(life.account, "S3_DATA_EVENTS", "DISABLED");
    expect(stepLines(await life.stack.up({ arguments: ["--refresh"] }))).toEqual([]);
    expect(await statusOf(life, "S3_DATA_EVENTS")).toBe("DISABLED");

    // The guide: to switch a plan off, go through DISABLED.
    await life.up(monitoring(`{ protectionPlans: { aiProtection: "DISABLED" } }`));
    expect(await planStatuses(life.account)).toMatchObject({ AI_PROTECTION: "DISABLED", S3_DATA_EVENTS: "ENABLED" });
});

test("another profile switches what it names, and the way back leaves AI Protection on", async () => {
    const life = await startLife();
    await life.up(monitoring(`{}`));

    const training = await life.up(monitoring(`{ profile: "AI_TRAINING" }`));
    // The provider cannot change an agent's setting in place. Nothing is off in between: its delete does nothing.
    expect(sortedStepLines(training)).toEqual([
        "create training-plan-ai-protection",
        "create-replacement training-plan-runtime-monitoring",
        "delete-replaced training-plan-runtime-monitoring",
        "update training",
    ]);
    expect(await planStatuses(life.account)).toMatchObject({ RUNTIME_MONITORING: "ENABLED", AI_PROTECTION: "ENABLED" });
    expect(await agentStatuses(life.account)).toEqual({
        EKS_ADDON_MANAGEMENT: "ENABLED",
        ECS_FARGATE_AGENT_MANAGEMENT: "DISABLED",
        EC2_AGENT_MANAGEMENT: "ENABLED",
    });
    expect(stepLines(await life.up())).toEqual([]);

    await life.up(monitoring(`{ profile: "BASELINE" }`));
    expect(await planStatuses(life.account)).toMatchObject({
        RUNTIME_MONITORING: "DISABLED",
        AI_PROTECTION: "ENABLED",
    });
});

test("an agent's setting changes by replacement, and Runtime Monitoring stays on meanwhile", async () => {
    const faults = new Faults();
    const life = await startLife({ wrap: faults.wrap });
    await life.up(monitoring(`{ profile: "AI_TRAINING" }`));

    const beforeEachChange: Promise<string>[] = [];
    faults.plan(({ method }) => {
        beforeEachChange.push(statusOf(life, "RUNTIME_MONITORING").then((status) => `${method}: ${status}`));
        return undefined;
    });
    const up = await life.up(
        monitoring(
            `{ profile: "AI_TRAINING", protectionPlans: { runtimeMonitoring: { ec2AgentManagement: "DISABLED" } } }`,
        ),
    );
    expect(stepLines(up)).toEqual([
        "delete-replaced training-plan-runtime-monitoring",
        "create-replacement training-plan-runtime-monitoring",
    ]);
    expect(await Promise.all(beforeEachChange)).toEqual(["delete: ENABLED", "create: ENABLED"]);
    expect(await agentStatuses(life.account)).toMatchObject({
        EKS_ADDON_MANAGEMENT: "ENABLED",
        EC2_AGENT_MANAGEMENT: "DISABLED",
    });
});

test("a plan of `additional` that the installed provider does not know fails before anything is changed", async () => {
    const life = await startLife();
    await life.up(monitoring(`{}`));
    const before = await planStatuses(life.account);

    const failed = await life.failedUp(monitoring(`{ protectionPlans: { additional: { QUANTUM_LOGS: "ENABLED" } } }`));
    expect(failed.diagnostics.map(({ message }) => message).join("\n")).toContain("expected name to be one of");
    expect(await planStatuses(life.account)).toEqual(before);

    expect(
        stepLines(await life.up(monitoring(`{ protectionPlans: { additional: { QUANTUM_LOGS: "UNMANAGED" } } }`))),
    ).toEqual([]);
});

test("in a member account only the plans that are named are touched", async () => {
    const life = await startLife();
    const detector = await life.account.guardDuty("us-east-1").detectors.create({ enable: true });
    const member = (plans: string) =>
        monitoring(`{ accountRole: "MEMBER", detectorId: "${detector.id}", protectionPlans: { ${plans} } }`);
    await life.up(member(``));
    const asTheAdministratorHasIt = await planStatuses(life.account);

    expect(stepLines(await life.up(member(`lambdaNetworkLogs: "DISABLED"`)))).toEqual([
        "create training-plan-lambda-network-logs",
    ]);
    expect(await planStatuses(life.account)).toEqual({ ...asTheAdministratorHasIt, LAMBDA_NETWORK_LOGS: "DISABLED" });

    // Handed back to the administrator as it is.
    expect(stepLines(await life.up(member(``)))).toEqual(["delete training-plan-lambda-network-logs"]);
    expect(await statusOf(life, "LAMBDA_NETWORK_LOGS")).toBe("DISABLED");
});
