import { decorated, type ResourceProvider, SimulatedAccount } from "pulumi-guardduty-simulator";
import { expect, test } from "vitest";
import { evidenceIn, exportFinding, readAsAuditor } from "../src/evidence";
import { ExportWatch, startWatchedLife } from "../src/export-watch";
import { follow, guidePrograms } from "../src/guide";
import { type Life, startLife } from "../src/life";
import { sortedStepLines, stepLines } from "../src/steps";

/** A bucket and a key of the user's own, as the guide has them: with their policies before the destination. */
const OWN = `
const source = { accountId: "123456789012", region: "us-east-1" };
const archive = new aws.s3.Bucket("archive", { bucket: "archive" });
const archiveKey = new aws.kms.Key("archive", { policy: findingsKeyPolicy({ ...source, bucketArn: archive.arn }) });
const archivePolicy = new aws.s3.BucketPolicy("archive", {
    bucket: archive.bucket,
    policy: findingsBucketPolicy({ ...source, bucketArn: archive.arn, kmsKeyArn: archiveKey.arn }),
});`;

function program(findingsExport: string): string {
    return `${OWN}
const training = new GuardDutyMonitoring("training", { findingsExport: ${findingsExport} }, { dependsOn: [archivePolicy] });
exports.findingsBucketName = training.findingsBucketName;`;
}

async function bucketName({ stack }: Life): Promise<string> {
    return String((await stack.outputs())["findingsBucketName"]);
}

test("from a created bucket and key to one's own and back: the export never stands still, nothing is lost", async () => {
    const { life, watch } = await startWatchedLife();
    await life.up(program("{}"));
    const created = await bucketName(life);
    expect(await watch.statuses()).toEqual([`arn:aws:s3:::${created} PUBLISHING`]);
    const finding = await exportFinding(life.account, created);
    const before = await evidenceIn(life.account, created);

    const toOwn = await life.up(program("{ existingBucketArn: archive.arn, existingKmsKeyArn: archiveKey.arn }"));
    expect(sortedStepLines(toOwn).filter((line) => !line.startsWith("delete"))).toEqual([
        "update training-findings-export",
        "update training-findings-export-destination",
    ]);
    expect(watch.takeGaps()).toEqual([]);
    expect(await watch.statuses()).toEqual(["arn:aws:s3:::archive PUBLISHING"]);
    expect(await evidenceIn(life.account, created)).toEqual(before);
    expect(await readAsAuditor(life.account, created, finding)).toBe("a finding");
    const inArchive = await exportFinding(life.account, "archive");

    const back = await life.up(program("{}"));
    expect(stepLines(back)).toContain("update training-findings-export-destination");
    const next = await bucketName(life);
    expect(next).not.toBe(created);
    expect(watch.takeGaps()).toEqual([]);
    expect(await watch.statuses()).toEqual([`arn:aws:s3:::${next} PUBLISHING`]);
    const archive = await life.account.s3("us-east-1").settings.of("archive");
    expect([...(archive?.objects.keys() ?? [])]).toEqual(["AWSLogs/", inArchive]);
    expect(stepLines(await life.up())).toEqual([]);
});

test("from a created key to one's own, the bucket's policy comes a moment before the destination", async () => {
    const { life, watch } = await startWatchedLife();
    const own = `
const ownKey = new aws.kms.Key("own", {
    policy: findingsKeyPolicy({ accountId: "123456789012", region: "us-east-1", bucketArn: "arn:aws:s3:::evidence" }),
});`;
    const withKey = (more: string) =>
        `${own} new GuardDutyMonitoring("training", { findingsExport: { bucketName: "evidence", ${more} } });`;
    await life.up(withKey(""));
    await watch.statuses();
    const finding = await exportFinding(life.account, "evidence");
    const { key } = await evidenceIn(life.account, "evidence");

    const up = await life.up(withKey("existingKmsKeyArn: ownKey.arn"));
    expect(sortedStepLines(up).filter((line) => line.startsWith("update training-"))).toEqual([
        "update training-findings-export",
        "update training-findings-export-bucket-encryption",
        "update training-findings-export-bucket-policy",
        "update training-findings-export-destination",
    ]);
    expect(watch.takeGaps()).toContain("update training-findings-export-bucket-policy");
    expect(watch.takeGaps()).toEqual([]);
    expect(await watch.statuses()).toEqual(["arn:aws:s3:::evidence PUBLISHING"]);
    // The old findings are encrypted with the old key, which stays as it was.
    expect(await life.account.kms("us-east-1").describe(key?.id ?? "")).toEqual(key);
    expect(await readAsAuditor(life.account, "evidence", finding)).toBe("a finding");
});

test("a bucket of one's own with a created key may take two ups, as the guide says", async () => {
    const account = new SimulatedAccount();
    const watch = new ExportWatch(account);
    let tried = () => {};
    const destinationTried = new Promise<void>((resolve) => (tried = resolve));
    const wrap = (provider: ResourceProvider) => policyLast(watch.wrap(provider), destinationTried, tried);
    const life = await startLife({ account, wrap });
    await account.s3("us-east-1").buckets.create("archive", { objectLock: false });
    const [program = ""] = guidePrograms("findings-export.md", "Your own bucket with a created key");

    follow(life, program, { "central-findings": "archive" });
    const first = await life.stack.up();
    expect(first.exitCode).not.toBe(0);
    expect(first.output).toContain(
        "does not have permission to the KMS key or the resource specified by the destinationArn",
    );
    expect(stepLines(first)).toContain("create findings");

    expect(stepLines(await life.up()).filter((line) => line !== "create training")).toEqual([
        "create training-findings-export-destination",
    ]);
    expect(await watch.statuses()).toEqual(["arn:aws:s3:::archive PUBLISHING"]);
    expect(stepLines(await life.up())).toEqual([]);
});

/** Nothing makes a destination wait for a policy that the program puts on a bucket of its own: here it never does. */
function policyLast(provider: ResourceProvider, destinationTried: Promise<void>, tried: () => void): ResourceProvider {
    return decorated(provider, {
        create: async (request) => {
            if (request.type === "aws:s3/bucketPolicy:BucketPolicy") {
                await destinationTried;
            }
            try {
                return await provider.create(request);
            } finally {
                if (request.type === "aws:guardduty/publishingDestination:PublishingDestination") {
                    tried();
                }
            }
        },
    });
}
