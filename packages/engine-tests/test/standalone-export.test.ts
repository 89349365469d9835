import { expect, test } from "vitest";
import { evidenceIn } from "../src/evidence";
import { startWatchedLife } from "../src/export-watch";
import { stepLines } from "../src/steps";

test("an export alone goes where its detector is, wherever the provider is", async () => {
    const { life, watch } = await startWatchedLife({ region: "us-east-1" });
    const { arn } = await life.account.guardDuty("eu-west-1").detectors.create({ enable: true });
    const program = (detectorArn: string): string => `
new FindingsExport("findings", { detectorArn: ${detectorArn}, bucketName: "evidence", prefix: "guardduty" });`;

    await life.up(program(`"${arn}"`));
    expect(await watch.statuses()).toEqual(["arn:aws:s3:::evidence/guardduty/ PUBLISHING"]);
    const { bucket, key } = await evidenceIn(life.account, "evidence", "eu-west-1");
    expect(bucket.region).toBe("eu-west-1");
    expect(key?.arn).toContain(":kms:eu-west-1:");
    expect(life.account.guardDuty("us-east-1").detectors.list()).toEqual([]);

    // The same ARN as something that is known later, and with the Region said: no difference.
    expect(stepLines(await life.up(program(`pulumi.output(Promise.resolve("${arn}"))`)))).toEqual([]);
    expect(stepLines(await life.up(program(`"${arn}", region: "eu-west-1"`)))).toEqual([]);
    expect(stepLines(await life.refresh())).toEqual([]);
});

test("with a detector of the same program the Region is known when the detector is there", async () => {
    const { life, watch } = await startWatchedLife({ region: "us-east-1" });
    const program = `
const detector = new aws.guardduty.Detector("own", { enable: true, region: "eu-west-1" });
new FindingsExport("findings", { detectorArn: detector.arn, bucketName: "evidence" });`;
    const preview = await life.preview(program);
    expect(stepLines(preview)).toContain("create findings-destination");
    await life.up();
    expect(await watch.statuses()).toEqual(["arn:aws:s3:::evidence PUBLISHING"]);
    expect((await evidenceIn(life.account, "evidence", "eu-west-1")).bucket.region).toBe("eu-west-1");
    expect(stepLines(await life.up())).toEqual([]);
});
