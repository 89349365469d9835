import { SimulatedAccount } from "pulumi-guardduty-simulator";
import { expect, test } from "vitest";
import { evidenceIn } from "../src/evidence";
import { ExportWatch, startWatchedLife } from "../src/export-watch";
import { startLife } from "../src/life";
import { stepLines } from "../src/steps";

test("two stacks in two Regions of one account know nothing of each other", async () => {
    const account = new SimulatedAccount();
    const watch = new ExportWatch(account);
    const program = `
new GuardDutyMonitoring("training", { findingsExport: { bucketName: "evidence-of-" + pulumi.getStack() } });`;
    const virginia = await startLife({ account, wrap: watch.wrap, stack: "virginia", region: "us-east-1" });
    const ireland = await startLife({ account, wrap: watch.wrap, stack: "ireland", region: "eu-west-1" });
    await Promise.all([virginia.up(program), ireland.up(program)]);
    expect(await watch.statuses()).toEqual([
        "arn:aws:s3:::evidence-of-virginia PUBLISHING",
        "arn:aws:s3:::evidence-of-ireland PUBLISHING",
    ]);

    const before = await evidenceIn(account, "evidence-of-virginia", "us-east-1");
    await ireland.destroy();
    expect(await watch.statuses()).toEqual(["arn:aws:s3:::evidence-of-virginia PUBLISHING"]);
    expect(await evidenceIn(account, "evidence-of-virginia", "us-east-1")).toEqual(before);
    expect(stepLines(await virginia.up())).toEqual([]);
});

test("one program has a component for each of two Regions, by provider or by region", async () => {
    const { life, watch } = await startWatchedLife();
    const { account } = life;
    await life.up(`
const ireland = new aws.Provider("ireland", { region: "eu-west-1" });
new GuardDutyMonitoring("virginia", { findingsExport: { bucketName: "of-virginia" }, trustedIpList: { entries: ["8.8.8.8"] } });
new GuardDutyMonitoring(
    "ireland",
    { findingsExport: { bucketName: "of-ireland", prefix: "a" }, trustedIpList: { entries: ["8.8.4.4"] } },
    { provider: ireland },
);
new GuardDutyMonitoring("oregon", { region: "us-west-2", findingsExport: { bucketName: "of-oregon" } });`);
    expect(await watch.statuses()).toEqual([
        "arn:aws:s3:::of-virginia PUBLISHING",
        "arn:aws:s3:::of-ireland/a/ PUBLISHING",
        "arn:aws:s3:::of-oregon PUBLISHING",
    ]);
    const regions = { "of-virginia": "us-east-1", "of-ireland": "eu-west-1", "of-oregon": "us-west-2" };
    for (const [name, region] of Object.entries(regions)) {
        const { bucket, key } = await evidenceIn(account, name, region);
        expect(bucket.region).toBe(region);
        expect(key?.arn).toContain(`:kms:${region}:`);
    }
    expect(stepLines(await life.up())).toEqual([]);
    expect(stepLines(await life.refresh())).toEqual([]);
});

test("two stacks share a bucket of one's own, each under its prefix", async () => {
    const account = new SimulatedAccount();
    const watch = new ExportWatch(account);
    const archive = await startLife({ account, stack: "archive" });
    const sources = ["us-east-1", "eu-west-1"];
    await archive.up(`
const bucket = new aws.s3.Bucket("archive", { bucket: "archive" });
const sources = ${JSON.stringify(sources)}.map((region) => ({ accountId: "${account.accountId}", region }));
const join = (documents) => pulumi.all(documents).apply((texts) => JSON.stringify({
    Version: "2012-10-17",
    Statement: [...new Map(texts.flatMap((text) => JSON.parse(text).Statement).map((one) => [one.Sid, one])).values()],
}));
const key = new aws.kms.Key("archive", {
    policy: join(sources.map((source) => findingsKeyPolicy({ ...source, bucketArn: bucket.arn, bucketRegion: "us-east-1" }))),
});
new aws.s3.BucketPolicy("archive", {
    bucket: bucket.bucket,
    policy: join(sources.map((source) =>
        findingsBucketPolicy({ ...source, bucketArn: bucket.arn, kmsKeyArn: key.arn, prefix: source.region }))),
});
exports.key = key.arn;`);
    const key = String((await archive.stack.outputs())["key"]);
    const monitoring = (region: string) => `
new GuardDutyMonitoring("training", {
    findingsExport: {
        existingBucketArn: "arn:aws:s3:::archive",
        existingBucketRegion: "us-east-1",
        existingKmsKeyArn: "${key}",
        prefix: "${region}",
    },
});`;
    const [virginia, ireland] = await Promise.all(
        sources.map(async (region) => {
            const life = await startLife({ account, wrap: watch.wrap, stack: region, region });
            await life.up(monitoring(region));
            return life;
        }),
    );
    expect(await watch.statuses()).toEqual([
        "arn:aws:s3:::archive/us-east-1/ PUBLISHING",
        "arn:aws:s3:::archive/eu-west-1/ PUBLISHING",
    ]);

    await ireland?.destroy();
    expect(await watch.statuses()).toEqual(["arn:aws:s3:::archive/us-east-1/ PUBLISHING"]);
    const { bucket } = await evidenceIn(account, "archive");
    expect([...bucket.objects.keys()]).toEqual(expect.arrayContaining(["us-east-1/", "eu-west-1/"]));
    expect(stepLines((await virginia?.up()) ?? (await archive.up()))).toEqual([]);
});
