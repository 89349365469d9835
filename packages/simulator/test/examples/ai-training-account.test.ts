import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type AssetValue, UNKNOWN } from "../../src/index";
import {
    DEPLOYMENT_TIMEOUT_MS,
    draw,
    type ExampleRun,
    messagesOf,
    runExample,
    typesByName,
    withMermaid,
} from "./example-run";

const RESOURCES = {
    "training-gateway": "aws:ec2/eip:Eip",
    training: "guardduty:index:GuardDutyMonitoring",
    "training-detector": "aws:guardduty/detector:Detector",
    "training-plan-s3-data-events": "aws:guardduty/detectorFeature:DetectorFeature",
    "training-plan-eks-audit-logs": "aws:guardduty/detectorFeature:DetectorFeature",
    "training-plan-ebs-malware-protection": "aws:guardduty/detectorFeature:DetectorFeature",
    "training-plan-rds-login-events": "aws:guardduty/detectorFeature:DetectorFeature",
    "training-plan-lambda-network-logs": "aws:guardduty/detectorFeature:DetectorFeature",
    "training-plan-ai-protection": "aws:guardduty/detectorFeature:DetectorFeature",
    "training-plan-runtime-monitoring": "aws:guardduty/detectorFeature:DetectorFeature",
    "training-list-bucket": "aws:s3/bucket:Bucket",
    "training-list-bucket-ownership": "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    "training-list-bucket-public-access": "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "training-list-bucket-versioning": "aws:s3/bucketVersioning:BucketVersioning",
    "training-list-bucket-policy": "aws:s3/bucketPolicy:BucketPolicy",
    "training-trusted-ip-list-object": "aws:s3/bucketObjectv2:BucketObjectv2",
    "training-trusted-ip-list": "aws:guardduty/iPSet:IPSet",
    "training-threat-ip-list-ipsum-object": "aws:s3/bucketObjectv2:BucketObjectv2",
    "training-threat-ip-list-ipsum": "aws:guardduty/threatIntelSet:ThreatIntelSet",
    "training-threat-ip-list-incidents-object": "aws:s3/bucketObjectv2:BucketObjectv2",
    "training-threat-ip-list-incidents": "aws:guardduty/threatIntelSet:ThreatIntelSet",
    "training-filter-training-traffic": "aws:guardduty/filter:Filter",
    "training-filter-dataset-pulls": "aws:guardduty/filter:Filter",
    "training-filter-spot-fleets": "aws:guardduty/filter:Filter",
    "training-filter-package-installs": "aws:guardduty/filter:Filter",
    "training-filter-image-builds": "aws:guardduty/filter:Filter",
    "training-findings-export": "guardduty:index:FindingsExport",
    "training-findings-export-key": "aws:kms/key:Key",
    "training-findings-export-key-alias": "aws:kms/alias:Alias",
    "training-findings-export-bucket": "aws:s3/bucket:Bucket",
    "training-findings-export-bucket-ownership": "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    "training-findings-export-bucket-public-access": "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "training-findings-export-bucket-versioning": "aws:s3/bucketVersioning:BucketVersioning",
    "training-findings-export-bucket-encryption":
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "training-findings-export-bucket-lifecycle": "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "training-findings-export-bucket-object-lock": "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    "training-findings-export-bucket-policy": "aws:s3/bucketPolicy:BucketPolicy",
    "training-findings-export-prefix-marker": "aws:s3/bucketObjectv2:BucketObjectv2",
    "training-findings-export-destination": "aws:guardduty/publishingDestination:PublishingDestination",
};

