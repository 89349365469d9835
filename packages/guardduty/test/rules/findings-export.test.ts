import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { planFindingsExportComponent } from "../../src/findings-export/component-plan";
import { InvalidArgsError } from "../../src/validation/invalid-args-error";
import { expectAccepted, expectRefused, reasonsIn } from "../refusals";

const BUCKET = "arn:aws:s3:::central-findings";
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const DETECTOR = "arn:aws:guardduty:eu-west-1:111122223333:detector/12abc34d567e8fa901bc2d34e56789f0";

function expectRefusedExport(findingsExport: object, expected: Record<string, string>, more: object = {}): void {
    const prefixed = Object.entries(expected).map(([argument, telling]) => [`findingsExport.${argument}`, telling]);
    expectRefused({ findingsExport, ...more }, Object.fromEntries(prefixed));
}
const accept = (findingsExport: object, more: object = {}): void => expectAccepted({ findingsExport, ...more });

describe("a bucket of one's own", () => {
    it.each([
        ["a name", "my-bucket", "its ARN has arn:aws:s3::: in front"],
        ["a folder", `${BUCKET}/folder`, "the folder is the prefix"],
        ["a Region", "arn:aws:s3:eu-west-1::bucket-name", "neither a Region nor an account"],
        ["an account", "arn:aws:s3::111122223333:bucket-name", "neither a Region nor an account"],
        ["another service", "arn:aws:sns:eu-west-1:111122223333:topic", "Its third part must be s3"],
        ["an access point", "arn:aws:s3:eu-west-1:111122223333:accesspoint/x", "access point"],
        [
            "a directory bucket",
            "arn:aws:s3express:eu-west-1:111122223333:bucket/x--x-s3",
            "general purpose buckets only",
        ],
        ["a wildcard", "arn:aws:s3:::find*", "wildcards"],
        ["upper case", "arn:aws:s3:::Findings", "Write it in lower case"],
        ["a URL", "s3://my-bucket", "must be the ARN of an S3 bucket"],
        ["nothing", "", "must be the ARN of an S3 bucket"],
        ["a number", 7, "must be the ARN of an S3 bucket"],
        ["null", null, "must be the ARN of an S3 bucket"],
    ])("has no ARN with %s", (_, existingBucketArn, telling) => {
        expectRefusedExport({ existingBucketArn }, { existingBucketArn: telling });
    });

    it("takes no settings of a created one", () => {
        const telling = "this is a setting of a created bucket, and a bucket of your own is left as it is";
        expectRefusedExport(
            {
                existingBucketArn: BUCKET,
                bucketName: "my-bucket",
                expireAfterDays: 30,
                objectLock: { mode: "GOVERNANCE", days: 1 },
                accessLogBucketName: "my-logs",
            },
            { bucketName: telling, expireAfterDays: telling, objectLock: telling, accessLogBucketName: telling },
        );
        accept({ existingBucketArn: BUCKET, prefix: "guardduty", createPrefixMarker: false, existingKmsKeyArn: KEY });
    });

    it("has a Region only where there is one", () => {
        expectRefusedExport(
            { existingBucketRegion: "eu-west-1" },
            { existingBucketRegion: "this goes with existingBucketArn" },
        );
        accept({ existingBucketArn: BUCKET, existingBucketRegion: "eu-west-1" });
        expectRefusedExport(
            { existingBucketArn: BUCKET, existingBucketRegion: "Ireland" },
            { existingBucketRegion: "must be the code of a Region" },
        );
    });

    it("may be named by an Output, with the same conflicts", () => {
        expectRefusedExport(
            { existingBucketArn: pulumi.output(BUCKET), expireAfterDays: pulumi.output(30) },
            { expireAfterDays: "setting of a created bucket" },
        );
    });
});

