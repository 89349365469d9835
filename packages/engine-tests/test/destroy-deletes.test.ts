import { expect, test } from "vitest";
import { emptyBucket, evidenceIn, exportFinding } from "../src/evidence";
import { startLife } from "../src/life";
import { stepLines } from "../src/steps";

const DAY = 24 * 60 * 60 * 1000;

const program = (more: string): string => `
new GuardDutyMonitoring("training", { findingsExport: { bucketName: "evidence", prefix: "guardduty", ${more} } });`;

test("with retainOnDelete: false a destroy tells that the bucket is not empty, leaves it protected, and ends when it is", async () => {
    const life = await startLife();
    await life.up(program(""));
    await exportFinding(life.account, "evidence", "guardduty/");
    // As the guide says: a destroy goes by what the last up said.
    expect(stepLines(await life.up(program("retainOnDelete: false")))).toEqual(["update training-findings-export"]);
    const before = await evidenceIn(life.account, "evidence");

    const destroy = await life.stack.destroy();
    expect(destroy.exitCode).not.toBe(0);
    expect(destroy.diagnostics.map(({ message }) => message).join("\n")).toContain("BucketNotEmpty");
    // GuardDuty lost its leave before its place.
    expect(stepLines(destroy)[0]).toBe("delete training-findings-export-destination");
    const { bucket, key } = await evidenceIn(life.account, "evidence");
    expect({ ...bucket, objects: [...bucket.objects.keys()] }).toEqual({
        ...before.bucket,
        // The prefix's object was the stack's own.
        objects: [...before.bucket.objects.keys()].filter((one) => one !== "guardduty/"),
    });
    expect(key?.deletionAt).toBe(life.account.clock.now() + 30 * DAY);
    const left = (await life.stack.exportState()).deployment.resources ?? [];
    expect(left.filter(({ type }) => type.startsWith("aws:s3/")).map(({ id }) => id)).toEqual(["evidence"]);

    await emptyBucket(life.account, "evidence");
    await life.destroy();
    expect(await life.account.s3("us-east-1").settings.of("evidence")).toBeUndefined();
    expect((await life.stack.exportState()).deployment.resources ?? []).toEqual([]);
});

test("and where the bucket changes, the up tells that the old one is not empty, after all else is done", async () => {
    const life = await startLife();
    await life.up(program("retainOnDelete: false"));
    const moved = program("retainOnDelete: false").replace('"evidence"', '"later-evidence"');
    const up = await life.failedUp(moved);
    expect(up.diagnostics.map(({ message }) => message).join("\n")).toContain("BucketNotEmpty");
    expect(up.steps.find(({ failed }) => failed)?.op).toBe("delete-replaced");
    const { bucket } = await evidenceIn(life.account, "evidence");
    expect(bucket).toMatchObject({ policy: expect.any(String), publicAccessBlock: { blockPublicPolicy: true } });

    await emptyBucket(life.account, "evidence");
    await life.up();
    expect(await life.account.s3("us-east-1").settings.of("evidence")).toBeUndefined();
    expect(stepLines(await life.up())).toEqual([]);
});
