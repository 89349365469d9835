import { describe, expect, it } from "vitest";
import { findExportRegionFault, findKeyRegionFault } from "./export-regions";

describe("findExportRegionFault", () => {
    it.each([
        ["eu-west-1", "eu-west-1"],
        ["eu-west-1", "us-east-1"],
        ["me-south-1", "me-south-1"],
        ["me-south-1", "eu-central-1"],
        ["xa-future-1", "xa-future-1"],
        ["xa-future-1", "us-east-1"],
        ["us-gov-west-1", "us-gov-west-1"],
        ["cn-north-1", "cn-northwest-1"],
    ])("lets findings of %s go to %s", (findings, bucket) => {
        expect(findExportRegionFault(findings, bucket)).toBeUndefined();
    });

    it.each([
        [
            "eu-west-1",
            "me-south-1",
            /me-south-1 is an opt-in Region.*eu-west-1 or another Region that is enabled by default/,
        ],
        [
            "me-south-1",
            "af-south-1",
            /af-south-1 is an opt-in Region.*me-south-1, or in a Region that is enabled by default/,
        ],
        ["eu-west-1", "xa-future-1", /not known to be enabled by default/],
        ["eu-west-1", "us-gov-west-1", /stay in the partition aws; us-gov-west-1 is in aws-us-gov/],
        ["cn-north-1", "ap-east-1", /stay in the partition aws-cn/],
        ["us-gov-east-1", "us-gov-west-1", /GovCloud.*us-gov-east-1/],
    ])("does not let findings of %s go to %s", (findings, bucket, fault) => {
        expect(findExportRegionFault(findings, bucket)).toMatch(fault);
    });
});

describe("findKeyRegionFault", () => {
    it("wants bucket and key in one Region", () => {
        expect(findKeyRegionFault("eu-west-1", "eu-west-1")).toBeUndefined();
        expect(findKeyRegionFault("eu-west-1", "eu-west-2")).toMatch(/key is in eu-west-2 and the bucket in eu-west-1/);
    });
});