describe("where bucket and key may be", () => {
    const own = { existingBucketArn: BUCKET };

    it.each([
        ["default to default", "eu-west-1", "us-east-1"],
        ["opt-in to itself", "me-south-1", "me-south-1"],
        ["opt-in to default", "me-south-1", "eu-central-1"],
        ["China to China", "cn-north-1", "cn-northwest-1"],
    ])("is %s", (_, region, existingBucketRegion) => {
        const partition = region.startsWith("cn-") ? "aws-cn" : "aws";
        accept({ existingBucketArn: `arn:${partition}:s3:::central-findings`, existingBucketRegion }, { region });
    });

    it.each([
        ["default to opt-in", "eu-west-1", "eu-south-1", "eu-south-1 is an opt-in Region"],
        ["opt-in to another opt-in", "me-south-1", "af-south-1", "af-south-1 is an opt-in Region"],
        ["default to an unknown Region", "eu-west-1", "eu-new-9", "not known to be enabled by default"],
        ["GovCloud to its other Region", "us-gov-west-1", "us-gov-east-1", "must be in the Region of the findings"],
        ["one partition to another", "eu-west-1", "cn-north-1", "stay in the partition aws"],
    ])("is not %s", (_, region, existingBucketRegion, telling) => {
        const existingBucketArn = region.startsWith("us-gov") ? "arn:aws-us-gov:s3:::central-findings" : BUCKET;
        expectRefusedExport({ existingBucketArn, existingBucketRegion }, { existingBucketRegion: telling }, { region });
    });

    it("is one partition", () => {
        expectRefusedExport(
            own,
            { existingBucketArn: "must be a bucket in the detector's partition, aws-us-gov" },
            { region: "us-gov-west-1" },
        );
    });

    it("is one Region for both", () => {
        accept({ existingKmsKeyArn: KEY }, { region: "eu-west-1" });
        accept({ existingKmsKeyArn: KEY });
        expectRefusedExport(
            { existingKmsKeyArn: KEY },
            { existingKmsKeyArn: "The key is in eu-west-1 and the bucket in us-east-1" },
            { region: "us-east-1" },
        );
        accept({ ...own, existingBucketRegion: "eu-west-1", existingKmsKeyArn: KEY }, { region: "us-east-1" });
        expectRefusedExport(
            { ...own, existingBucketRegion: "eu-central-1", existingKmsKeyArn: KEY },
            { existingKmsKeyArn: "both must be in one Region" },
            { region: "us-east-1" },
        );
        // What is not known yet is judged when it is.
        accept(
            { ...own, existingBucketRegion: pulumi.output("eu-west-1"), existingKmsKeyArn: KEY },
            { region: "us-east-1" },
        );
    });
});

