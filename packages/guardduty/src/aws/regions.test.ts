import { describe, expect, it } from "vitest";
import { guardDutyPrincipal } from "./principals";
import { describeOptIn, isEnabledByDefault, planUnavailableIn, planUndocumentedIn } from "./regions";

// AWS's list of Regions, by hand.
const DEFAULT =
    "us-east-1 us-east-2 us-west-1 us-west-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 " +
    "ap-southeast-2 ca-central-1 eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1";
const OPT_IN =
    "af-south-1 ap-east-1 ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 " +
    "ca-west-1 eu-central-2 eu-south-1 eu-south-2 il-central-1 me-central-1 me-south-1 mx-central-1";
const ELSEWHERE = "us-gov-east-1 us-gov-west-1 cn-north-1 cn-northwest-1 eusc-de-east-1 us-iso-east-1";

describe("a Region", () => {
    it.each(`${DEFAULT} ${ELSEWHERE}`.split(" "))("%s is enabled by default, with the one principal", (region) => {
        expect(isEnabledByDefault(region)).toBe(true);
        expect(describeOptIn(region)).toBeUndefined();
        expect(guardDutyPrincipal(region)).toBe("guardduty.amazonaws.com");
    });

    it.each(OPT_IN.split(" "))("%s is opt-in, with a principal of its own", (region) => {
        expect(isEnabledByDefault(region)).toBe(false);
        expect(describeOptIn(region)).toBe(`${region} is an opt-in Region`);
        expect(guardDutyPrincipal(region)).toBe(`guardduty.${region}.amazonaws.com`);
    });

    it("that nobody knows yet is taken for an opt-in Region", () => {
        expect(isEnabledByDefault("xa-future-1")).toBe(false);
        expect(describeOptIn("xa-future-1")).toMatch(/^xa-future-1 is not known to be enabled by default/);
        expect(guardDutyPrincipal("xa-future-1")).toBe("guardduty.xa-future-1.amazonaws.com");
    });
});

describe("planUnavailableIn", () => {
    it.each([
        ["RDS_LOGIN_EVENTS", "ap-east-2"],
        ["RUNTIME_MONITORING", "cn-north-1"],
        ["EKS_RUNTIME_MONITORING", "cn-northwest-1"],
        ["AI_PROTECTION", "cn-north-1"],
        ["AI_ANALYST", "sa-east-1"],
        ["AI_ANALYST", "us-gov-west-1"],
        ["AI_ANALYST", "us-west-1"],
    ])("says why %s does not exist in %s", (feature, region) => {
        expect(planUnavailableIn(feature, region)).toMatch(/^GuardDuty .*[^.]$/);
    });

    it.each([
        ["RDS_LOGIN_EVENTS", "ap-east-1"],
        ["RDS_LOGIN_EVENTS", "cn-north-1"],
        ["RUNTIME_MONITORING", "us-gov-west-1"],
        ["AI_PROTECTION", "sa-east-1"],
        ["AI_PROTECTION", "us-gov-west-1"],
        ["AI_PROTECTION", "xa-future-1"],
        ["AI_ANALYST", "ap-northeast-1"],
        ["S3_DATA_EVENTS", "cn-north-1"],
        ["SOMETHING_NEW", "ap-east-2"],
    ])("knows nothing against %s in %s", (feature, region) => {
        expect(planUnavailableIn(feature, region)).toBeUndefined();
    });
});

describe("planUndocumentedIn", () => {
    it("is about AI Protection outside the commercial Regions and China", () => {
        expect(planUndocumentedIn("AI_PROTECTION", "us-gov-east-1")).toContain("aws-us-gov");
        expect(planUndocumentedIn("AI_PROTECTION", "eu-west-1")).toBeUndefined();
        expect(planUndocumentedIn("AI_PROTECTION", "cn-north-1")).toBeUndefined();
        expect(planUndocumentedIn("S3_DATA_EVENTS", "us-gov-east-1")).toBeUndefined();
    });
});
