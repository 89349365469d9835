import { expect, test } from "vitest";
import { evidenceIn, exportFinding, readAsAuditor } from "../src/evidence";
import { startWatchedLife } from "../src/export-watch";
import { follow, guidePrograms } from "../src/guide";
import type { Life } from "../src/life";
import { giveToStack } from "../src/recovery";
import { stepLines } from "../src/steps";

const REGION = "us-east-1";

const EVERYTHING = `
const { findingsBucketName } = new GuardDutyMonitoring("training", {
    findingsExport: {
        prefix: "guardduty",
        expireAfterDays: 400,
        objectLock: { mode: "GOVERNANCE", days: 365 },
        accessLogBucketName: "access-logs",
    },
    tags: { Environment: "training" },
});
exports.findingsBucketName = findingsBucketName;`;

const NAMED = `new GuardDutyMonitoring("training", { findingsExport: { bucketName: "evidence", prefix: "guardduty" } });`;

async function idOf({ stack }: Life, name: string): Promise<string> {
    const { resources = [] } = (await stack.exportState()).deployment;
    return resources.find(({ urn }) => urn.endsWith(`::${name}`))?.id ?? "";
}

test("a destroy leaves the evidence as it was protected, and readable; a new up makes a new bucket", async () => {
    const { life, watch } = await startWatchedLife();
    await life.account.s3(REGION).buckets.create("access-logs", { objectLock: false });
    await life.up(EVERYTHING);
    const bucketName = String((await life.stack.outputs())["findingsBucketName"]);
    const finding = await exportFinding(life.account, bucketName, "guardduty/");
    const before = await evidenceIn(life.account, bucketName);
    expect(before.bucket).toMatchObject({
        ownership: "BucketOwnerEnforced",
        versioning: "Enabled",
        publicAccessBlock: { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true },
        encryption: { algorithm: "aws:kms", kmsKeyId: before.key?.arn },
        defaultRetention: { mode: "GOVERNANCE", days: 365 },
        logging: { targetBucket: "access-logs" },
    });
    expect([...before.bucket.objects.keys()]).toEqual(["guardduty/", "guardduty/AWSLogs/", finding]);

    const alias = await idOf(life, "training-findings-export-key-alias");
    const destroy = await life.destroy();
    expect(stepLines(destroy)[0]).toBe("delete training-findings-export-destination");
    expect(await evidenceIn(life.account, bucketName)).toEqual(before);
    expect(before.key).toMatchObject({ enabled: true, deletionAt: undefined });
    expect(await readAsAuditor(life.account, bucketName, finding)).toBe("a finding");
    expect((await life.stack.exportState()).deployment.resources ?? []).toEqual([]);
    expect(life.account.guardDuty(REGION).detectors.list()).toEqual([]);
    expect(await life.account.kms(REGION).aliases.find(alias)).toBeUndefined();

    await life.up();
    const next = String((await life.stack.outputs())["findingsBucketName"]);
    expect(next).not.toBe(bucketName);
    expect(await watch.statuses()).toEqual([`arn:aws:s3:::${next}/guardduty/ PUBLISHING`]);
    expect(await evidenceIn(life.account, bucketName)).toEqual(before);
});

test("with a bucketName the next up tells that it is taken, and goes on with it as the guide says", async () => {
    const { life, watch } = await startWatchedLife();
    await life.up(NAMED);
    const finding = await exportFinding(life.account, "evidence", "guardduty/");
    await life.destroy();
    const { key } = await evidenceIn(life.account, "evidence");

    const surprised = await life.failedUp();
    expect(surprised.diagnostics.map(({ message }) => message).join("\n")).toContain("BucketAlreadyOwnedByYou");

    const [program = ""] = guidePrograms("findings-export.md", "Go on with the old bucket");
    follow(life, program, {
        "eu-west-1": REGION,
        "111122223333": life.account.accountId,
        "training-findings-export-bucket-7ab00f0": "evidence",
        "1234abcd-12ab-34cd-56ef-1234567890ab": key?.id ?? "",
    });
    await life.up();
    expect(await watch.statuses()).toEqual(["arn:aws:s3:::evidence PUBLISHING"]);
    expect(await readAsAuditor(life.account, "evidence", finding)).toBe("a finding");
    expect(stepLines(await life.up())).toEqual([]);
});

test("or takes bucket and key back into the stack, as the guide says", async () => {
    const { life, watch } = await startWatchedLife();
    await life.up(NAMED);
    const finding = await exportFinding(life.account, "evidence", "guardduty/");
    await life.destroy();
    const before = await evidenceIn(life.account, "evidence");

    await life.failedUp();
    await giveToStack(
        life,
        new Map([
            ["training-findings-export-bucket", "evidence"],
            ["training-findings-export-key", before.key?.id ?? ""],
        ]),
    );
    const up = await life.up();
    expect(up.steps.filter(({ op }) => op !== "create").map(({ op, name }) => `${op} ${name}`)).toEqual([
        "update training-findings-export-key",
    ]);
    expect(await watch.statuses()).toEqual(["arn:aws:s3:::evidence/guardduty/ PUBLISHING"]);
    expect(await readAsAuditor(life.account, "evidence", finding)).toBe("a finding");
    expect((await evidenceIn(life.account, "evidence")).bucket).toMatchObject({
        ...before.bucket,
        policy: expect.any(String),
        objects: expect.any(Map),
    });
    expect(stepLines(await life.up())).toEqual([]);
});
