import { expect, test } from "vitest";
import { evidenceIn, exportFinding, readAsAuditor } from "../src/evidence";
import { startWatchedLife } from "../src/export-watch";
import { stepLines } from "../src/steps";

function program(findingsExport: string): string {
    return `
const training = new GuardDutyMonitoring("training", { findingsExport: ${findingsExport} });
exports.findingsBucketName = training.findingsBucketName;`;
}

test("expiry, lock and access log come later, and the bucket keeps lock and log when their arguments go", async () => {
    const { life, watch } = await startWatchedLife();
    await life.account.s3("us-east-1").buckets.create("access-logs", { objectLock: false });
    await life.up(program(`{ bucketName: "evidence" }`));
    await watch.statuses();

    expect(stepLines(await life.up(program(`{ bucketName: "evidence", expireAfterDays: 30 }`)))).toEqual([
        "update training-findings-export-bucket-lifecycle",
    ]);
    const settings = `objectLock: { mode: "GOVERNANCE", days: 7 }, accessLogBucketName: "access-logs"`;
    const added = await life.up(program(`{ bucketName: "evidence", expireAfterDays: 30, ${settings} }`));
    expect(stepLines(added).sort()).toEqual([
        "create training-findings-export-bucket-logging",
        "create training-findings-export-bucket-object-lock",
    ]);
    const { bucket } = await evidenceIn(life.account, "evidence");
    const kept = {
        objectLock: true,
        defaultRetention: { mode: "GOVERNANCE", days: 7 },
        logging: { targetBucket: "access-logs" },
    };
    expect(bucket).toMatchObject(kept);

    const removed = await life.up(program(`{ bucketName: "evidence" }`));
    expect(stepLines(removed).sort()).toEqual([
        "delete training-findings-export-bucket-logging",
        "delete training-findings-export-bucket-object-lock",
        "update training-findings-export-bucket-lifecycle",
    ]);
    const after = await evidenceIn(life.account, "evidence");
    expect(after.bucket).toMatchObject(kept);
    expect(after.bucket.lifecycle?.map(({ id }) => id)).toEqual(["abort-incomplete-uploads"]);
    expect(watch.takeGaps()).toEqual([]);
    expect(await watch.statuses()).toEqual(["arn:aws:s3:::evidence PUBLISHING"]);
});

test("tags replace the destination, the old one first", async () => {
    const { life, watch } = await startWatchedLife();
    await life.up(program(`{ bucketName: "evidence" }`));
    const up = await life.up(
        `new GuardDutyMonitoring("training", { tags: { Team: "ml" }, findingsExport: { bucketName: "evidence" } });`,
    );
    expect(stepLines(up).filter((line) => line.includes("findings-export-destination"))).toEqual([
        "delete-replaced training-findings-export-destination",
        "create-replacement training-findings-export-destination",
    ]);
    expect(await watch.statuses()).toEqual(["arn:aws:s3:::evidence PUBLISHING"]);
});

test("the whole export goes, and comes again with a bucket and a key of its own", async () => {
    const { life, watch } = await startWatchedLife();
    await life.up(program("{}"));
    const bucketName = String((await life.stack.outputs())["findingsBucketName"]);
    const finding = await exportFinding(life.account, bucketName);
    const before = await evidenceIn(life.account, bucketName);

    const removed = await life.up(program("undefined"));
    expect(stepLines(removed).filter((line) => !line.startsWith("update"))[0]).toBe(
        "delete training-findings-export-destination",
    );
    expect(await evidenceIn(life.account, bucketName)).toEqual(before);
    expect(await readAsAuditor(life.account, bucketName, finding)).toBe("a finding");
    expect(await watch.statuses()).toEqual([]);

    await life.up(program("{}"));
    const next = String((await life.stack.outputs())["findingsBucketName"]);
    expect(next).not.toBe(bucketName);
    expect(await watch.statuses()).toEqual([`arn:aws:s3:::${next} PUBLISHING`]);
    expect(await evidenceIn(life.account, bucketName)).toEqual(before);
});
