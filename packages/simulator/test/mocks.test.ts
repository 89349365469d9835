import * as guardduty from "@pulumi/aws/guardduty/index.js";
import * as kms from "@pulumi/aws/kms/index.js";
import * as s3 from "@pulumi/aws/s3/index.js";
import * as pulumi from "@pulumi/pulumi";
import { beforeEach, describe, expect, it } from "vitest";

import { SimulatedAccount, SimulatedAwsProvider, simulatorMocks, type SimulatorMocks } from "../src/index";

const REGION = "eu-west-1";

function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) => {
        output.apply(resolve);
    });
}

let account: SimulatedAccount;
let mocks: SimulatorMocks;

async function start(preview = false): Promise<void> {
    account = new SimulatedAccount();
    mocks = simulatorMocks(new SimulatedAwsProvider({ account, region: REGION }));
    await pulumi.runtime.setMocks(mocks, "project", "stack", preview);
}

beforeEach(() => start());

describe("the mocks over a simulated account", () => {
    it("make a detector and tell what AWS chose", async () => {
        const detector = new guardduty.Detector("d", { enable: true, tags: { Team: "ml" } });
        expect(await valueOf(detector.id)).toMatch(/^[0-9a-f]{32}$/);
        expect(await valueOf(detector.arn)).toBe(
            `arn:aws:guardduty:${REGION}:123456789012:detector/${await valueOf(detector.id)}`,
        );
        expect(await valueOf(detector.findingPublishingFrequency)).toBe("SIX_HOURS");
        expect(await valueOf(detector.tagsAll)).toEqual({ Team: "ml" });
    });

    it("build a whole export", async () => {
        const detector = new guardduty.Detector("d", {});
        const key = new kms.Key("k", {
            enableKeyRotation: true,
            policy: detector.arn.apply((arn) =>
                JSON.stringify({
                    Version: "2012-10-17",
                    Statement: [
                        {
                            Effect: "Allow",
                            Principal: { AWS: "arn:aws:iam::123456789012:root" },
                            Action: "kms:*",
                            Resource: "*",
                        },
                        {
                            Effect: "Allow",
                            Principal: { Service: "guardduty.amazonaws.com" },
                            Action: "kms:GenerateDataKey",
                            Resource: "*",
                            Condition: { StringEquals: { "aws:SourceArn": arn, "aws:SourceAccount": "123456789012" } },
                        },
                    ],
                }),
            ),
        });
        new kms.Alias("a", { targetKeyId: key.keyId });
        const bucket = new s3.Bucket("Findings", {});
        const policy = new s3.BucketPolicy("p", {
            bucket: bucket.id,
            policy: pulumi.all([bucket.arn, detector.arn]).apply(([bucketArn, arn]) =>
                JSON.stringify({
                    Version: "2012-10-17",
                    Statement: ["s3:GetBucketLocation", "s3:PutObject"].map((action) => ({
                        Effect: "Allow",
                        Principal: { Service: "guardduty.amazonaws.com" },
                        Action: action,
                        Resource: action === "s3:PutObject" ? `${bucketArn}/*` : bucketArn,
                        Condition: { StringEquals: { "aws:SourceArn": arn, "aws:SourceAccount": "123456789012" } },
                    })),
                }),
            ),
        });
        const destination = new guardduty.PublishingDestination(
            "dest",
            { detectorId: detector.id, destinationArn: bucket.arn, kmsKeyArn: key.arn },
            { dependsOn: policy },
        );
        const id = await valueOf(destination.id);
        const [detectorId = "", destinationId = ""] = id.split(":");
        const described = await account.guardDuty(REGION).destinations.describe(detectorId, destinationId);
        expect(described.status).toBe("PUBLISHING");
        expect(await valueOf(bucket.bucket)).toMatch(/^findings-[0-9a-f]{7}$/);
        expect(account.world.bucket("aws", await valueOf(bucket.bucket))?.objects.has("AWSLogs/")).toBe(true);
    });

    it("record what was registered, components too", async () => {
        class Component extends pulumi.ComponentResource {
            constructor() {
                super("test:index:Component", "c", { size: 1 });
                new guardduty.Detector("d", {}, { parent: this });
            }
        }
        new Component();
        await pulumi.runtime.disconnect();
        expect(mocks.registrations.map(({ type, name, custom }) => [type, name, custom])).toEqual([
            ["test:index:Component", "c", false],
            ["aws:guardduty/detector:Detector", "d", true],
        ]);
    });

    it("read a detector that exists, and refuse one that does not", async () => {
        const { id } = await account.guardDuty(REGION).detectors.create({ enable: true });
        const detector = guardduty.Detector.get("d", id);
        expect(await valueOf(detector.arn)).toContain(id);
        await expect(
            mocks.newResource({
                type: "aws:guardduty/detector:Detector",
                name: "x",
                inputs: {},
                id: "0".repeat(32),
                custom: true,
            }),
        ).rejects.toThrow("does not exist");
    });

    it("know in a preview what the program says, and nothing that AWS chooses", async () => {
        await start(true);
        const detector = new guardduty.Detector("d", { enable: false });
        const known = new guardduty.DetectorFeature("f", {
            detectorId: detector.id,
            name: "S3_DATA_EVENTS",
            status: "ENABLED",
        });
        expect(await valueOf(detector.enable)).toBe(false);
        expect(await valueOf(known.status)).toBe("ENABLED");
        await pulumi.runtime.disconnect();
        expect(account.guardDuty(REGION).detectors.list()).toEqual([]);
        expect(mocks.registrations[0]?.state?.properties["arn"]).toBeTypeOf("symbol");
        expect(mocks.registrations[1]?.inputs["detectorId"]).toBeTypeOf("symbol");
    });

    it("upload a file asset", async () => {
        const bucket = new s3.Bucket("lists", {});
        new s3.BucketObjectv2("o", {
            bucket: bucket.id,
            key: "list.txt",
            source: new pulumi.asset.StringAsset("198.51.100.0/24\n"),
        });
        await pulumi.runtime.disconnect();
        const stored = account.world.bucket("aws", await valueOf(bucket.id))?.objects.get("list.txt");
        expect(stored?.[0]?.content.toString()).toBe("198.51.100.0/24\n");
    });

    it("make resources with an explicit provider in its Region", async () => {
        const aws = await import("@pulumi/aws/provider.js");
        const provider = new aws.Provider("p", { region: "us-east-1" });
        const detector = new guardduty.Detector("d", {}, { provider });
        expect(await valueOf(detector.arn)).toContain(":us-east-1:");
    });

    it("answer the functions that are modelled, and refuse the others by name", async () => {
        const call = (token: string) => mocks.call({ token, inputs: {} });
        expect(await call("aws:index/getCallerIdentity:getCallerIdentity")).toMatchObject({
            accountId: "123456789012",
        });
        expect(await call("aws:index/getRegion:getRegion")).toMatchObject({ region: REGION });
        expect(await call("aws:index/getPartition:getPartition")).toMatchObject({ partition: "aws" });
        await expect(call("aws:ec2/getAmi:getAmi")).rejects.toThrow("aws:ec2/getAmi:getAmi is not modelled");
    });

    it("keep a secret secret", async () => {
        const detector = new guardduty.Detector("d", { tags: pulumi.secret({ Owner: "somebody" }) });
        expect(await pulumi.isSecret(detector.tags)).toBe(true);
        expect(await valueOf(detector.tags)).toEqual({ Owner: "somebody" });
    });
});