describe("examples/ai-training-account", () => {
    let run: ExampleRun;

    beforeAll(async () => {
        run = await runExample("ai-training-account");
    }, DEPLOYMENT_TIMEOUT_MS);

    it("previews and updates", () => {
        expect(messagesOf(run.result)).toEqual([
            "warning: threatIpLists.incidents.file: 2 lines (3, 4): in ranges reserved for documentation (RFC 5737), which no host has",
            "warning: trustedIpList.entries: entry 0: in ranges reserved for documentation (RFC 5737), which no host has",
        ]);
        expect(run.result.outcome).toBe("succeeded");
    });

    it("makes the same resources in both", () => {
        // What carries alerts and scans uploads is told in tests of its own.
        const ofMonitoring = Object.entries(typesByName(run.result.update!)).filter(([name]) => /^training/.test(name));
        expect(Object.fromEntries(ofMonitoring)).toEqual(RESOURCES);
        expect(typesByName(run.result.preview!)).toEqual(typesByName(run.result.update!));
    });

    it("publishes where everything is", () => {
        const { detectorId, findingsLocation, findingsKmsKeyArn, threatIpListIds, gatewayAddress, ...rest } =
            run.result.outputs;
        const others = Object.entries(rest).map(([name, { value }]) => `${name} ${String(value)}`);
        expect(others.sort()).toEqual([
            expect.stringMatching(/^datasetsBucket uploads-datasets-bucket-[0-9a-f]{7}$/),
            expect.stringMatching(
                /^deadLetterQueueUrl https:\/\/sqs\.us-east-1\.amazonaws\.com\/123456789012\/alerts-dead-letters/,
            ),
            expect.stringMatching(/^onCallTopicArn arn:aws:sns:us-east-1:123456789012:alerts-topic-oncall/),
        ]);
        expect(run.account.guardDuty("us-east-1").detectors.list()).toEqual([detectorId?.value]);
        expect(findingsLocation?.value).toMatch(
            /^s3:\/\/training-findings-export-bucket-\w+\/guardduty\/AWSLogs\/123456789012\/GuardDuty\/us-east-1\/$/,
        );
        expect(findingsKmsKeyArn?.value).toMatch(/^arn:aws:kms:us-east-1:123456789012:key\//);
        expect(threatIpListIds?.value).toEqual({
            ipsum: expect.stringMatching(/^[0-9a-f]{32}$/),
            incidents: expect.stringMatching(/^[0-9a-f]{32}$/),
        });
        expect(gatewayAddress?.value).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
        expect(new Set(Object.values(run.result.preview!.outputs).map(({ value }) => value))).toEqual(
            new Set([UNKNOWN]),
        );
    });

    it("leaves an account in which everything is at work", async () => {
        const guardDuty = run.account.guardDuty("us-east-1");
        const [id = ""] = guardDuty.detectors.list();
        const detector = await guardDuty.detectors.get(id);
        const enabled = detector.features.filter(({ status }) => status === "ENABLED").map(({ name }) => name);
        expect(enabled).toEqual(
            expect.arrayContaining([
                "S3_DATA_EVENTS",
                "EKS_AUDIT_LOGS",
                "EBS_MALWARE_PROTECTION",
                "RDS_LOGIN_EVENTS",
                "LAMBDA_NETWORK_LOGS",
                "RUNTIME_MONITORING",
                "AI_PROTECTION",
            ]),
        );
        // One range from the configuration, one address from the elastic IP.
        expect(guardDuty.trustedIpLists.list(id)).toMatchObject([{ status: "ACTIVE", inUse: { entries: 2 } }]);
        expect(guardDuty.destinations.list(id)).toMatchObject([{ status: "PUBLISHING" }]);
    });

    it("has both threat lists active", () => {
        const guardDuty = run.account.guardDuty("us-east-1");
        const [id = ""] = guardDuty.detectors.list();
        const lists = [...guardDuty.threatIpLists.list(id)].sort((a, b) => (a.name < b.name ? -1 : 1));
        expect(lists).toMatchObject([
            {
                name: expect.stringMatching(/^training-threat-ip-list-incidents-/),
                status: "ACTIVE",
                inUse: { entries: 2 },
            },
            { name: expect.stringMatching(/^training-threat-ip-list-ipsum-/), status: "ACTIVE" },
        ]);
    });

    it("uploads exactly the addresses of the real list", () => {
        const object = run.result.resources.find(({ name }) => name === "training-threat-ip-list-ipsum-object");
        const uploaded = readFileSync((object?.inputs["source"] as AssetValue).source, "utf8");
        const given = readFileSync(join(run.directory, "lists/ipsum-level-3.txt"), "utf8");
        expect(new Set(linesOf(uploaded).flatMap(addressesOf))).toEqual(new Set(linesOf(given).map(toNumber)));
    });

    it("has its filters in their order, the noise suppressed", async () => {
        const guardDuty = run.account.guardDuty("us-east-1");
        const [id = ""] = guardDuty.detectors.list();
        const filters = [...guardDuty.filters.list(id)].sort((a, b) => a.rank - b.rank);
        expect(filters.map(({ rank, name, action }) => `${rank} ${name} ${action}`)).toEqual([
            "1 training-traffic ARCHIVE",
            "2 dataset-pulls ARCHIVE",
            "3 spot-fleets ARCHIVE",
            "4 package-installs ARCHIVE",
            "5 image-builds ARCHIVE",
        ]);
    });

    it("is drawn as it is", async () => {
        const { svg, mermaid } = draw(run.result.update!);
        const readme = join(run.directory, "README.md");
        await expect(svg).toMatchFileSnapshot(join(run.directory, "diagram.svg"));
        await expect(withMermaid(readme, mermaid)).toMatchFileSnapshot(readme);
    });
});

function linesOf(text: string): string[] {
    return text.split("\n").filter((line) => line !== "");
}

function toNumber(address: string): number {
    return address.split(".").reduce((number, part) => number * 256 + Number(part), 0);
}

function addressesOf(cidr: string): number[] {
    const [address = "", prefix = "32"] = cidr.split("/");
    return Array.from({ length: 2 ** (32 - Number(prefix)) }, (_, index) => toNumber(address) + index);
}
