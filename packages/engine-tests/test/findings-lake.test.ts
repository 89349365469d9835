import { expect, test } from "vitest";
import { startLife } from "../src/life";
import { stepLines } from "../src/steps";

const REGION = "us-east-1";
const QUERIES = [
    ...["new-and-open", "first-seen-types", "top-talkers", "ai-findings"],
    ...["attack-sequences", "account-trend", "time-to-archive", "noise"],
].map((key) => `lake-query-${key}`);

const program = (args: string): string => `
const monitoring = new GuardDutyMonitoring("training", { findingsExport: {} });
const lake = new FindingsLake("lake", {
    findingsLocation: pulumi.interpolate\`\${monitoring.findingsLocation}\`,
    findingsKmsKeyArn: pulumi.interpolate\`\${monitoring.findingsKmsKeyArn}\`,
    reviewRole: { trustedPrincipalArns: ["arn:aws:iam::123456789012:root"] },
    ${args}
});
exports.bucket = lake.resultsBucketName;`;

test("a lake: a second up and a refresh change nothing, an edit what it is about, and a destroy leaves the findings", async () => {
    const life = await startLife();
    const first = await life.up(program("tags: { Team: 'security' }"));
    expect(new Set(first.steps.map(({ op }) => op))).toEqual(new Set(["create"]));
    expect(stepLines(await life.up())).toEqual([]);
    expect(stepLines(await life.refresh())).toEqual([]);
    expect(stepLines(await life.preview())).toEqual([]);
    await life.account.athena(REGION).checkTable("lake_dev", "findings_raw");

    const wider = "tags: { Team: 'security' }, accountIds: ['123456789012', '111122223333'], firstDay: '2026-01-01',";
    expect(
        stepLines(await life.up(program(wider)))
            .sort()
            .reverse(),
    ).toEqual([
        "update lake-table",
        // Which may read the other account's folder, too.
        "update lake-review-role-policy",
    ]);
    const cheaper = `${wider} bytesScannedCutoffPerQuery: 20000000, resultsExpireAfterDays: 7,`;
    expect(stepLines(await life.up(program(cheaper))).sort()).toEqual([
        "update lake-results-bucket-lifecycle",
        "update lake-workgroup",
    ]);

    // Another database comes before the old one goes; results stay where they are.
    const moved = await life.up(program(`${cheaper} databaseName: 'other',`));
    const changed = stepLines(moved).map((line) => line.split(" ").at(-1));
    expect(new Set(changed)).toEqual(
        new Set(["lake-database", "lake-table", "lake-view", "lake-review-role-policy", ...QUERIES]),
    );
    expect(await life.account.glue(REGION).findDatabase("lake_dev")).toBeUndefined();
    await life.account.athena(REGION).checkTable("other", "findings_raw");

    // What somebody saved in the workgroup, and a result, stop nothing.
    const { resources = [] } = (await life.stack.exportState()).deployment;
    const idOf = (name: string): string => resources.find(({ urn }) => urn.endsWith(`::${name}`))?.id ?? "";
    const [workgroup, bucket] = [idOf("lake-workgroup"), idOf("lake-results-bucket")];
    const query = { name: "mine", description: undefined, database: "other", workgroup, query: "SELECT 1" };
    await life.account.athena(REGION).createNamedQuery(query);
    await life.account.s3(REGION).objects.put(bucket, { key: "results/1.csv", content: Buffer.from("1\n") });
    await life.destroy();
    expect((await life.stack.exportState()).deployment.resources ?? []).toEqual([]);
    expect(await life.account.athena(REGION).findWorkgroup(workgroup)).toBeUndefined();
    expect(await life.account.glue(REGION).findDatabase("other")).toBeUndefined();
    expect(await life.account.s3(REGION).settings.of(bucket)).toBeUndefined();
    expect(await life.account.s3(REGION).settings.of(idOf("training-findings-export-bucket"))).toBeDefined();
});
