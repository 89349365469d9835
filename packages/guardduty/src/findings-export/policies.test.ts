import { describe, expect, it } from "vitest";
import { bucketPolicyDocument, keyPolicyDocument } from "./policies";

const DETECTOR_ID = "12abc34d567e8fa901bc2d34e56789f0";
const KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
const LONGEST_BUCKET_NAME = "b".repeat(63);
const LONGEST_PREFIX = "p".repeat(512);

// Written by hand from the GuardDuty User Guide ("Exporting findings") and the KMS and S3 guides.
describe("the documents, one per partition", () => {
    it("are right in a Region that is enabled by default", () => {
        const source = { partition: "aws", region: "eu-west-1", accountId: "111122223333", detectorId: DETECTOR_ID };
        const fromDetector = {
            StringEquals: {
                "aws:SourceAccount": "111122223333",
                "aws:SourceArn": "arn:aws:guardduty:eu-west-1:111122223333:detector/12abc34d567e8fa901bc2d34e56789f0",
            },
        };
        const bucketPolicy = bucketPolicyDocument({
            source,
            bucketArn: "arn:aws:s3:::findings",
            prefix: "logs/",
            kmsKeyArn: `arn:aws:kms:eu-west-1:111122223333:key/${KEY_ID}`,
        });
        expect(bucketPolicy).toEqual({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "AllowGuardDutyLocate111122223333euwest1",
                    Effect: "Allow",
                    Principal: { Service: "guardduty.amazonaws.com" },
                    Action: "s3:GetBucketLocation",
                    Resource: "arn:aws:s3:::findings",
                    Condition: fromDetector,
                },
                {
                    Sid: "AllowGuardDutyWrite111122223333euwest1",
                    Effect: "Allow",
                    Principal: { Service: "guardduty.amazonaws.com" },
                    Action: "s3:PutObject",
                    Resource: "arn:aws:s3:::findings/logs/*",
                    Condition: fromDetector,
                },
                {
                    Sid: "DenyGuardDutyUnencrypted111122223333euwest1",
                    Effect: "Deny",
                    Principal: { Service: "guardduty.amazonaws.com" },
                    Action: "s3:PutObject",
                    Resource: "arn:aws:s3:::findings/logs/*",
                    Condition: { ...fromDetector, StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" } },
                },
                {
                    Sid: "DenyGuardDutyOtherKey111122223333euwest1",
                    Effect: "Deny",
                    Principal: { Service: "guardduty.amazonaws.com" },
                    Action: "s3:PutObject",
                    Resource: "arn:aws:s3:::findings/logs/*",
                    Condition: {
                        ...fromDetector,
                        StringNotEquals: {
                            "s3:x-amz-server-side-encryption-aws-kms-key-id":
                                "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                        },
                    },
                },
                {
                    Sid: "DenyPlainHttp",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:*",
                    Resource: ["arn:aws:s3:::findings", "arn:aws:s3:::findings/*"],
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
            ],
        });
        expect(
            keyPolicyDocument({
                source,
                bucketArn: "arn:aws:s3:::findings",
                bucketRegion: "eu-west-1",
                keyAccountId: "111122223333",
                bucketAccountId: "111122223333",
            }),
        ).toEqual({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "AllowAdministrationByIamPolicies",
                    Effect: "Allow",
                    Principal: { AWS: "arn:aws:iam::111122223333:root" },
                    Action: "kms:*",
                    Resource: "*",
                },
                {
                    Sid: "AllowGuardDutyEncrypt111122223333euwest1",
                    Effect: "Allow",
                    Principal: { Service: "guardduty.amazonaws.com" },
                    Action: "kms:GenerateDataKey",
                    Resource: "*",
                    Condition: fromDetector,
                },
                {
                    Sid: "AllowReadersOfBucketDecrypt",
                    Effect: "Allow",
                    Principal: { AWS: "*" },
                    Action: "kms:Decrypt",
                    Resource: "*",
                    Condition: {
                        StringEquals: {
                            "kms:CallerAccount": "111122223333",
                            "kms:ViaService": "s3.eu-west-1.amazonaws.com",
                        },
                        StringLike: {
                            "kms:EncryptionContext:aws:s3:arn": ["arn:aws:s3:::findings", "arn:aws:s3:::findings/*"],
                        },
                    },
                },
            ],
        });
    });

    it("are right in GovCloud, for whichever detector the account has, in another account's bucket without a prefix", () => {
        const source = { partition: "aws-us-gov", region: "us-gov-west-1", accountId: "111122223333" };
        const fromAccount = {
            StringEquals: { "aws:SourceAccount": "111122223333" },
            ArnLike: { "aws:SourceArn": "arn:aws-us-gov:guardduty:us-gov-west-1:111122223333:detector/*" },
        };
        const [locate, write, unencrypted, otherKey, plainHttp] = bucketPolicyDocument({
            source,
            bucketArn: "arn:aws-us-gov:s3:::archive",
            kmsKeyArn: `arn:aws-us-gov:kms:us-gov-west-1:444455556666:key/${KEY_ID}`,
        }).Statement;
        const everywhere = {
            Principal: { Service: "guardduty.amazonaws.com" },
            Resource: "arn:aws-us-gov:s3:::archive/*",
        };
        expect(locate).toMatchObject({ Resource: "arn:aws-us-gov:s3:::archive", Condition: fromAccount });
        expect(write).toMatchObject({ Effect: "Allow", ...everywhere, Condition: fromAccount });
        expect(unencrypted).toMatchObject({ Effect: "Deny", ...everywhere, Condition: fromAccount });
        expect(otherKey).toMatchObject({ Effect: "Deny", ...everywhere, Condition: fromAccount });
        expect(plainHttp).toMatchObject({ Resource: ["arn:aws-us-gov:s3:::archive", "arn:aws-us-gov:s3:::archive/*"] });

        const [administer, encrypt, decrypt] = keyPolicyDocument({
            source,
            bucketArn: "arn:aws-us-gov:s3:::archive",
            bucketRegion: "us-gov-west-1",
            keyAccountId: "444455556666",
            bucketAccountId: "444455556666",
        }).Statement;
        expect(administer).toMatchObject({ Principal: { AWS: "arn:aws-us-gov:iam::444455556666:root" } });
        expect(encrypt).toMatchObject({ Principal: { Service: "guardduty.amazonaws.com" }, Condition: fromAccount });
        expect(decrypt).toHaveProperty("Condition.StringEquals", {
            "kms:CallerAccount": "444455556666",
            "kms:ViaService": "s3.us-gov-west-1.amazonaws.com",
        });
    });

    it("are right in China, where S3 may call itself by either suffix", () => {
        const source = {
            partition: "aws-cn",
            region: "cn-north-1",
            accountId: "111122223333",
            detectorId: DETECTOR_ID,
        };
        const [administer, encrypt, decrypt] = keyPolicyDocument({
            source,
            bucketArn: "arn:aws-cn:s3:::findings",
            bucketRegion: "cn-north-1",
            keyAccountId: "111122223333",
            bucketAccountId: "444455556666",
        }).Statement;
        expect(administer).toMatchObject({ Principal: { AWS: "arn:aws-cn:iam::111122223333:root" } });
        expect(encrypt).toMatchObject({ Principal: { Service: "guardduty.amazonaws.com" } });
        expect(decrypt).toHaveProperty("Condition.StringEquals", {
            "kms:CallerAccount": ["111122223333", "444455556666"],
            "kms:ViaService": ["s3.cn-north-1.amazonaws.com", "s3.cn-north-1.amazonaws.com.cn"],
        });
    });

    it("name the Regional principal in an opt-in Region, also where the bucket is elsewhere", () => {
        const source = { partition: "aws", region: "me-south-1", accountId: "111122223333", detectorId: DETECTOR_ID };
        const [, encrypt, decrypt] = keyPolicyDocument({
            source,
            bucketArn: "arn:aws:s3:::findings",
            bucketRegion: "eu-central-1",
            keyAccountId: "111122223333",
            bucketAccountId: "111122223333",
        }).Statement;
        expect(encrypt).toMatchObject({ Principal: { Service: "guardduty.me-south-1.amazonaws.com" } });
        expect(decrypt).toHaveProperty(
            ["Condition", "StringEquals", "kms:ViaService"],
            "s3.eu-central-1.amazonaws.com",
        );
    });
});

