import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { UNKNOWN } from "../../src/index";
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
    walkthrough: "guardduty:index:GuardDutyMonitoring",
    "walkthrough-detector": "aws:guardduty/detector:Detector",
    "walkthrough-plan-s3-data-events": "aws:guardduty/detectorFeature:DetectorFeature",
    "walkthrough-plan-eks-audit-logs": "aws:guardduty/detectorFeature:DetectorFeature",
    "walkthrough-plan-ebs-malware-protection": "aws:guardduty/detectorFeature:DetectorFeature",
    "walkthrough-plan-rds-login-events": "aws:guardduty/detectorFeature:DetectorFeature",
    "walkthrough-plan-lambda-network-logs": "aws:guardduty/detectorFeature:DetectorFeature",
    "walkthrough-plan-runtime-monitoring": "aws:guardduty/detectorFeature:DetectorFeature",
    "walkthrough-list-bucket": "aws:s3/bucket:Bucket",
    "walkthrough-list-bucket-ownership": "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    "walkthrough-list-bucket-public-access": "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "walkthrough-list-bucket-versioning": "aws:s3/bucketVersioning:BucketVersioning",
    "walkthrough-list-bucket-policy": "aws:s3/bucketPolicy:BucketPolicy",
    "walkthrough-trusted-ip-list-object": "aws:s3/bucketObjectv2:BucketObjectv2",
    "walkthrough-trusted-ip-list": "aws:guardduty/iPSet:IPSet",
    "walkthrough-threat-ip-list-known-object": "aws:s3/bucketObjectv2:BucketObjectv2",
    "walkthrough-threat-ip-list-known": "aws:guardduty/threatIntelSet:ThreatIntelSet",
    "walkthrough-filter-high-severity": "aws:guardduty/filter:Filter",
    "walkthrough-findings-export": "guardduty:index:FindingsExport",
    "walkthrough-findings-export-key": "aws:kms/key:Key",
    "walkthrough-findings-export-key-alias": "aws:kms/alias:Alias",
    "walkthrough-findings-export-bucket": "aws:s3/bucket:Bucket",
    "walkthrough-findings-export-bucket-ownership": "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    "walkthrough-findings-export-bucket-public-access": "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "walkthrough-findings-export-bucket-versioning": "aws:s3/bucketVersioning:BucketVersioning",
    "walkthrough-findings-export-bucket-encryption":
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "walkthrough-findings-export-bucket-lifecycle": "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "walkthrough-findings-export-bucket-policy": "aws:s3/bucketPolicy:BucketPolicy",
    "walkthrough-findings-export-destination": "aws:guardduty/publishingDestination:PublishingDestination",
};

describe("examples/walkthrough", () => {
    let run: ExampleRun;

    beforeAll(async () => {
        run = await runExample("walkthrough");
    }, DEPLOYMENT_TIMEOUT_MS);

    it("previews and updates", () => {
        expect(messagesOf(run.result)).toEqual([
            "warning: trustedIpList.entries: entry 0: in ranges reserved for documentation (RFC 5737), which no host has",
            "warning: threatIpLists.known.entries: 2 entries (0, 1): in ranges reserved for documentation (RFC 5737), which no host has",
        ]);
        expect(run.result.outcome).toBe("succeeded");
    });

    it("makes the same resources in both", () => {
        expect(typesByName(run.result.preview!)).toEqual(RESOURCES);
        expect(typesByName(run.result.update!)).toEqual(RESOURCES);
    });

    it("has the detector's id as its only output", () => {
        expect(run.result.preview?.outputs).toEqual({ detectorId: { value: UNKNOWN, secret: false } });
        const [detectorId] = run.account.guardDuty("us-east-1").detectors.list();
        expect(run.result.outputs).toEqual({ detectorId: { value: detectorId, secret: false } });
    });

    it("leaves an account with the five things of the walkthrough at work", async () => {
        const guardDuty = run.account.guardDuty("us-east-1");
        const [id = ""] = guardDuty.detectors.list();
        expect(await guardDuty.detectors.get(id)).toMatchObject({
            enabled: true,
            findingPublishingFrequency: "FIFTEEN_MINUTES",
        });
        expect(guardDuty.trustedIpLists.list(id)).toMatchObject([{ status: "ACTIVE", inUse: { entries: 1 } }]);
        expect(guardDuty.threatIpLists.list(id)).toMatchObject([{ status: "ACTIVE", inUse: { entries: 2 } }]);
        expect(guardDuty.filters.list(id)).toMatchObject([{ name: "high-severity", action: "NOOP", rank: 1 }]);
        expect(guardDuty.destinations.list(id)).toMatchObject([{ status: "PUBLISHING" }]);
    });

    it("is drawn as it is", async () => {
        const { svg, mermaid } = draw(run.result.update!);
        const readme = join(run.directory, "README.md");
        await expect(svg).toMatchFileSnapshot(join(run.directory, "diagram.svg"));
        await expect(withMermaid(readme, mermaid)).toMatchFileSnapshot(readme);
    });
});