describe("a key of one's own", () => {
    it.each([
        ["an id", "1234abcd-12ab-34cd-56ef-1234567890ab", "give the key's ARN"],
        ["an alias", "alias/guardduty", "It is an alias"],
        ["an alias's ARN", "arn:aws:kms:eu-west-1:111122223333:alias/guardduty", "It is an alias"],
        ["another service", "arn:aws:s3:::key", "Its third part must be kms"],
        ["no Region", "arn:aws:kms::111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab", "must be a Region"],
        ["a short account", "arn:aws:kms:eu-west-1:1111:key/1234abcd-12ab-34cd-56ef-1234567890ab", "12 digits"],
        ["a malformed id", "arn:aws:kms:eu-west-1:111122223333:key/1234", "must be a UUID"],
        [
            "a Region of another partition",
            "arn:aws:kms:cn-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            "partition aws-cn",
        ],
        ["spaces", ` ${KEY}`, "Remove the spaces"],
        ["nothing", "", "must be the ARN of a KMS key"],
        ["an object", {}, "must be the ARN of a KMS key"],
    ])("is not given by %s", (_, existingKmsKeyArn, telling) => {
        expectRefusedExport({ existingKmsKeyArn }, { existingKmsKeyArn: telling });
    });

    it("may be a multi-Region key", () => {
        accept({ existingKmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab" });
    });
});

describe("the name of a bucket", () => {
    const wrong: [string, string][] = [
        ["ab", "It has 2 characters"],
        ["b".repeat(64), "It has 64 characters"],
        ["My-Bucket", "Write it in lower case"],
        ["my_bucket", "not among these"],
        ["-bucket", "Its first character"],
        ["bucket-", "Its last character"],
        ["my..bucket", "two dots"],
        ["192.0.2.1", "IP address"],
        ["xn--bucket", "S3 reserves names starting with xn--"],
        ["bucket--ol-s3", "S3 reserves names ending with --ol-s3"],
        ["arn:aws:s3:::my-bucket", "Give the name only"],
        ["s3://my-bucket", "Give the name only"],
        ["", "It has 0 characters"],
    ];

    it.each(wrong)("is not %o", (name, telling) => {
        expectRefusedExport(
            { bucketName: name, accessLogBucketName: name },
            { bucketName: telling, accessLogBucketName: telling },
        );
        expectRefused({ listBucketName: name }, { listBucketName: telling });
    });

    it.each(["abc", "b".repeat(63), "my.bucket-1", "1bucket"])("may be %s", (name) => {
        accept({ bucketName: name, accessLogBucketName: name });
        expectAccepted({ listBucketName: name });
    });
});

describe("the prefix", () => {
    it.each([
        ["", "Leave it out"],
        ["/", "slash at its start"],
        ["/logs", "slash at its start"],
        ["logs//guardduty", "Each folder needs a name"],
        ["logs/../x", "neither . nor .."],
        ["./logs", "neither . nor .."],
        ["logs/", undefined],
        ["logs/guardduty", undefined],
        ["p".repeat(512), undefined],
        ["p".repeat(513), "It has 513 characters"],
        ["lo*gs", "wildcards"],
        ["lo?gs", "wildcards"],
        ["${aws:username}", "variable"],
        ["s3://bucket/logs", "without the bucket"],
        ["two words", "not among these"],
        ["größe", "not among these"],
        ["a\nb", "not among these"],
        ["A-z0-9!_.'()=", undefined],
        [7, "must be a folder such as guardduty"],
        [null, "must be a folder such as guardduty"],
    ])("%o is judged", (prefix, telling) => {
        if (telling === undefined) accept({ prefix });
        else expectRefusedExport({ prefix }, { prefix: telling });
    });
});

describe("how long findings are kept", () => {
    it.each([0, -1, 1.5, 36_501, Number.NaN, "30", null, 30n])("is not %o days", (days) => {
        const telling = "must be a whole number of days from 1 to 36500";
        expectRefusedExport({ expireAfterDays: days }, { expireAfterDays: telling });
        expectRefusedExport({ objectLock: { mode: "GOVERNANCE", days } }, { "objectLock.days": telling });
    });

    it.each([1, 36_500])("may be %i days", (days) => {
        accept({ expireAfterDays: days });
        accept({ objectLock: { mode: "COMPLIANCE", days } });
        accept({ expireAfterDays: days, objectLock: { mode: "COMPLIANCE", days } });
    });

    it("is by a lock with both mode and days", () => {
        expectRefusedExport(
            { objectLock: { days: 1 } },
            { "objectLock.mode": 'got nothing; must be "GOVERNANCE" or "COMPLIANCE"' },
        );
        expectRefusedExport(
            { objectLock: { mode: "GOVERNANCE" } },
            { "objectLock.days": "got nothing; must be a whole number of days" },
        );
        expectRefusedExport({ objectLock: {} }, { "objectLock.mode": "must be", "objectLock.days": "whole number" });
        expectRefusedExport(
            { objectLock: { mode: "governance", days: 1 } },
            { "objectLock.mode": 'Did you mean "GOVERNANCE"?' },
        );
        expectRefusedExport(
            { objectLock: { mode: pulumi.output("GOVERNANCE"), days: 1 } },
            { "objectLock.mode": "must be" },
        );
        expectRefusedExport(
            { objectLock: true },
            { objectLock: 'must be an object such as { mode: "GOVERNANCE", days: 365 }' },
        );
    });

    it("is no longer by a lock than until the expiry", () => {
        accept({ expireAfterDays: 30, objectLock: { mode: "GOVERNANCE", days: 30 } });
        expectRefusedExport(
            { expireAfterDays: 30, objectLock: { mode: "GOVERNANCE", days: 31 } },
            {
                "objectLock.days":
                    "got 31 days, with expireAfterDays: 30; an object lock must not be longer than expireAfterDays",
            },
        );
    });

    it("is by a lock only where what is locked stays", () => {
        const objectLock = { mode: "GOVERNANCE", days: 1 };
        accept({ objectLock, retainOnDelete: true });
        accept({ retainOnDelete: false });
        expectRefusedExport(
            { objectLock, retainOnDelete: false },
            { retainOnDelete: "retainOnDelete: false cannot go with objectLock" },
        );
    });
});

describe("the export's flags", () => {
    it.each(["createPrefixMarker", "retainOnDelete"])("%s is plain", (flag) => {
        for (const value of ["true", 1, null, pulumi.output(true)])
            expectRefusedExport({ [flag]: value }, { [flag]: "must be true or false" });
        accept({ [flag]: true });
        accept({ [flag]: false });
    });
});

describe("several mistakes in the export", () => {
    it("are told at once, conflicts included", () => {
        expectRefusedExport(
            {
                existingBucketArn: "my-bucket",
                bucketName: "Mine",
                prefix: "/x",
                quux: 1,
                objectLock: { mode: "GOVERNANCE", days: 0 },
                retainOnDelete: false,
            },
            {
                existingBucketArn: "must be the ARN",
                bucketName: "setting of a created bucket",
                prefix: "slash at its start",
                quux: "no such argument",
                "objectLock.days": "whole number",
                objectLock: "setting of a created bucket",
                retainOnDelete: "cannot go with objectLock",
            },
        );
    });
});

describe("FindingsExport by itself", () => {
    function expectRefusedCall(args: unknown, expected: Record<string, string>): void {
        try {
            planFindingsExportComponent("findings", args, undefined);
        } catch (error) {
            if (!InvalidArgsError.isInstance(error)) throw error;
            expect(error.message).toContain('FindingsExport "findings" has ');
            const tellings = Object.entries(expected).map(([path, telling]) => [
                path,
                expect.stringContaining(telling),
            ]);
            expect(reasonsIn(error)).toEqual(Object.fromEntries(tellings));
            return;
        }
        throw new Error("the arguments were accepted");
    }

    it("needs the ARN of a detector", () => {
        for (const args of [undefined, {}])
            expectRefusedCall(args, { detectorArn: "got nothing; must be the ARN of a detector" });
        expectRefusedCall(
            { detectorArn: "12abc34d567e8fa901bc2d34e56789f0" },
            { detectorArn: "It does not start with arn:" },
        );
        expectRefusedCall({ detectorArn: `${DETECTOR}/filter/x` }, { detectorArn: "give the detector's own" });
        expectRefusedCall(
            { detectorArn: DETECTOR.replace("detector/", "filter/") },
            { detectorArn: "Its last part must be detector/" },
        );
        expectRefusedCall(
            { detectorArn: DETECTOR.replace("eu-west-1", "cn-north-1") },
            { detectorArn: "partition aws-cn" },
        );
        expectRefusedCall({ detectorArn: null }, { detectorArn: "got null" });
    });

    it("knows the detector's place by its ARN", () => {
        const key = { existingKmsKeyArn: KEY.replace("eu-west-1", "us-east-1") };
        expectRefusedCall(
            { detectorArn: DETECTOR, ...key },
            { existingKmsKeyArn: "The key is in us-east-1 and the bucket in eu-west-1" },
        );
        expectRefusedCall(
            { detectorArn: DETECTOR, existingBucketArn: BUCKET, existingBucketRegion: "eu-south-1" },
            { existingBucketRegion: "eu-south-1 is an opt-in Region" },
        );
        expectRefusedCall(
            { detectorArn: DETECTOR, existingBucketArn: "arn:aws-cn:s3:::findings" },
            { existingBucketArn: "the detector's partition, aws" },
        );
    });

    it("has the same arguments as findingsExport, and tells of all at once", () => {
        expectRefusedCall(
            { bucketname: "x", prefix: "/x", existingBucketRegion: "eu-west-1", tags: { "a b": "c" }, region: "x" },
            {
                detectorArn: "must be the ARN of a detector",
                bucketname: 'Did you mean "bucketName"?',
                prefix: "slash at its start",
                existingBucketRegion: "goes with existingBucketArn",
                'tags["a b"]': "must be a tag key",
                region: "must be the code of a Region",
            },
        );
    });

    it("is in the Region of its detector", () => {
        expectRefusedCall(
            { detectorArn: DETECTOR, region: "us-east-1" },
            { region: "must be the detector's Region, eu-west-1" },
        );
    });
});
