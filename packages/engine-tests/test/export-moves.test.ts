import { expect, test } from "vitest";
import { evidenceIn, exportFinding, readAsAuditor } from "../src/evidence";
import { startWatchedLife } from "../src/export-watch";
import { stepLines } from "../src/steps";

function program(findingsExport: string, more = ""): string {
    return `
const training = new GuardDutyMonitoring("training", { ${more} findingsExport: ${findingsExport} });
exports.findingsBucketName = training.findingsBucketName;`;
}

test("another bucketName: findings have a place to go all the time, and the old bucket stays as it was", async () => {
    const { life, watch } = await startWatchedLife();
    await life.up(program(`{ bucketName: "evidence", prefix: "guardduty" }`));
    expect(await watch.statuses()).toEqual(["arn:aws:s3:::evidence/guardduty/ PUBLISHING"]);
    const finding = await exportFinding(life.account, "evidence", "guardduty/");
    const before = await evidenceIn(life.account, "evidence");

    const up = await life.up(program(`{ bucketName: "later-evidence", prefix: "guardduty" }`));
    expect(up.steps.filter(({ op }) => op === "update").map(({ name }) => name)).toEqual([
        "training-findings-export-key",
        "training-findings-export-destination",
    ]);
    expect(watch.takeGaps()).toEqual([]);
    expect(await watch.statuses()).toEqual(["arn:aws:s3:::later-evidence/guardduty/ PUBLISHING"]);
    expect((await evidenceIn(life.account, "evidence")).bucket).toEqual(before.bucket);

    // The key's policy names the new bucket: the guide says what readers of the old one need from then on.
    expect(await readAsAuditor(life.account, "evidence", finding)).toBe("keyPolicy");
    expect(await readAsAuditor(life.account, "evidence", finding, ["kms:Decrypt"])).toBe("a finding");
    expect(stepLines(await life.up())).toEqual([]);
});

test("a prefix is added, changed and removed in one up each, and what was exported stays where it is", async () => {
    const { life, watch } = await startWatchedLife();
    await life.up(program(`{ bucketName: "evidence" }`));
    await watch.statuses();
    const finding = await exportFinding(life.account, "evidence");

    expect(stepLines(await life.up(program(`{ bucketName: "evidence", prefix: "one" }`)))).toEqual([
        "update training-findings-export-bucket-policy",
        "create training-findings-export-prefix-marker",
        "update training-findings-export-destination",
    ]);
    const gap = ["update training-findings-export-bucket-policy", "create training-findings-export-prefix-marker"];
    expect(watch.takeGaps()).toEqual(gap);
    expect(await watch.statuses()).toEqual(["arn:aws:s3:::evidence/one/ PUBLISHING"]);

    expect(stepLines(await life.up(program(`{ bucketName: "evidence", prefix: "two" }`)))).toEqual([
        "update training-findings-export-bucket-policy",
        "create-replacement training-findings-export-prefix-marker",
        "update training-findings-export-destination",
        "delete-replaced training-findings-export-prefix-marker",
    ]);
    expect(watch.takeGaps()).toEqual(gap);
    expect(await watch.statuses()).toEqual(["arn:aws:s3:::evidence/two/ PUBLISHING"]);

    expect(stepLines(await life.up(program(`{ bucketName: "evidence" }`)))).toEqual([
        "update training-findings-export-bucket-policy",
        "update training-findings-export-destination",
        "delete training-findings-export-prefix-marker",
    ]);
    expect(watch.takeGaps()).toEqual([]);
    expect(await watch.statuses()).toEqual(["arn:aws:s3:::evidence PUBLISHING"]);
    const { bucket } = await evidenceIn(life.account, "evidence");
    expect([...bucket.objects.keys()].sort()).toEqual(
        ["AWSLogs/", finding, "one/", "one/AWSLogs/", "two/", "two/AWSLogs/"].sort(),
    );
});

test("another Region replaces all but the evidence; a bucketName must change, too, which S3 says", async () => {
    const { life, watch } = await startWatchedLife();
    const there = `region: "eu-west-1",`;
    await life.up(program(`{ bucketName: "evidence" }`));
    await watch.statuses();
    const finding = await exportFinding(life.account, "evidence");
    const before = await evidenceIn(life.account, "evidence");

    const surprised = await life.failedUp(program(`{ bucketName: "evidence" }`, there));
    expect(surprised.diagnostics.map(({ message }) => message).join("\n")).toContain("BucketAlreadyOwnedByYou");
    expect(stepLines(surprised).filter((line) => line.includes("findings-export"))).toEqual([
        "create-replacement training-findings-export-bucket",
    ]);
    expect(await watch.statuses()).toEqual(["arn:aws:s3:::evidence PUBLISHING"]);

    const back = await life.failedUp(program(`{ bucketName: "evidence" }`));
    expect(back.output).toContain("a detector already exists for the current account");
    expect(await watch.statuses()).toEqual(["arn:aws:s3:::evidence PUBLISHING"]);

    const moved = await life.up(program(`{ bucketName: "evidence-of-europe" }`, there));
    const order = stepLines(moved).filter((line) => /-(?:destination|detector|bucket-policy)$/.test(line));
    expect(order).toEqual([
        "create-replacement training-findings-export-bucket-policy",
        "delete-replaced training-findings-export-destination",
        "create-replacement training-findings-export-destination",
        "delete-replaced training-findings-export-bucket-policy",
        "delete-replaced training-detector",
    ]);
    expect(watch.takeGaps()).toEqual([]);
    expect(await watch.statuses()).toEqual(["arn:aws:s3:::evidence-of-europe PUBLISHING"]);
    expect(await evidenceIn(life.account, "evidence")).toEqual(before);
    expect(await readAsAuditor(life.account, "evidence", finding)).toBe("a finding");
    expect(stepLines(await life.up())).toEqual([]);
});
