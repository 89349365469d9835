import { describe, expect, it } from "vitest";
import { dnsSuffixOf, isForeignRegion, partitionOf } from "./partitions";

describe("partitionOf", () => {
    it.each([
        ["eu-west-1", "aws"],
        ["us-east-1", "aws"],
        ["xa-future-1", "aws"],
        ["us-gov-east-1", "aws-us-gov"],
        ["cn-northwest-1", "aws-cn"],
        ["us-iso-east-1", "aws-iso"],
        ["us-isob-east-1", "aws-iso-b"],
        ["eu-isoe-west-1", "aws-iso-e"],
        ["us-isof-south-1", "aws-iso-f"],
        ["eusc-de-east-1", "aws-eusc"],
    ])("of %s is %s", (region, partition) => {
        expect(partitionOf(region)).toBe(partition);
        expect(isForeignRegion(region, partition)).toBe(false);
    });
});

describe("isForeignRegion", () => {
    it("is so where the partition is known to have other Regions", () => {
        expect(isForeignRegion("cn-north-1", "aws")).toBe(true);
        expect(isForeignRegion("eu-west-1", "aws-cn")).toBe(true);
    });

    it("trusts a partition that nobody knows yet", () => {
        expect(isForeignRegion("xb-future-1", "aws-future")).toBe(false);
    });
});

describe("dnsSuffixOf", () => {
    it.each([
        ["eu-west-1", "amazonaws.com"],
        ["us-gov-west-1", "amazonaws.com"],
        ["cn-north-1", "amazonaws.com.cn"],
        ["eusc-de-east-1", "amazonaws.eu"],
    ])("of %s is %s", (region, suffix) => {
        expect(dnsSuffixOf(region)).toBe(suffix);
    });
});