describe("the documents", () => {
    const source = {
        partition: "aws",
        region: "ap-northeast-1",
        accountId: "111122223333",
        detectorId: "d".repeat(300),
    };
    const bucketRequest = {
        source,
        bucketArn: `arn:aws:s3:::${LONGEST_BUCKET_NAME}`,
        prefix: LONGEST_PREFIX,
        kmsKeyArn: `arn:aws:kms:ap-northeast-1:111122223333:key/${KEY_ID}`,
    };
    const keyRequest = {
        source,
        bucketArn: bucketRequest.bucketArn,
        bucketRegion: "ap-northeast-1",
        keyAccountId: "111122223333",
        bucketAccountId: "444455556666",
    };

    it("stay within AWS's sizes, whatever is in them", () => {
        expect(JSON.stringify(bucketPolicyDocument(bucketRequest)).length).toBeLessThan(20 * 1024);
        expect(JSON.stringify(keyPolicyDocument(keyRequest)).length).toBeLessThan(32 * 1024);
    });

    it("are the same text every time", () => {
        expect(JSON.stringify(bucketPolicyDocument({ ...bucketRequest }))).toBe(
            JSON.stringify(bucketPolicyDocument(bucketRequest)),
        );
        expect(JSON.stringify(keyPolicyDocument({ ...keyRequest }))).toBe(
            JSON.stringify(keyPolicyDocument(keyRequest)),
        );
    });

    it("let no text become a wildcard or a variable", () => {
        const hostile = { ...bucketRequest, prefix: "a*b?c${aws:username}", kmsKeyArn: "arn:aws:kms:*" };
        const [, write, , otherKey] = bucketPolicyDocument(hostile).Statement;
        expect(write?.Resource).toBe(`${bucketRequest.bucketArn}/a\${*}b\${?}c\${$}{aws:username}/*`);
        expect(JSON.stringify(otherKey)).toContain("arn:aws:kms:${*}");
    });

    it("of several sources differ in the Sids that must be unique", () => {
        const other = { ...source, region: "us-east-1" };
        const own = [source, other].map((one) =>
            bucketPolicyDocument({ ...bucketRequest, source: one }).Statement.map(({ Sid }) => Sid),
        );
        expect(own[0]?.filter((sid) => own[1]?.includes(sid))).toEqual(["DenyPlainHttp"]);
        expect(own.flat().filter((sid) => !/^[A-Za-z0-9]+$/.test(sid))).toEqual([]);
    });
});
