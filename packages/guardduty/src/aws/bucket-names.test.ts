import { describe, expect, it } from "vitest";
import { findBucketNameFault, findExistingBucketNameFault } from "./bucket-names";

describe("a bucket's name", () => {
    it.each([
        "abc",
        "findings.example.com",
        "1-2-3",
        "192-168-5-4",
        "192.168.5.4.5",
        "a".repeat(63),
        "log-analysis",
        "a.b-c.d",
    ])("%s is accepted", (name) => {
        expect(findBucketNameFault(name)).toBeUndefined();
    });

    it.each([
        ["", /0 characters/],
        ["ab", /2 characters/],
        ["a".repeat(64), /64 characters/],
        ["Findings", /lower case/],
        ["find_ings", /a character that is not among these/],
        ["findings ", /a character that is not among these/],
        ["fïndings", /a character that is not among these/],
        ["findings/logs", /a character that is not among these/],
        ["-findings", /first character/],
        [".findings", /first character/],
        ["findings-", /last character/],
        ["findings.", /last character/],
        ["find..ings", /two dots/],
        ["192.168.5.4", /IP address/],
        ["xn--findings", /starting with xn--/],
        ["sthree-findings", /starting with sthree-/],
        ["sthree-configurator", /starting with sthree-/],
        ["amzn-s3-demo-bucket", /starting with amzn-s3-demo-/],
        ["findings-s3alias", /ending with -s3alias/],
        ["findings--ol-s3", /ending with --ol-s3/],
        ["findings--use1-az4--x-s3", /ending with --x-s3/],
        ["findings--table-s3", /ending with --table-s3/],
        ["findings.mrap", /ending with \.mrap/],
        ["arn:aws:s3:::findings", /Give the name only/],
        ["s3://findings", /Give the name only/],
    ])("%j is refused", (name, fault) => {
        expect(findBucketNameFault(name)).toMatch(fault);
        expect(findExistingBucketNameFault(name)).toMatch(fault);
    });

    it("in an account's own namespace can exist but is not created here", () => {
        const name = "findings-111122223333-eu-west-1-an";
        expect(findBucketNameFault(name)).toMatch(/-an are reserved/);
        expect(findExistingBucketNameFault(name)).toBeUndefined();
    });
});
