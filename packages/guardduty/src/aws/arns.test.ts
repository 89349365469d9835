import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
    findBucketArnFault,
    findDetectorArnFault,
    findKmsKeyArnFault,
    parseBucketArn,
    parseDetectorArn,
    parseKmsKeyArn,
} from "./arns";

const DETECTOR_ID = "12abc34d567e8fa901bc2d34e56789f0";
const KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
const DETECTOR = `arn:aws:guardduty:eu-west-1:111122223333:detector/${DETECTOR_ID}`;
const KEY = `arn:aws:kms:eu-west-1:111122223333:key/${KEY_ID}`;

describe("parseDetectorArn", () => {
    it.each([
        ["aws", "eu-west-1"],
        ["aws-us-gov", "us-gov-west-1"],
        ["aws-cn", "cn-north-1"],
        ["aws-iso-b", "us-isob-east-1"],
        ["aws-eusc", "eusc-de-east-1"],
        ["aws-future", "xb-future-1"],
    ])("reads one of the partition %s", (partition, region) => {
        expect(parseDetectorArn(`arn:${partition}:guardduty:${region}:111122223333:detector/${DETECTOR_ID}`)).toEqual({
            value: { partition, region, accountId: "111122223333", detectorId: DETECTOR_ID },
        });
    });

    it.each([
        ["", /does not start with arn:/],
        [DETECTOR_ID, /does not start with arn:/],
        ["arn:aws:guardduty:eu-west-1", /too few parts/],
        [`${DETECTOR}:x`, /too many parts/],
        [` ${DETECTOR}`, /Remove the spaces/],
        [`${DETECTOR}\n`, /Remove the spaces/],
        [DETECTOR.replace("aws", "aws:"), /too many parts/],
        [DETECTOR.replace("arn:aws:", "arn:azure:"), /partition/],
        [DETECTOR.replace("guardduty", "inspector2"), /third part must be guardduty/],
        [DETECTOR.replace("eu-west-1", "europe"), /Region/],
        [DETECTOR.replace("eu-west-1", ""), /Region/],
        [DETECTOR.replace("eu-west-1", "cn-north-1"), /cn-north-1 is in the partition aws-cn, not aws/],
        [DETECTOR.replace("111122223333", "1111"), /12 digits/],
        [DETECTOR.replace(DETECTOR_ID, "*"), /wildcards/],
        [DETECTOR.replace(DETECTOR_ID, "${aws:username}"), /wildcards or variables/],
        [DETECTOR.replace(DETECTOR_ID, ""), /detector's id/],
        [`${DETECTOR}/filter/noise`, /give the detector's own/],
        [DETECTOR.replace("detector/", "detector:"), /too many parts/],
        [DETECTOR.replace("detector/", "malware-protection-plan/"), /must be detector\//],
        [`${DETECTOR}${"0".repeat(3000)}`, /longer than any ARN/],
    ])("says what is wrong with %j", (text, fault) => {
        expect(findDetectorArnFault(text)).toMatch(fault);
    });
});

describe("parseBucketArn", () => {
    it("reads one", () => {
        expect(parseBucketArn("arn:aws-cn:s3:::findings.example")).toEqual({
            value: { partition: "aws-cn", bucketName: "findings.example" },
        });
    });

    it.each([
        ["findings", /looks like a bucket's name/],
        ["arn:aws:s3:::findings/logs", /the folder is the prefix/],
        ["arn:aws:s3:::findings/*", /wildcards/],
        ["arn:aws:s3:::", /0 characters/],
        ["arn:aws:s3:::Findings", /bucket's name cannot be right.*lower case/],
        ["arn:aws:s3:eu-west-1:111122223333:findings", /neither a Region nor an account/],
        ["arn:aws:s3:eu-west-1:111122223333:accesspoint/findings", /access point's ARN/],
        ["arn:aws:s3express:eu-west-1:111122223333:bucket/findings--euw1-az1--x-s3", /general purpose buckets only/],
        ["arn:aws:kms:::findings", /third part must be s3/],
    ])("says what is wrong with %j", (text, fault) => {
        expect(findBucketArnFault(text)).toMatch(fault);
    });
});

describe("parseKmsKeyArn", () => {
    it.each([KEY_ID, "mrk-1234abcd12ab34cd56ef1234567890ab"])("reads the key %s", (keyId) => {
        expect(parseKmsKeyArn(`arn:aws:kms:eu-west-1:111122223333:key/${keyId}`)).toEqual({
            value: { partition: "aws", region: "eu-west-1", accountId: "111122223333", keyId },
        });
    });

    it.each([
        [KEY_ID, /give the key's ARN/],
        ["alias/findings", /give the ARN of the key itself/],
        ["arn:aws:kms:eu-west-1:111122223333:alias/findings", /give the ARN of the key itself/],
        ["arn:aws:kms:eu-west-1:111122223333:alias/aws/s3", /give the ARN of the key itself/],
        [`${KEY}x`, /UUID/],
        [KEY.toUpperCase(), /does not start with arn:/],
        [KEY.replace("key/", "key:"), /too many parts/],
        [KEY.replace("key/", "secret/"), /must be key\//],
        [KEY.replace("key/", "key/x/"), /must be key\//],
        [KEY.replace("111122223333", ""), /12 digits/],
        ["arn:aws:s3:::findings", /third part must be kms/],
    ])("says what is wrong with %j", (text, fault) => {
        expect(findKmsKeyArnFault(text)).toMatch(fault);
    });
});

describe("every parser", () => {
    it("answers any text at once, and what it accepts names one thing", () => {
        const pieces = fc.constantFrom(
            "arn",
            "aws",
            "guardduty",
            "s3",
            "kms",
            "eu-west-1",
            "111122223333",
            "detector/",
            "key/",
            "*",
            "${",
            "",
            "\0",
        );
        const texts = fc.oneof(
            fc.string(),
            fc.array(pieces).map((parts) => parts.join(":")),
            fc.constant("arn:".repeat(1_000_000)),
        );
        fc.assert(
            fc.property(texts, (text) => {
                for (const parse of [parseDetectorArn, parseBucketArn, parseKmsKeyArn]) {
                    const parsed = parse(text);
                    if ("value" in parsed) expect(text).not.toMatch(/[*?$\s]/);
                    else expect(parsed.fault).not.toBe("");
                }
            }),
        );
    });
});
