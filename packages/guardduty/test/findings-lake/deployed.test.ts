// A whole program, export and lake, on the account that enforces AWS's rules.
import * as pulumi from "@pulumi/pulumi";
import { SimulatedAccount, SimulatedAwsProvider, simulatorMocks } from "pulumi-guardduty-simulator";
import { expect, it } from "vitest";
import { FindingsLake, GuardDutyMonitoring } from "../../src/index";
import { REVIEW_QUERIES } from "../../src/findings-lake/queries/review-queries";
import { valueOf } from "../recorder";

const REGION = "eu-west-1";

it("a lake over the export of GuardDutyMonitoring is accepted, and its table by Athena", async () => {
    const account = new SimulatedAccount({ accountId: "111122223333" });
    const provider = new SimulatedAwsProvider({ account, region: REGION, defaultTags: { CostCenter: "7" } });
    const mocks = simulatorMocks(provider);
    await pulumi.runtime.setMocks(mocks, "project", "dev", false);

    const monitoring = new GuardDutyMonitoring("training", { findingsExport: { prefix: "guardduty" } });
    const lake = new FindingsLake("findings", {
        findingsLocation: pulumi.interpolate`${monitoring.findingsLocation}`,
        findingsKmsKeyArn: pulumi.interpolate`${monitoring.findingsKmsKeyArn}`,
        bytesScannedCutoffPerQuery: 10_485_760,
        reviewRole: { trustedPrincipalArns: ["arn:aws:iam::111122223333:root"] },
        tags: { Team: "security" },
    });
    const queryIds = await valueOf(lake.queryIds);
    const [bucket, workgroupName] = await valueOf(pulumi.all([monitoring.findingsBucketName, lake.workgroupName]));

    expect(await valueOf(lake.reviewRoleArn)).toMatch(/^arn:aws:iam::111122223333:role\/findings-review-role-/);
    // The role's policy is made last.
    await expect
        .poll(() => mocks.registrations.find(({ name }) => name === "findings-review-role-policy")?.state)
        .toBeDefined();

    const table = await account.glue(REGION).findTable("findings_dev", "findings_raw");
    expect(table?.parameters["storage.location.template"]).toBe(
        `s3://${bucket}/guardduty/AWSLogs/\${account}/GuardDuty/\${region}/\${day}/`,
    );
    await account.athena(REGION).checkTable("findings_dev", "findings_raw");
    await account.athena(REGION).checkTable("findings_dev", "findings");

    const workgroup = await account.athena(REGION).findWorkgroup(workgroupName);
    expect(workgroup).toMatchObject({
        settings: { enforced: true, bytesScannedCutoff: 10_485_760, results: { encryptionOption: "SSE_S3" } },
        tags: { Team: "security", CostCenter: "7" },
    });
    for (const { key, title } of REVIEW_QUERIES) {
        const saved = await account.athena(REGION).findNamedQuery(queryIds[key] ?? "");
        expect(saved).toMatchObject({ name: `GuardDuty review ${title}`, workgroup: workgroupName });
        expect(saved?.query).toContain('FROM "findings_dev"."findings"');
    }
});
